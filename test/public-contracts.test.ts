import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { generate } from '../src/generate.ts';
import { rowsOf } from './docs/markdown.ts';
import { fixtures } from './support/cases.ts';
import { linkModules, typeCheck } from './support/type-check.ts';

const ROOT = join(fixtures, 'public-contracts');
const names = readdirSync(ROOT).map((file) => basename(file, '.ts'));
const said = new Map<string, string>();
let folder: string;

/** Generates a project of each contract that can be one, and keeps what is said about all of them. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'microgen-public-'));
  linkModules(folder);
  cpSync(ROOT, join(folder, 'contracts'), { recursive: true });
  for (const name of names) {
    const idl = `contracts/${name}.ts`;
    const request = { cwd: folder, idl, out: name, options: { prefix: 'api' } };
    const { outcome, diagnostics } = await generate(request);
    const found = diagnostics
      .filter(({ severity }) => severity !== 'info')
      .map(({ code, span }) => `${code} ${span?.line}`);
    said.set(name, [outcome === 'done' ? 'generates' : 'refused', ...found].join(', '));
  }
}, 120_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The outcome in the table: `generates`, and what is said with its line. */
function outcomes(): ReadonlyMap<string, string> {
  const rows = rowsOf(
    'docs/public-contracts.md',
    'contract',
    'modelled on',
    'exercises',
    'outcome',
  );
  return new Map(
    rows.map(([name = '', , , outcome = '']) => [
      name.replaceAll('`', ''),
      outcome.replaceAll('`', ''),
    ]),
  );
}

describe('contracts of strangers', () => {
  it('are all in the table', () => {
    expect([...outcomes().keys()].toSorted()).toEqual(names.toSorted());
  });

  test.each(names)('%s has the outcome that the table tells', (name) => {
    expect(said.get(name)).toBe(outcomes().get(name));
  });

  it('make projects that type-check under the strictest flags, enums apart', () => {
    const good = names.filter((name) => said.get(name)?.startsWith('generates') === true);
    expect(good.length).toBeGreaterThanOrEqual(10);
    expect(typeCheck(folder, good, { erasableSyntaxOnly: false })).toBe('');
  }, 120_000);
});
