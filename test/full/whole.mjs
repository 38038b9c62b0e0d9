import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { mustWith } from './command.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Tests of which `npm test` takes a part of the cases, and what makes them take all. */
const PARTS = [
  {
    file: 'test/extend-matrix.test.ts',
    what: 'extend over every set of capabilities',
    env: { MICROGEN_MATRIX: 'full' },
  },
  {
    file: 'test/proto-table.test.ts',
    what: 'every case of the protobuf language is judged as buf judges it',
    env: { MICROGEN_PROTO_SHARE: '1' },
  },
];

/**
 * Runs tests with all of their cases.
 *
 * @param {{ isFull: boolean }} size a smoke run takes their parts
 */
export function checkWhole({ isFull }) {
  return PARTS.map(({ file, what, env: more }) => {
    const env = { ...process.env, ...(isFull ? more : {}) };
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', file, '--no-color', '--testTimeout=3600000'];
    try {
      const said = mustWith({ cwd: root, env }, process.execPath, ...args);
      const [, passed = ''] = /Tests {2}(.*)/.exec(said) ?? [];
      return { what, ok: true, measured: passed };
    } catch (error) {
      return { what, ok: false, measured: String(error.message).slice(-500).replace(/\s+/g, ' ') };
    }
  });
}
