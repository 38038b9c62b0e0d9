import { readFileSync, readdirSync } from 'node:fs';
import { type Options, format } from 'prettier';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../../../src/project/fingerprint.ts';

const root = new URL('../../../src/project/', import.meta.url);
const sources = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(new URL(name, root), 'utf8') }));

const styles: Readonly<Record<string, Options>> = {
  'double quotes, no semicolons, narrow': {
    semi: false,
    printWidth: 60,
    trailingComma: 'none',
    arrowParens: 'avoid',
  },
  'tabs and wide': { useTabs: true, printWidth: 160, bracketSpacing: false },
  'operators first': {
    printWidth: 40,
    experimentalOperatorPosition: 'start',
    quoteProps: 'consistent',
  },
  'objects collapsed': { objectWrap: 'collapse', singleQuote: true, experimentalTernaries: true },
};

const CODE = `#!/usr/bin/env node
/**
 * Says hello.
 *   - kept
 */
export const greet = (name: string, times?: number): string => {
  const pattern = /[/;,]/g; // a comment, with ; and ,
  const table = { 'a-b': 1, plain: 2, nested: { list: [1, , 2] } };
  type Shape = 'circle' | 'square' | ((x: number) => void);
  for (let i = 0; ; i++) if (i > (times ?? 1)) break;
  if (!name) return (table.plain > 1 && name.length > 2 && name !== 'somebody') || name === 'x' ? 'a' : 'b';
  return \`hello \${name.replace(pattern, (all) => all.trim())}  there\`;
};
interface Box<T extends object = {}> { readonly a: T; 'b': string; method(): void }
export class Greeter { static count = 0; greet() { return new Greeter(); } }
`;

describe('a formatter', () => {
  for (const [style, options] of Object.entries(styles)) {
    it(`changes no fingerprint of our own sources: ${style}`, async () => {
      for (const { name, text } of [...sources, { name: 'code.ts', text: CODE }]) {
        const formatted = await format(text, { parser: 'typescript', ...options });
        expect({ name, hash: fingerprint(name, formatted) }).toEqual({
          name,
          hash: expect.any(String),
        });
        expect({ name, hash: fingerprint(name, formatted) }).toEqual({
          name,
          hash: fingerprint(name, text),
        });
      }
    });
  }

  it('changes no fingerprint of JSON and Markdown', async () => {
    const json = '{"list": [1, 2, {"a": null}], "text": "x"}\n';
    const spread = await format(json, { parser: 'json', printWidth: 10, useTabs: true });
    expect(spread).not.toBe(json);
    expect(fingerprint('a.json', spread)).toBe(fingerprint('a.json', json));
    const table = '# Title\n\n| a | b |\n|---|---|\n| one | a much longer cell |\n';
    const aligned = await format(table, { parser: 'markdown' });
    expect(aligned).not.toBe(table);
    expect(fingerprint('a.md', aligned)).toContain(
      fingerprint('a.md', table.replace(/\|(?=\S)/g, '| ').replace(/(?<=\S)\|/g, ' |')),
    );
  });

  it('changes no fingerprint by CRLF or a BOM', () => {
    expect(fingerprint('a.ts', `\uFEFF${CODE.replaceAll('\n', '\r\n')}`)).toBe(
      fingerprint('a.ts', CODE),
    );
  });
});

describe('an edit changes the fingerprint', () => {
  const edits: readonly (readonly [string, string, string])[] = [
    ['a word', 'greet =', 'hail ='],
    ['a string', "'somebody'", "'Somebody'"],
    ['a number', '> 2', '> 3'],
    ['an operator', 'i > (', 'i >= ('],
    ['precedence', '(times ?? 1)', 'times ?? 1'],
    ['a declaration kind', 'let i', 'var i'],
    ['a regular expression', '[/;,]/g', '[/;,]/'],
    ['template white space', '}  there', '} there'],
    ['a comment', 'a comment, with', 'another comment, with'],
    ['a comment gone', ' // a comment, with ; and ,', ''],
    ['a doc comment', ' *   - kept', ' *   - dropped'],
    ['a hole', '[1, , 2]', '[1, 2]'],
    ['an optional mark', 'times?: number', 'times: number'],
    ['a modifier', 'readonly a: T', 'a: T'],
    ['a type parameter', 'T extends object = {}', 'T = object'],
    ['static', 'static count', 'count'],
    ['a for clause', '; ; i++)', '; i++;)'],
    ['an export', 'export class', 'class'],
    ['a shebang', '#!/usr/bin/env node', '#!/usr/bin/env bun'],
    ['a key', "'b': string", "'c': string"],
  ];
  it.each(edits)('%s', (_, from, to) => {
    const edited = CODE.replace(from, to);
    expect(edited).not.toBe(CODE);
    expect(fingerprint('a.ts', edited)).not.toBe(fingerprint('a.ts', CODE));
  });

  it.each([
    ['if (a);\nb();', 'if (a) b();'],
    ['const { a: b } = c;', 'const { a = b } = c;'],
    ['type A<T extends U> = T;', 'type A<T = U> = T;'],
    ["import type { A } from 'a';", "import { A } from 'a';"],
    ['(a?.b).c;', 'a?.b.c;'],
    ['a = !b;', 'a = -b;'],
    ['f(a, b);', 'f((a, b));'],
    ['({});', '[];'],
    ["export { a } from 'a';", "export { b as a } from 'a';"],
    [
      'async () => { for await (const a of b) c(a); };',
      'async () => { for (const a of b) c(a); };',
    ],
    ['type A = keyof B;', 'type A = unique symbol;'],
  ])('%s is not %s', (a, b) => {
    expect(fingerprint('a.ts', a)).toBeDefined();
    expect(fingerprint('a.ts', a)).not.toBe(fingerprint('a.ts', b));
  });

  it('of a JSON value and of the order of keys', () => {
    expect(fingerprint('a.json', '{"a":1}')).not.toBe(fingerprint('a.json', '{"a":2}'));
    expect(fingerprint('a.json', '{"a":1,"b":1}')).not.toBe(fingerprint('a.json', '{"b":1,"a":1}'));
  });
});

it('knows no meaning but the bytes of what does not parse and of YAML', () => {
  expect(fingerprint('a.ts', 'const = ;')).toBeUndefined();
  expect(fingerprint('a.json', '{')).toBeUndefined();
  expect(fingerprint('a.yaml', 'a: 1\n')).toBeUndefined();
  expect(fingerprint('Dockerfile', 'FROM node\n')).toBeUndefined();
});
