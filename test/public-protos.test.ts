import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../src/diagnostics/catalogue.ts';
import { rowsOf } from './docs/markdown.ts';
import { repository } from './support/modules.ts';

/* `npm run test:full` writes the table; here it is held to the list, without a download. */

interface PublicProto {
  readonly package: string;
  readonly version: string;
  readonly entry: string;
  readonly roots: readonly string[];
}

const protos = JSON.parse(
  readFileSync(join(repository, 'test/full/public-protos.json'), 'utf8'),
) as readonly PublicProto[];
const HEAD = ['package', 'entry', 'services', 'methods', 'messages', 'outcome'] as const;
const rows = rowsOf('docs/public-protos.md', ...HEAD);

describe('public .proto contracts', () => {
  it('are all in the table', () => {
    const listed = protos.map(({ package: name, version, entry }) => [
      `\`${name}@${version}\``,
      `\`${entry}\``,
    ]);
    expect(rows.map((row) => row.slice(0, 2))).toEqual(listed);
  });

  it('answer, or have a diagnostic of the catalogue', () => {
    const outcomes = rows.map((row) => row[5] ?? '');
    const codes = outcomes.flatMap((outcome) => /^refused: `([\w-]+)`: ./.exec(outcome)?.[1] ?? []);
    const answering = outcomes.filter((outcome) => outcome.startsWith('answers: '));
    expect(answering.length + codes.length).toBe(outcomes.length);
    for (const code of codes) expect(Object.keys(catalogue)).toContain(code);
    expect(answering.length).toBeGreaterThanOrEqual(25);
  });
});
