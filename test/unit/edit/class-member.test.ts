import { describe, expect, it } from 'vitest';
import { insertClassMember } from '../../../src/edit/class-member.ts';
import { findClass } from '../../../src/edit/find-class.ts';
import { faultsIn, marked } from '../../support/edit/marked.ts';

const wanted = { implemented: 'HelloServiceHandler', name: 'HelloService' };
const member = { text: 'hello() {\n  return 1;\n}', unit: '  ' };
const two = '\n  hello() {\n    return 1;\n  }';
const four = '\n    hello() {\n        return 1;\n    }';
const tabs = '\n\thello() {\n\t\treturn 1;\n\t}';
const crlf = two.replaceAll('\n', '\r\n');

function inserted(text: string, added = member): string {
  const search = findClass(text, wanted);
  if ('fault' in search) throw new Error(JSON.stringify(search.fault));
  return insertClassMember(text, search.found, added);
}

/** Each text has what is inserted between ⟦ and ⟧. */
const cases: Readonly<Record<string, string>> = {
  'an empty class': `class HelloService {⟦${two}⟧\n}\n`,
  'an empty class on one line': `class HelloService {⟦${two}\n⟧}\n`,
  'an empty class with a blank in it': `class HelloService {⟦${two}\n⟧ }\n`,
  'an empty class at the end of a file': `class HelloService {⟦${two}\n⟧}`,
  'a class of one line': `class HelloService { x() {}⟦\n${two}\n⟧ }\n`,
  'a class with its brace on the next line': `class HelloService\n{⟦${two}⟧\n}\n`,
  'a comment behind the brace': `class HelloService { // says hello⟦${two}⟧\n}\n`,
  'a block comment alone in the class': `class HelloService { /* none yet */⟦${two}\n⟧ }\n`,
  'a method': `class HelloService {\n  x() {}⟦\n${two}⟧\n}\n`,
  'methods that stand close': `class HelloService {\n  x() {}\n  y() {}⟦${two}⟧\n}\n`,
  'methods that are spaced': `class HelloService {\n  x() {}\n\n  y() {}⟦\n${two}⟧\n}\n`,
  'methods close behind spaced properties': `class HelloService {\n  a = 1;\n\n  x() {}\n  y() {}⟦${two}⟧\n}\n`,
  'properties alone': `class HelloService {\n  a = 1;\n  b = 2;⟦\n${two}⟧\n}\n`,
  'a blank line inside a comment between close methods': `class HelloService {\n  x() {}\n  /*\n\n  y */\n  y() {}⟦${two}⟧\n}\n`,
  overloads: `class HelloService {\n  x(): void;\n  x(a?: number): void {}⟦\n${two}⟧\n}\n`,
  'a semicolon behind the last method': `class HelloService {\n  x() {};⟦\n${two}⟧\n}\n`,
  'blanks behind the last method': `class HelloService {\n  x() {}⟦\n${two}⟧  \t\n}\n`,
  'four spaces': `class HelloService {\n    x() {}⟦\n${four}⟧\n}\n`,
  tabs: `class HelloService {\n\tx() {}⟦\n${tabs}⟧\n}\n`,
  'tabs elsewhere in the file': `function f() {\n\treturn 1;\n}\nclass HelloService {⟦${tabs}⟧\n}\n`,
  'a class without a step of its own': `class HelloService {\nx() {}⟦\n\nhello() {\n  return 1;\n}⟧\n}\n`,
  'a class inside a function': `function f() {\n  return class HelloService {\n    x() {}⟦\n\n    hello() {\n      return 1;\n    }⟧\n  };\n}\n`,
  CRLF: `class HelloService {\r\n  x() {}⟦\r\n${crlf}⟧\r\n}\r\n`,
  'CRLF that is rarer': `class HelloService {\r\n  x() {}⟦\n${two}⟧\n}\n// end\n`,
  'a BOM': `\uFEFFclass HelloService {\n  x() {}⟦\n${two}⟧\n}\n`,
  'a comment on the line of the last method': `class HelloService {\n  x() {} // eslint-disable-line⟦\n${two}⟧\n}\n`,
  'a comment before the closing brace': `class HelloService {\n  x() {}⟦\n${two}⟧\n\n  // eslint-enable\n}\n`,
  'a comment of several lines behind the last method': `class HelloService {\n  x() {} /* a\n  b */⟦\n${two}⟧\n}\n`,
  'decorators with arguments': `@service({ name: 'a}' })\nclass HelloService {\n  @get('/{id}', () => { return '}'; })\n  x() {}⟦\n${two}⟧\n}\n`,
  'a template with braces': `class HelloService {\n  x() { return \`}\${\`{\${1}\`}\`; }⟦\n${two}⟧\n}\n`,
  'a regular expression with braces': `class HelloService {\n  x = /[}]{2}\\}/;\n\n  y() {}⟦\n${two}⟧\n}\n`,
  'strings and comments with braces': `class HelloService {\n  x() { /* } */ return '}'; // }\n  }⟦\n${two}⟧\n}\n`,
  generics: `class HelloService<T extends { a: {} }> extends Base<{ b: T }> {⟦${two}⟧\n}\n`,
  'an index signature': `class HelloService {\n  [key: string]: unknown;⟦\n${two}⟧\n}\n`,
  accessors: `class HelloService {\n  accessor x = 1;\n\n  get y() { return 1; }⟦\n${two}⟧\n}\n`,
  'a private name': `class HelloService {\n  #hello = 1;⟦\n${two}⟧\n}\n`,
  'a static block': `class HelloService {\n  static {\n    init();\n  }⟦\n${two}⟧\n}\n`,
  'a property without a semicolon': `class HelloService {\n  x = 1⟦\n${two}⟧\n}\n`,
  'a property called get': `class HelloService {\n  get⟦;\n${two}⟧\n}\n`,
  'a property called static, with a comment': `class HelloService {\n  static⟦;⟧ // odd⟦\n${two}⟧\n}\n`,
  'another class behind it': `class HelloService {\n  x() {}⟦\n${two}⟧\n}\n\nclass Other {\n  y() {}\n}\n`,
  'another class before it': `class Other {\n  y() {}\n}\nclass HelloService {\n  x() {}⟦\n${two}⟧\n}\n`,
  'line separators in a string': `class HelloService {\n  x = '\u2028';\n\n  y() {}⟦\n${two}⟧\n}\n`,
  'a default export': `export default class HelloService {\n  x() {}⟦\n${two}⟧\n}\n`,
};

describe('a member goes into', () => {
  it.each(Object.entries(cases))('%s', (_, text) => {
    const { before, after } = marked(text);
    expect(inserted(before)).toBe(after);
    expect(faultsIn(after)).toEqual([]);
    const search = findClass(after, wanted);
    expect('found' in search && search.found.members.has('hello')).toBe(true);
  });

  it('is kept apart from a value that it could continue', () => {
    const { before, after } = marked('class HelloService {\n  x = {}⟦;\n\n  in() {}⟧\n}\n');
    expect(inserted(before, { text: 'in() {}', unit: '  ' })).toBe(after);
    expect(faultsIn(after)).toEqual([]);
  });

  it('is kept apart from a property called get, which would parse as two members', () => {
    const { before, after } = marked('class HelloService {\n  get⟦;\n\n  async hello() {}⟧\n}\n');
    expect(inserted(before, { text: 'async hello() {}', unit: '  ' })).toBe(after);
  });

  it('leaves a file of bare carriage returns parsable', () => {
    const after = inserted('class HelloService {\r  x() {}\r}\r');
    expect(faultsIn(after)).toEqual([]);
    expect(after.replace(/\n[^\r]*/, '')).toBe('class HelloService {\r  x() {}\r}\r');
  });
});
