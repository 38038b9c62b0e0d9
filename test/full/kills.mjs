import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs killed at random moments in every state of a project, and two runs at once: the next run makes good what a
 * kill left, and two never mix.
 *
 * @param {string} folder
 * @param {{ kills: number, pairs: number }} size
 */
export async function checkKills(folder, { kills, pairs }) {
  const what = `${kills} killed runs are made good by the next, ${pairs} times two at once are not mixed`;
  const record = join(folder, 'kills.json');
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = {
    ...process.env,
    MICROGEN_KILLS: String(kills),
    MICROGEN_KILL_PAIRS: String(pairs),
    MICROGEN_KILL_SEED: String(seed),
    MICROGEN_KILL_RECORD: record,
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  try {
    mustWith(
      { cwd: root, env },
      process.execPath,
      vitest,
      'run',
      'test/kill.test.ts',
      '--no-color',
    );
    const told = JSON.parse(readFileSync(record, 'utf8'));
    const counts = `${told.killed} killed before their end, ${told.unfinished} of them while files were moved`;
    return [
      {
        what,
        ok: told.kills === kills && told.pairs === pairs && told.unfinished > 0,
        measured: `${counts}; ${told.both} of ${told.pairs} pairs both done, one after the other; seed ${seed}`,
      },
    ];
  } catch (error) {
    const said = String(error.message).replace(/\s+/g, ' ').slice(-3000);
    return [{ what, ok: false, measured: `seed ${seed}: ${said}` }];
  }
}
