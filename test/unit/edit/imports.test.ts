import { describe, expect, it } from 'vitest';
import { type ImportedName, readBindings } from '../../../src/edit/bindings.ts';
import { insertImports } from '../../../src/edit/imports.ts';
import { Imports } from '../../../src/plan/imports.ts';
import { faultsIn, marked } from '../../support/edit/marked.ts';

const value: ImportedName = { from: 'k', name: 'N', local: 'N', type: false };
const type: ImportedName = { ...value, name: 'T', local: 'T', type: true };

/** Each text gets the value `N` of `k`; what is inserted stands between ⟦ and ⟧. */
const values: Readonly<Record<string, string>> = {
  'an import of the module': `import { a⟦, N⟧ } from 'k';\n`,
  'one with a comma at its end': `import { a,⟦ N,⟧ } from 'k';\n`,
  'one of several lines': `import {\n  a⟦,\n  N⟧\n} from 'k';\n`,
  'one of several lines with a comma at its end': `import {\n\ta,⟦\n\tN,⟧\n} from 'k';\n`,
  'one of several lines with CRLF': `import {\r\n  a,⟦\r\n  N,⟧\r\n} from 'k';\r\n`,
  'one with a comment behind the last name': `import {\n  a, // first⟦\n  N,⟧\n} from 'k';\n`,
  'one with a comment and no comma': `import {\n  a⟦,⟧ // first⟦\n  N⟧\n} from 'k';\n`,
  'one with a comment that ends its first line': `import { a⟦,⟧ // first⟦\n  N⟧\n} from 'k';\n`,
  'one with a comment inside': `import { a⟦,⟧ /* first */⟦ N⟧ } from 'k';\n`,
  'one without names': `import {⟦ N ⟧} from 'k';\n`,
  'one with a default': `import k, { a⟦, N⟧ } from 'k';\n`,
  'one of marked types': `import { type A⟦, N⟧ } from 'k';\n`,
  'a line of its own behind one of types': `import type { A } from 'k';⟦\nimport { N } from 'k';⟧\n`,
  'a line of its own behind a namespace': `import * as k from 'k';⟦\nimport { N } from 'k';⟧\n`,
  'a line of its own behind a default': `import k from 'k';⟦\nimport { N } from 'k';⟧\n`,
  'a line of its own behind a side effect': `import 'k';⟦\nimport { N } from 'k';⟧\n`,
  'a line of its own behind attributes': `import { a } from 'k' with { type: 'json' };⟦\nimport { N } from 'k';⟧\n`,
  'a line of its own behind the last import': `import a from 'a';\nimport b from 'b'; // b⟦\nimport { N } from 'k';⟧\n\nclass A {}\n`,
  'a line in double quotes': `import a from "a";⟦\nimport { N } from "k";⟧\n`,
  'a line without a semicolon': `import a from 'a'⟦\nimport { N } from 'k'⟧\n`,
  'a line with CRLF': `import a from 'a';⟦\r\nimport { N } from 'k';⟧\r\nclass A {}\r\n`,
  'a line before what follows on the same one': `import a from 'a';⟦\nimport { N } from 'k';⟧ a();\n`,
  'the top': `⟦import { N } from 'k';\n\n⟧class A {}\n`,
  'the top behind a BOM': `\uFEFF⟦import { N } from 'k';\n\n⟧class A {}\n`,
  'the top in the quotes and the way of the file': `⟦import { N } from "k"\n\n⟧const a = "b"\n`,
  'an empty file': `⟦import { N } from 'k';\n⟧`,
  'the top behind a shebang': `#!/usr/bin/env node⟦\n\nimport { N } from 'k';\n⟧\nclass A {}\n`,
  'the top behind directives': `'use strict';\n'use client';⟦\n\nimport { N } from 'k';\n⟧\nclass A {}\n`,
  'the top behind a directive that ends the file': `'use strict';⟦\n\nimport { N } from 'k';\n⟧`,
  'the top between a directive and code on its line': `'use strict';⟦\n\nimport { N } from 'k';\n\n⟧ const a = {\n  b: 1 };\n`,
  'the top behind a license': `/*\n * License\n */⟦\n\nimport { N } from 'k';⟧\n\n/** Says hello. */\nclass A {}\n`,
  'the top behind a license of lines': `// a\n// b⟦\n\nimport { N } from 'k';⟧\n\nclass A {}\n`,
  'the top behind a license that says so': `/*! License */⟦\n\nimport { N } from 'k';\n⟧\n/** Says hello. */\nclass A {}\n`,
  'the top behind what tools read': `/* eslint-disable */\n// @ts-nocheck⟦\n\nimport { N } from 'k';\n⟧\nclass A {}\n`,
  'the top before the comment of a class': `⟦import { N } from 'k';\n\n⟧/** Says hello. */\nclass A {}\n`,
  'the top before a comment for the next line': `⟦import { N } from 'k';\n\n⟧// eslint-disable-next-line x\nclass A {}\n`,
  'the top before a comment and code on its line': `⟦import { N } from 'k';\n\n⟧/* c */ class A {\n\n}\n`,
};

describe('a value goes into', () => {
  it.each(Object.entries(values))('%s', (_, text) => {
    const { before, after } = marked(text);
    expect(insertImports(before, [value])).toBe(after);
    expect(faultsIn(after)).toEqual([]);
    const { imported } = readBindings(after);
    expect(imported.filter(({ local }) => local === 'N')).toEqual([value]);
  });
});

const types: Readonly<Record<string, string>> = {
  'an import of types, unmarked': `import type { A⟦, T⟧ } from 'k';\n`,
  'an import of values, marked': `import { a⟦, type T⟧ } from 'k';\n`,
  'a line of its own': `import a from 'a';⟦\nimport type { T } from 'k';⟧\n`,
};

describe('a type goes into', () => {
  it.each(Object.entries(types))('%s', (_, text) => {
    const { before, after } = marked(text);
    expect(insertImports(before, [type])).toBe(after);
    expect(readBindings(after).imported).toContainEqual(type);
  });
});

describe('several names', () => {
  it('share a line of one module, types marked beside values only where they join', () => {
    const more = { ...value, name: 'M', local: 'M$' };
    const other = { ...type, from: 'o' };
    expect(insertImports('', [value, type, more, other])).toBe(
      "import { N, M as M$ } from 'k';\nimport type { T } from 'k';\nimport type { T } from 'o';\n",
    );
    const { before, after } = marked(
      "import { a⟦, N, type T, M as M$⟧ } from 'k';⟦\nimport type { T } from 'o';⟧\n",
    );
    expect(insertImports(before, [value, type, more, other])).toBe(after);
  });

  it('are none where nothing is wanted', () => {
    expect(insertImports("import a from 'a'", [])).toBe("import a from 'a'");
  });
});

/** What a planner calls the runtime's `Context` in a module, and what it has to import for that. */
function contextIn(text: string) {
  const { imported, taken } = readBindings(text);
  const imports = new Imports(taken, imported);
  const local = imports.kit('Context');
  return { local, missing: imports.missing().length };
}

describe('a name of a module', () => {
  const kit = '@microgen/kit';
  const cases: Readonly<Record<string, readonly [local: string, missing: number, text: string]>> = {
    'is used': ['Context', 0, `import type { Context } from '${kit}';`],
    'is used as it is called here': ['C', 0, `import { type Context as C } from '${kit}';`],
    'is imported by name beside a namespace': ['Context', 1, `import * as k from '${kit}';`],
    'steps aside for a class': ['Context$', 1, 'class Context {}'],
    'steps aside for an import of another module': ['Context$', 1, "import { Context } from 'o';"],
    'steps aside for a default import': ['Context$', 1, "import Context from 'o';"],
    'steps aside for a namespace': ['Context$', 1, "import * as Context from 'o';"],
    'steps aside for a binding pattern': ['Context$', 1, 'const { a: [Context] } = b;'],
    'steps aside for a type parameter': ['Context$', 1, 'class A<Context> {}'],
    'steps aside twice': ['Context$$', 1, 'enum Context {}\nfunction Context$() {}'],
    'is not hidden by a member': ['Context', 1, 'class A { Context = 1; }'],
  };

  it.each(Object.entries(cases))('%s', (_, [local, missing, text]) => {
    expect(contextIn(text)).toEqual({ local, missing });
  });

  it('that is imported as a type does not serve as a value', () => {
    const { imported, taken } = readBindings(`import type { unimplemented } from '${kit}';`);
    expect(new Imports(taken, imported).kit('unimplemented')).toBe('unimplemented$');
  });
});
