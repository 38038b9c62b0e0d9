import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareProto } from '../src/ir/compare-proto/compare.ts';
import { encodeFileDescriptor } from '../src/source/proto/encode.ts';
import { parseProto } from '../src/source/proto/parse.ts';
import { loadShipped } from '../src/source/proto/shipped.ts';
import { bufFindings, bufRules, foreign, ownRules, placed } from './support/proto-breaking/buf.ts';
import type { Files, Pair } from './support/proto-breaking/pair.ts';
import { randomPairs } from './support/proto-breaking/random.ts';
import { rows } from './support/proto-breaking/rows.ts';
import { installPeers } from './support/peers.ts';

let folder: string;
beforeAll(() => {
  installPeers();
  folder = mkdtempSync(join(tmpdir(), 'microgen-proto-breaking-'));
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const shipped = loadShipped();

/** The descriptors of a side's own files. */
function compiled(side: Files, index: number): readonly Uint8Array[] {
  const all = placed(side, index);
  const reader = { readText: (path: string) => all[path] };
  return Object.keys(all).map((path) => {
    const { file, diagnostics } = parseProto({ path, reader, roots: ['.'], shipped });
    if (file === undefined) {
      throw new Error(`${path}: ${diagnostics.map(({ message }) => message).join('; ')}`);
    }
    return encodeFileDescriptor(file);
  });
}

/** The rules that we find offended, in the pair of this number. */
function ownFindings({ before, after }: Pair, index: number): readonly string[] {
  const changes = compareProto(compiled(before, index), compiled(after, index));
  return [...new Set(changes.flatMap(({ rules }) => rules))].toSorted();
}

describe('the rules', () => {
  it('are those of buf, in the same categories, but for other languages', () => {
    const all = [...bufRules(folder)].filter(([id]) => !foreign.test(id));
    expect(Object.fromEntries(ownRules())).toEqual(Object.fromEntries(all));
  });
});

describe('what breaks from one file to the next', () => {
  let found: readonly ReadonlySet<string>[];
  beforeAll(() => {
    found = bufFindings(join(folder, 'rows'), rows);
  });

  it('is tried in at least 150 pairs, which offend against every rule', () => {
    expect(rows.length).toBeGreaterThanOrEqual(150);
    const seen = new Set(found.flatMap((rules) => [...rules]));
    expect([...ownRules().keys()].filter((rule) => !seen.has(rule))).toEqual([]);
  });

  it.each(rows.map((pair, index) => ({ name: pair.name, pair, index })))(
    '$name',
    ({ pair, index }) => {
      expect(ownFindings(pair, index)).toEqual([...(found[index] ?? [])].toSorted());
    },
  );
});

describe('what random edits break', () => {
  const pairs = randomPairs(20_000, Number(process.env['MICROGEN_PROTO_PAIRS'] ?? 200));

  it('is what buf finds', () => {
    const found = bufFindings(join(folder, 'random'), pairs);
    const offended = found.filter((rules) => rules.size > 0);
    expect(offended.length).toBeGreaterThan(pairs.length / 2);
    for (const [index, pair] of pairs.entries()) {
      const told = { name: pair.name, rules: ownFindings(pair, index) };
      expect(told).toEqual({ name: pair.name, rules: [...(found[index] ?? [])].toSorted() });
    }
  }, 120_000);
});
