import { describe, expect, it } from 'vitest';
import { array, assert, boolean, constantFrom, property } from 'fast-check';
import { type FoundClass, findClass, insertClassMember } from '../../../src/edit/class-member.ts';

const wanted = { implemented: 'HelloServiceHandler', name: 'HelloServiceImpl' };
const member = {
  text: "async wave(): Promise<void> {\n  throw unimplemented('x');\n}",
  unit: '  ',
};

function found(text: string): FoundClass {
  const search = findClass(text, wanted);
  if ('fault' in search) throw new Error(JSON.stringify(search.fault));
  return search.found;
}

const inserted = (text: string): string => insertClassMember(text, found(text), member);

/** `@` is where the member goes; what stands behind it in braces is what comes with it. */
const places: readonly (readonly [name: string, text: string])[] = [
  ['a class of two spaces', 'class A implements HelloServiceHandler {\n  a() {}@[2]\n}\n'],
  ['tabs', 'class A implements HelloServiceHandler {\n\ta() {}@[t]\n}\n'],
  ['four spaces', 'class A implements HelloServiceHandler {\n    a() {}@[4]\n}\n'],
  ['CRLF', 'class A implements HelloServiceHandler {\r\n  a() {}@[2]\r\n}\r\n'],
  ['a BOM', '\uFEFFclass A implements HelloServiceHandler {\n  a() {}@[2]\n}\n'],
  [
    'a comment on the last line',
    'class A implements HelloServiceHandler {\n  a() {} // a@[2]\n}\n',
  ],
  ['a comment below', 'class A implements HelloServiceHandler {\n  a() {}@[2]\n  // end\n}\n'],
  ['a field without a semicolon', 'class A implements HelloServiceHandler {\n  a = 1@[2]\n}\n'],
  ['a stray semicolon', 'class A implements HelloServiceHandler {\n  a() {};@[2]\n}\n'],
  ['a template with braces', 'class A implements HelloServiceHandler {\n  a = `}${1}{`;@[2]\n}\n'],
  ['a regular expression', 'class A implements HelloServiceHandler {\n  a = /}/;@[2]\n}\n'],
  [
    'a decorator',
    "@d({ a: '}' })\nclass A implements HelloServiceHandler {\n  @x()\n  a() {}@[2]\n}\n",
  ],
  ['generics', 'class A<T extends {}> implements HelloServiceHandler {\n  a<U>() {}@[2]\n}\n'],
  [
    'overloads',
    'class A implements HelloServiceHandler {\n  a(): 1;\n  a(): 1 { return 1; }@[2c]\n}\n',
  ],
  [
    'an index signature',
    'class A implements HelloServiceHandler {\n  [k: string]: unknown;@[2]\n}\n',
  ],
  ['an accessor', 'class A implements HelloServiceHandler {\n  accessor a = 1;@[2]\n}\n'],
  ['a private name', 'class A implements HelloServiceHandler {\n  #wave = 1;@[2]\n}\n'],
  ['a static block', 'class A implements HelloServiceHandler {\n  static { let a = {}; }@[2]\n}\n'],
  [
    'a static of that name',
    'class A implements HelloServiceHandler {\n  static wave() {}@[2]\n}\n',
  ],
  [
    'members that stand close',
    'class A implements HelloServiceHandler {\n  a = 1;\n  b = 2;@[2c]\n}\n',
  ],
  [
    'members that stand apart',
    'class A implements HelloServiceHandler {\n  a = 1;\n\n  b = 2;@[2]\n}\n',
  ],
  ['export default', 'export default class implements HelloServiceHandler {\n  a() {}@[2]\n}\n'],
  ['a class in a constant', 'const A = class implements HelloServiceHandler {\n  a() {}@[2]\n};\n'],
  [
    'a class in a function',
    'function f() {\n  return class implements HelloServiceHandler {\n    a() {}@[4x2]\n  };\n}\n',
  ],
  [
    'a renamed import',
    "import type { HelloServiceHandler as H } from './c.ts';\nclass A implements H {\n  a() {}@[2]\n}\n",
  ],
  [
    'a namespace import',
    "import * as c from './c.ts';\nclass A implements c.HelloServiceHandler {\n  a() {}@[2]\n}\n",
  ],
  ['several interfaces', 'class A implements B, HelloServiceHandler {\n  a() {}@[2]\n}\n'],
  [
    'two classes',
    'class B { a() {} }\nclass A implements HelloServiceHandler {\n  a() {}@[2]\n}\nclass C {}\n',
  ],
  [
    'an abstract base',
    'abstract class B implements HelloServiceHandler {\n  abstract wave(): void;\n}\nclass A extends B {\n  a() {}@[2]\n}\n',
  ],
  [
    'an abstract class alone',
    'abstract class B implements HelloServiceHandler {\n  a() {}@[2]\n}\n',
  ],
  ['the name alone', 'class HelloServiceImpl {\n  a() {}@[2]\n}\n'],
  [
    'two that implement, one of the name',
    'class B implements HelloServiceHandler {\n  a() {}\n}\nclass HelloServiceImpl implements HelloServiceHandler {\n  a() {}@[2]\n}\n',
  ],
  [
    'a line that tools read',
    'class A implements HelloServiceHandler {\n  // eslint-disable-next-line x\n  a() {}@[2]\n}\n',
  ],
  ['no final newline', 'class A implements HelloServiceHandler {\n  a() {}@[2]\n}'],
  [
    'a parameter property',
    'class A implements HelloServiceHandler {\n  constructor(private b: B) {}@[2]\n}\n',
  ],
  [
    'a string that looks like it',
    "class A implements HelloServiceHandler {\n  a = 'class B implements HelloServiceHandler {';@[2]\n}\n",
  ],
];

function written(indent: string, unit: string, end: string): string {
  return ['async wave(): Promise<void> {', `${unit}throw unimplemented('x');`, '}']
    .map((line) => indent + line)
    .join(end);
}

const styles: Readonly<Record<string, readonly [indent: string, unit: string, close: boolean]>> = {
  '2': ['  ', '  ', false],
  '2c': ['  ', '  ', true],
  '4': ['    ', '    ', false],
  '4x2': ['    ', '  ', false],
  t: ['\t', '\t', false],
};

describe('a member goes behind the last one of', () => {
  it.each(places)('%s', (_name, marked) => {
    const [, style = ''] = /@\[(\w+)\]/.exec(marked) ?? [];
    const [indent, unit, isClose] = styles[style] ?? ['', '', false];
    const end = marked.includes('\r\n') ? '\r\n' : '\n';
    const text = marked.replace(/@\[\w+\]/, '');
    const added = end + (isClose ? '' : end) + written(indent, unit, end);
    expect(inserted(text)).toBe(marked.replace(/@\[\w+\]/, () => added));
    expect(found(inserted(text)).members.has('wave')).toBe(true);
  });

  it.each([
    [
      'an empty class',
      'class A implements HelloServiceHandler {}\n',
      "class A implements HelloServiceHandler {\n  async wave(): Promise<void> {\n    throw unimplemented('x');\n  }\n}\n",
    ],
    [
      'an empty class of two lines',
      'class A implements HelloServiceHandler {\n}\n',
      "class A implements HelloServiceHandler {\n  async wave(): Promise<void> {\n    throw unimplemented('x');\n  }\n}\n",
    ],
    [
      'a class of one line',
      'class A implements HelloServiceHandler { a() {} }\n',
      "class A implements HelloServiceHandler { a() {}\n\n  async wave(): Promise<void> {\n    throw unimplemented('x');\n  }\n }\n",
    ],
  ])('%s', (_name, text, result) => {
    expect(inserted(text)).toBe(result);
  });
});

describe('a member is there already as', () => {
  it.each([
    ['a method', 'wave() {}'],
    ['an arrow function', 'wave = async () => {};'],
    ['a getter', 'get wave() { return f; }'],
    ['a quoted name', "'wave'() {}"],
    ['a computed text', "['wave']() {}"],
    ['a parameter property', 'constructor(readonly wave: F) {}'],
  ])('%s', (_name, text) => {
    expect(found(`class A implements HelloServiceHandler { ${text} }`).members.has('wave')).toBe(
      true,
    );
  });

  it('what a base of the same file has', () => {
    const text = 'class B { wave() {} }\nclass A extends B implements HelloServiceHandler {}';
    expect(found(text).members.has('wave')).toBe(true);
  });

  it('and a base elsewhere is told', () => {
    expect(found('class A extends Base implements HelloServiceHandler {}').base).toBe('Base');
    expect(found('class A implements HelloServiceHandler {}').base).toBeUndefined();
  });
});

describe('no class is found', () => {
  it.each([
    ['in a file without any', 'export const a = 1;', { kind: 'none' }],
    ['where none implements it', 'class A {}', { kind: 'none' }],
    [
      'where two implement it',
      'class A implements HelloServiceHandler {}\nconst b = class implements HelloServiceHandler {};',
      { kind: 'several', names: ['A', 'b'] },
    ],
    ['in what is not TypeScript', 'class {', { kind: 'broken' }],
  ])('%s', (_name, text, fault) => {
    expect(findClass(text, wanted)).toMatchObject({ fault });
  });
});

/** Pieces of a class as people write them. */
const pieces = array(
  constantFrom(
    'a() {}',
    'b = `{${`}`}`;',
    '// } comment {',
    '/* } */ c = 1;',
    'd = /[}/]/;',
    'static e() { return { f: 1 }; }',
    '@dec({ a: [1] }) g() {}',
    'constructor(private readonly h: H) {}',
    'async *i(): AsyncGenerator<{ a: 1 }> {}',
  ),
  { maxLength: 6 },
);

it('leaves every other byte, whatever the class is made of', () => {
  assert(
    property(
      pieces,
      constantFrom('\n', '\r\n'),
      constantFrom('  ', '\t', '    ', '   '),
      constantFrom('', 'abstract class Z {}', "import x from 'y';\n// z"),
      boolean(),
      (lines, end, indent, head, spaced) => {
        const body = lines.map((line) => indent + line).join(spaced ? end + end : end);
        const text = `${head}${end}class A implements HelloServiceHandler {${end}${body}${end}}${end}`;
        const after = inserted(text);
        const at = [...text].findIndex((char, index) => after[index] !== char);
        const start = at === -1 ? text.length : at;
        const tail = text.slice(start);
        expect(after.startsWith(text.slice(0, start))).toBe(true);
        expect(after.endsWith(tail)).toBe(true);
        const before = found(text).members;
        expect([...found(after).members].filter((name) => !before.has(name))).toEqual(['wave']);
      },
    ),
    { numRuns: 500 },
  );
});
