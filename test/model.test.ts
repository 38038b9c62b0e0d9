import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Oracle } from './support/model/oracle.ts';
import { type Tally, runSequence } from './support/model/sequence.ts';

const SEQUENCES = Number(process.env['MICROGEN_MODEL_SEQUENCES'] ?? 12);
const SEED = Number(process.env['MICROGEN_MODEL_SEED'] ?? 1);
const LENGTH = Number(process.env['MICROGEN_MODEL_LENGTH'] ?? 8);

let base: string;

beforeAll(() => void (base = mkdtempSync(join(tmpdir(), 'microgen-model-'))));
afterAll(() => rmSync(base, { recursive: true, force: true }));

// The first sequence has the seed itself, so that MICROGEN_MODEL_SEQUENCES=1 repeats one that failed.
it(
  `${SEQUENCES} sequences of ${LENGTH} commands do what a model of ownership predicts`,
  async () => {
    const oracle = new Oracle(join(base, 'oracle'));
    const tally: Tally = new Map();
    for (let index = 0; index < SEQUENCES; index += 1) {
      const folder = join(base, `project-${index}`);
      await runSequence(folder, { oracle, seed: SEED + index, length: LENGTH, tally });
      rmSync(folder, { recursive: true, force: true });
    }
    const counted = [...tally.values()].reduce((sum, one) => sum + one, 0);
    expect(counted).toBe(SEQUENCES * LENGTH);
    const record = process.env['MICROGEN_MODEL_RECORD'];
    if (record !== undefined) writeFileSync(record, JSON.stringify(Object.fromEntries(tally)));
  },
  60_000 + SEQUENCES * 20_000,
);
