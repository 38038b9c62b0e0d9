import { describe, expect, it } from 'vitest';
import { type FoundClass, findClass } from '../../../src/edit/find-class.ts';

const wanted = { implemented: 'HelloServiceHandler', name: 'HelloService' };

function found(text: string): FoundClass {
  const search = findClass(text, wanted);
  if ('fault' in search) throw new Error(JSON.stringify(search.fault));
  return search.found;
}

function faultOf(text: string) {
  const search = findClass(text, wanted);
  return 'fault' in search ? search.fault : undefined;
}

const chosen: Readonly<Record<string, readonly [name: string, text: string]>> = {
  'the one that implements it': [
    'A',
    'class HelloService {}\nclass A implements HelloServiceHandler {}',
  ],
  'under a renamed import': [
    'A',
    "import type { HelloServiceHandler as H } from './c.ts';\nclass A implements Other, H {}\nclass B implements Other {}",
  ],
  'through a namespace': [
    'A',
    "import * as c from './c.ts';\nclass A implements c.HelloServiceHandler {}",
  ],
  'as a class expression': ['A', 'export const A = class implements HelloServiceHandler {};'],
  'as a default export': ['', 'export default class implements HelloServiceHandler {}'],
  'the one of the name, where several implement it': [
    'HelloService',
    'class Fake implements HelloServiceHandler {}\nclass HelloService implements HelloServiceHandler {}',
  ],
  'the one of the name, where none does': ['HelloService', 'class Other {}\nclass HelloService {}'],
  'the concrete one below an abstract one': [
    'B',
    'abstract class A implements HelloServiceHandler {}\nclass B extends A {}',
  ],
  'below two abstract ones': [
    'C',
    'abstract class A implements HelloServiceHandler {}\nabstract class B<T> extends A {}\nclass C extends B<number> {}',
  ],
  'an abstract one that nothing extends': [
    'A',
    'abstract class A implements HelloServiceHandler {}',
  ],
  'an abstract one that extends its own name': [
    'A',
    'abstract class A extends A implements HelloServiceHandler {}',
  ],
  'one of two that extend each other': [
    'B',
    'abstract class A extends B implements HelloServiceHandler {}\nclass B extends A {}',
  ],
};

describe('the class that is meant', () => {
  it.each(Object.entries(chosen))('is %s', (_, [name, text]) => {
    expect(found(text).name).toBe(name);
  });
});

describe('no class is found', () => {
  it('where none implements the interface nor has the name', () => {
    expect(faultOf('class Other {}')).toEqual({ kind: 'none' });
    expect(faultOf('')).toEqual({ kind: 'none' });
  });

  it('where several implement it and none has the name, each with its place', () => {
    const text =
      'class A implements HelloServiceHandler {}\nclass B implements HelloServiceHandler {}';
    const classes = [
      { name: 'A', at: 0 },
      { name: 'B', at: text.indexOf('class B') },
    ];
    expect(faultOf(text)).toEqual({ kind: 'several', classes });
  });

  it.each([
    'function make() { return new (class B implements HelloServiceHandler {})(); }',
    'if (true) { class B implements HelloServiceHandler {} }',
    'const make = () => class B implements HelloServiceHandler {};',
    'class Outer { static make() { class B implements HelloServiceHandler {} } }',
  ])('where one of several stands further in: %s', (inner) => {
    expect(faultOf(`class A implements HelloServiceHandler {}\n${inner}`)).toMatchObject({
      kind: 'several',
      classes: [{ name: 'A' }, { name: 'B' }],
    });
  });

  it('where two in different scopes have the name', () => {
    const text = 'class HelloService {}\nfunction f() { return class HelloService {}; }';
    expect(faultOf(text)).toMatchObject({ kind: 'several' });
  });

  it('in a file that does not parse, which says where', () => {
    const text = 'class HelloService {\n  x( {}\n}';
    const fault = faultOf(text);
    expect(fault?.kind).toBe('broken');
    expect(fault?.kind === 'broken' && text.slice(0, fault.at)).toContain('x(');
  });
});

describe('the members of instances', () => {
  const present: Readonly<Record<string, string>> = {
    'a method': 'hello() {}',
    'an overload': 'hello(): void;',
    'a property': 'hello = async () => {};',
    'a declared property': 'declare hello: () => void;',
    'a getter': 'get hello() { return 1; }',
    'an accessor': 'accessor hello = 1;',
    'a quoted name': "'hello'() {}",
    'a computed literal': "['hello']() {}",
    'a computed template': '[`hello`]() {}',
    'an escaped name': '\\u0068ello() {}',
    'a generator': 'async *hello() {}',
    'a private method': 'private hello() {}',
    'a parameter of the constructor': 'constructor(private readonly hello: string) {}',
  };

  it.each(Object.entries(present))('include %s', (_, text) => {
    expect([...found(`class HelloService { ${text} }`).members]).toEqual(['hello']);
  });

  const absent: Readonly<Record<string, string>> = {
    'a static method': 'static hello() {}',
    'a private name': '#hello() {}',
    'an index signature': '[hello: string]: unknown;',
    'a parameter that is no property': 'constructor(hello: string) {}',
    'what stands in a body': 'x() { class A { hello() {} } }',
  };

  it.each(Object.entries(absent))('leave out %s', (_, text) => {
    expect(found(`class HelloService { ${text} }`).members.has('hello')).toBe(false);
  });

  it('include those of a base in the file, unless they are abstract', () => {
    const base = 'abstract class Base { hello() {}\n  abstract bye(): void; }';
    const { members, base: outside } = found(`${base}\nclass HelloService extends Base {}`);
    expect([...members]).toEqual(['hello']);
    expect(outside).toBeUndefined();
  });

  it('name a base that stands elsewhere', () => {
    const text = "import { Base } from './base.ts';\nclass HelloService extends Base<string> {}";
    expect(found(text).base).toBe('Base');
  });
});
