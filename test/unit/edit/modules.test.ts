import { describe, expect, it } from 'vitest';
import { readBindings } from '../../../src/edit/bindings.ts';
import { appendDeclarations, topLevelNames } from '../../../src/edit/declarations.ts';
import { insertImports } from '../../../src/edit/imports.ts';
import {
  identifiersIn,
  insertInterfaceMember,
  interfaceMember,
} from '../../../src/edit/interface-member.ts';

const type = (from: string, name: string, local = name) => ({ from, name, local, type: true });
const value = (from: string, name: string, local = name) => ({ from, name, local, type: false });

describe('an import', () => {
  it.each([
    [
      'joins one of types',
      "import type { A } from './a.ts';\n",
      [type('./a.ts', 'B')],
      "import type { A, B } from './a.ts';\n",
    ],
    [
      'joins one of values',
      "import { a } from './a.ts';\n",
      [type('./a.ts', 'B')],
      "import { a, type B } from './a.ts';\n",
    ],
    [
      'of a value does not join one of types',
      "import type { A } from './a.ts';\n",
      [value('./a.ts', 'b')],
      "import type { A } from './a.ts';\nimport { b } from './a.ts';\n",
    ],
    [
      'keeps a list in its lines',
      "import {\n  a,\n  b,\n} from './a.ts';\n",
      [value('./a.ts', 'c')],
      "import {\n  a,\n  b,\n  c,\n} from './a.ts';\n",
    ],
    [
      'keeps a list without a last comma',
      "import {\r\n\ta,\r\n\tb\r\n} from './a.ts';\r\n",
      [value('./a.ts', 'c')],
      "import {\r\n\ta,\r\n\tb,\r\n\tc\r\n} from './a.ts';\r\n",
    ],
    [
      'fills an empty list',
      "import {} from './a.ts';\n",
      [value('./a.ts', 'c')],
      "import { c } from './a.ts';\n",
    ],
    [
      'leaves a namespace alone',
      "import * as a from './a.ts';\n",
      [value('./a.ts', 'c')],
      "import * as a from './a.ts';\nimport { c } from './a.ts';\n",
    ],
    [
      'leaves attributes alone',
      "import { a } from './a.ts' with { type: 'x' };\n",
      [value('./a.ts', 'c')],
      "import { a } from './a.ts' with { type: 'x' };\nimport { c } from './a.ts';\n",
    ],
    [
      'takes another name',
      "import type { A } from './a.ts';\n",
      [type('./a.ts', 'B', 'B$')],
      "import type { A, B as B$ } from './a.ts';\n",
    ],
    [
      'has the quotes of its file',
      'import { a } from "./a.ts"\n',
      [value('./b.ts', 'b')],
      'import { a } from "./a.ts"\nimport { b } from "./b.ts"\n',
    ],
    [
      'stands behind a comment on its line',
      "import { a } from './a.ts'; // a\n",
      [type('./b.ts', 'B')],
      "import { a } from './a.ts'; // a\nimport type { B } from './b.ts';\n",
    ],
    [
      'begins a file',
      'export const a = 1;\n',
      [value('./b.ts', 'b')],
      "import { b } from './b.ts';\n\nexport const a = 1;\n",
    ],
    [
      'stands below a shebang',
      '#!/usr/bin/env node\nrun();\n',
      [value('./b.ts', 'b')],
      "#!/usr/bin/env node\nimport { b } from './b.ts';\n\nrun();\n",
    ],
    [
      'stands below a directive',
      "'use strict';\nrun();\n",
      [value('./b.ts', 'b')],
      "'use strict';\nimport { b } from './b.ts';\n\nrun();\n",
    ],
    [
      'stands below a licence',
      '// (c) us\n\nrun();\n',
      [value('./b.ts', 'b')],
      "// (c) us\n\nimport { b } from './b.ts';\n\nrun();\n",
    ],
    [
      'brings what one file needs in one line',
      "import { a } from './a.ts';\n",
      [type('./b.ts', 'B'), type('./b.ts', 'C')],
      "import { a } from './a.ts';\nimport type { B, C } from './b.ts';\n",
    ],
  ])('%s', (_name, text, wanted, result) => {
    expect(insertImports(text, wanted)).toBe(result);
  });
});

describe('the names of a module', () => {
  const text = `import d, { a as b, type C } from './a.ts';
import * as ns from './n.ts';
import type { E } from './e.ts';
export interface F {}
type G = 1;
const { h, i: [j] } = x;
enum K {}
namespace L {}
function m() {}
export class N<O> {}
export { p as q } from './p.ts';
`;

  it('are those that it declares, imports or passes on', () => {
    expect([...topLevelNames(text)].toSorted()).toEqual(
      ['C', 'E', 'F', 'G', 'K', 'L', 'N', 'b', 'd', 'h', 'j', 'm', 'ns', 'q'].toSorted(),
    );
  });

  it('come with where they are from', () => {
    const { imported, taken } = readBindings(text);
    expect(imported).toEqual([
      { from: './a.ts', name: 'a', local: 'b', type: false },
      { from: './a.ts', name: 'C', local: 'C', type: true },
      { from: './e.ts', name: 'E', local: 'E', type: true },
    ]);
    expect(taken).toContain('O');
  });
});

describe('declarations', () => {
  it.each([
    ['behind a blank line', 'a\n', 'a\n\nb\nc\n\nd\n'],
    ['in the line ends of the file', 'a\r\nx\r\n', 'a\r\nx\r\n\r\nb\r\nc\r\n\r\nd\r\n'],
    ['in a file without a final newline', 'a', 'a\n\nb\nc\n\nd\n'],
    ['in a file that ends in blank lines', 'a\n\n\n', 'a\n\n\nb\nc\n\nd\n'],
    ['in an empty file', '', 'b\nc\n\nd\n'],
  ])('are appended %s', (_name, text, result) => {
    expect(appendDeclarations(text, ['b\nc', 'd'])).toBe(result);
  });

  it('are none where there are none', () => expect(appendDeclarations('a', [])).toBe('a'));
});

describe('an interface', () => {
  const text = `export interface A {
  /** One. */
  one(): Promise<void>; // first
  // loose

  /**
   * Two.
   * @throws not_found when it is gone
   */
  two(
    b: B,
  ): Promise<C>;
}
`;

  it('gives the text of a member with its comments', () => {
    expect(interfaceMember(text, 'A', 'one')).toBe('/** One. */\none(): Promise<void>;');
    expect(interfaceMember(text, 'A', 'two')).toBe(
      '// loose\n\n/**\n * Two.\n * @throws not_found when it is gone\n */\ntwo(\n  b: B,\n): Promise<C>;',
    );
    expect(interfaceMember(text, 'A', 'three')).toBeUndefined();
  });

  it('gives the names in it', () => {
    expect([...identifiersIn('/** D */ two(b: B): Promise<C>')]).toEqual(
      expect.arrayContaining(['B', 'C', 'Promise']),
    );
    expect(identifiersIn('/** D */ two(b: B): Promise<C>').has('D')).toBe(false);
  });

  it.each([
    ['A', 'interface A {\n\ta(): void;\n}\n', 'interface A {\n\ta(): void;\n\tb(): void;\n}\n'],
    ['an empty one', 'interface A {}\n', 'interface A {\n  b(): void;\n}\n'],
    [
      'the last of two',
      'interface A { x: 1 }\ninterface A {\n  a(): void\n}\n',
      'interface A { x: 1 }\ninterface A {\n  a(): void\n  b(): void;\n}\n',
    ],
    [
      'one with blank lines',
      'interface A {\n  a(): void;\n\n  c(): void;\n}\n',
      'interface A {\n  a(): void;\n\n  c(): void;\n\n  b(): void;\n}\n',
    ],
  ])('gets a member: %s', (_name, before, result) => {
    expect(insertInterfaceMember(before, 'A', { text: 'b(): void;' })).toBe(result);
  });

  it('that is not there gets none', () => {
    expect(
      insertInterfaceMember('namespace N { interface A {} }', 'A', { text: 'b' }),
    ).toBeUndefined();
  });
});
