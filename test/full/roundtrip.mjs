import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Every method of the contract that uses the whole language, driven with valid and invalid values: what the
 * SDK sends is what the service gets, what is wrong is refused with its place, and no case is lost.
 *
 * @param {string} folder
 * @param {{ cases: number }} size
 */
export async function checkRoundtrip(folder, { cases }) {
  const what = `${cases} round trips arrive as they were sent or are refused where they are wrong, none is lost`;
  const record = join(folder, 'roundtrip.json');
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = {
    ...process.env,
    MICROGEN_ROUNDTRIP_CASES: String(cases),
    MICROGEN_ROUNDTRIP_SEED: String(seed),
    MICROGEN_ROUNDTRIP_RECORD: record,
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', 'test/roundtrip.test.ts', '--no-color', '--testTimeout=600000'];
  try {
    mustWith({ cwd: root, env }, process.execPath, vitest, ...args);
    const { methods, sent, delivered, refused, seconds } = JSON.parse(readFileSync(record, 'utf8'));
    const counts = `${sent} sent, ${delivered} delivered, ${refused} refused`;
    return [
      {
        what,
        ok: sent >= cases && sent === delivered + refused,
        measured: `${counts}, ${methods} methods, seed ${seed}, ${seconds} s`,
      },
    ];
  } catch (error) {
    return [{ what, ok: false, measured: `seed ${seed}: ${faultsIn(String(error.message))}` }];
  }
}

/** What a failed run says is wrong, on one line. */
function faultsIn(said) {
  const faults = said.split('\n').filter((line) => /FAIL|Caused by|^Error/.test(line));
  return (faults.length > 0 ? faults.join(' / ') : said.slice(-2000)).replace(/\s+/g, ' ');
}
