import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Random sequences of edits and runs: each ends as a model of ownership predicts, and leaves the whole folder so.
 *
 * @param {string} folder
 * @param {{ sequences: number }} size
 */
export async function checkModel(folder, { sequences }) {
  const what = `${sequences} random sequences of edits and runs do what a model of ownership predicts`;
  const record = join(folder, 'model.json');
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = {
    ...process.env,
    MICROGEN_MODEL_SEQUENCES: String(sequences),
    MICROGEN_MODEL_SEED: String(seed),
    MICROGEN_MODEL_RECORD: record,
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  try {
    mustWith(
      { cwd: root, env },
      process.execPath,
      vitest,
      'run',
      'test/model.test.ts',
      '--no-color',
    );
    const tally = Object.entries(JSON.parse(readFileSync(record, 'utf8')));
    const count = (isCounted) =>
      tally.filter(([name]) => isCounted(name)).reduce((sum, [, times]) => sum + times, 0);
    const refused = count((name) => name.endsWith(' failed'));
    const measured = `${count(() => true)} commands, ${refused} of them refused; seed ${seed}`;
    return [{ what, ok: refused > 0, measured }];
  } catch (error) {
    const said = String(error.message).replace(/\s+/g, ' ').slice(-3000);
    return [{ what, ok: false, measured: `seed ${seed}: ${said}` }];
  }
}
