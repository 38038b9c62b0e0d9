import { expect, test } from 'vitest';
import { normalPath } from '../../../src/source/typescript/modules.ts';
import { parseTypeScript } from '../../../src/source/typescript/parse.ts';
import { faults, parse, readerOf } from './read.ts';

const BAD = 'export interface S {\n  a(req: Missing): Promise<void>;\n}\n';

test.each([
  ['LF', BAD],
  ['CRLF', BAD.replaceAll('\n', '\r\n')],
  ['CR', BAD.replaceAll('\n', '\r')],
  ['a byte order mark', `\ufeff${BAD}`],
  ['a line separator in a comment', `/* a\u2028b */${BAD}`],
])('lines are counted as editors do: %s', (_, text) => {
  expect(faults(text)).toEqual(['2:10 unknown-type']);
});

test.each([
  ['a tab is one column', '\ta', 7],
  ['a surrogate pair is two', '/* 👋 */ a', 15],
  ['a wide character is one', '/* 名 */ a', 14],
])('%s', (_, before, column) => {
  const text = `export interface S {\n${before}(r: Missing): Promise<void> }`;
  expect(faults(text)).toEqual([`2:${column} unknown-type`]);
});

test('a byte order mark takes no column', () => {
  expect(faults('\ufeffexport interface S { a(r: Missing): Promise<void> }')).toEqual([
    '1:27 unknown-type',
  ]);
});

test('a span ends behind its last character', () => {
  expect(parse(BAD).diagnostics[0]?.span).toEqual({
    path: 'idl.ts',
    line: 2,
    column: 10,
    endLine: 2,
    endColumn: 17,
  });
});

test('a fault in a comment is where its value is', () => {
  expect(
    faults(`export interface R {
  /**
   * Text.
   * @minLength  x
   */
  name: string;
}
export interface S { a(req: R): Promise<void> }`),
  ).toEqual(['4:18 bad-tag-value']);
});

test('a fault in another file names it', () => {
  const reader = readerOf({
    '../api/idl.ts':
      "import type { R } from '../types/r.js';\nexport interface S { a(r: R): Promise<void> }",
    '../types/r.ts': 'export interface R { x: Nope }',
  });
  const { diagnostics, files } = parseTypeScript({ path: '../api/idl.ts', reader });
  expect(diagnostics[0]?.span).toMatchObject({ path: '../types/r.ts', line: 1, column: 25 });
  expect(files.map(({ path }) => path)).toEqual(['../api/idl.ts', '../types/r.ts']);
});

test('files that import each other are read once', () => {
  const reader = readerOf({
    'api/idl.ts':
      "import type { R } from './r.ts';\nexport interface S { a(r: R): Promise<void> }\nexport type Id = string;",
    'api/r.ts': "import type { Id } from './idl.ts';\nexport interface R { id: Id }",
  });
  const { contract, files } = parseTypeScript({ path: './api/idl.ts', reader });
  expect(contract?.services).toHaveLength(1);
  expect(files.map(({ path }) => path)).toEqual(['api/idl.ts', 'api/r.ts']);
});

test.each([
  ['./a/./b.ts', 'a/b.ts'],
  ['a/../b.ts', 'b.ts'],
  ['../../b.ts', '../../b.ts'],
  ['a/../../b.ts', '../b.ts'],
  ['/a/../b.ts', '/b.ts'],
  ['C:/a/b.ts', 'C:/a/b.ts'],
])('%s is %s', (path, normal) => {
  expect(normalPath(path)).toBe(normal);
});

test('a fault within the built-in library is shown where it is used', () => {
  expect(
    faults(`type Deep<T> = { [K in keyof T]: T[K] extends object ? Deep<T[K]> : T[K] };
export interface R { m: Map<string, string> }
export interface S { a(req: Deep<R>): Promise<void> }`),
  ).toEqual(['2:25 not-carriable']);
});
