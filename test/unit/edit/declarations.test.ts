import { describe, expect, it } from 'vitest';
import { appendDeclarations, topLevelNames } from '../../../src/edit/declarations.ts';
import { marked } from '../../support/edit/marked.ts';

const declarations = ['type A = 1;', 'interface B {\n  c: A;\n}\n'];
const added = 'type A = 1;\n\ninterface B {\n  c: A;\n}';

const cases: Readonly<Record<string, string>> = {
  'a file': `type X = 1;\n⟦\n${added}\n⟧`,
  'a file without a last line end, which stays without': `type X = 1;⟦\n\n${added}⟧`,
  'a file with a blank line at its end': `type X = 1;\n\n⟦${added}\n⟧`,
  'a file with blank lines at its end': `type X = 1;\n\n\n⟦${added}\n⟧`,
  'a file that ends in a comment': `type X = 1;\n// end⟦\n\n${added}⟧`,
  'an empty file': `⟦${added}\n⟧`,
  'a file of a BOM': `\uFEFF⟦${added}\n⟧`,
  'a file with CRLF': `type X = 1;\r\n⟦\r\n${added.replaceAll('\n', '\r\n')}\r\n⟧`,
  'a file with CRLF, without the last': `type X =\r\n  1;⟦\r\n\r\n${added.replaceAll('\n', '\r\n')}⟧`,
  'a file of mostly LF': `type X =\r\n  1;\ntype Y = 1;\n⟦\n${added}\n⟧`,
};

describe('declarations go behind', () => {
  it.each(Object.entries(cases))('%s', (_, text) => {
    const { before, after } = marked(text);
    expect(appendDeclarations(before, declarations)).toBe(after);
  });

  it('nothing where there are none', () => {
    expect(appendDeclarations('type X = 1;', [])).toBe('type X = 1;');
  });
});

describe('the names of a module', () => {
  const modules: Readonly<Record<string, readonly string[]>> = {
    "import a, { b as c, type d } from 'x'": ['a', 'c', 'd'],
    "import * as a from 'x'": ['a'],
    "import a = require('x')": ['a'],
    "import 'x'": [],
    "export { a as b } from 'x'": ['b'],
    "export * as a from 'x'": ['a'],
    'const { a, b: [c, , d = 1], ...e } = f, g = 1': ['a', 'c', 'd', 'e', 'g'],
    'export default class {}': [],
    'declare namespace a { const b: 1 }': ['a'],
    'function a() { const b = 1; }': ['a'],
    'type a = 1; interface b {} enum c {} class d {}': ['a', 'b', 'c', 'd'],
  };

  it.each(Object.entries(modules))('%s', (text, names) => {
    expect([...topLevelNames(text)].toSorted()).toEqual(names);
  });
});
