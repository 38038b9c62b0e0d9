import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustWith } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Runs a test file at another size, from a seed of its own, and judges what it wrote down.
 *
 * @param {string} folder where the record may stand
 * @param {{ file: string, what: string, name: string, sizes: Record<string, number> }} test `name` stands in the variables
 * @param {(record: any, seed: number) => { ok: boolean, measured: string }} judge
 */
export function checkWithVitest(folder, { file, what, name, sizes }, judge) {
  const record = join(folder, `${name.toLowerCase()}.json`);
  const seed = Math.floor(Math.random() * 2 ** 31);
  const env = {
    ...process.env,
    ...Object.fromEntries(Object.entries(sizes).map(([key, size]) => [key, String(size)])),
    [`MICROGEN_${name}_SEED`]: String(seed),
    [`MICROGEN_${name}_RECORD`]: record,
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = ['run', file, '--no-color', '--testTimeout=3600000'];
  try {
    mustWith({ cwd: root, env }, process.execPath, vitest, ...args);
    return [{ what, ...judge(JSON.parse(readFileSync(record, 'utf8')), seed) }];
  } catch (error) {
    return [{ what, ok: false, measured: `seed ${seed}: ${faultsIn(String(error.message))}` }];
  }
}

/** What a failed run says is wrong, on one line. */
function faultsIn(said) {
  const faults = said.split('\n').filter((line) => /FAIL|Caused by|^\w*Error/.test(line));
  return (faults.length > 0 ? faults.join(' / ') : said.slice(-3000)).replace(/\s+/g, ' ');
}
