import * as fc from 'fast-check';

/** A module with one class that is meant, cut where a member has to go in. */
export interface RandomModule {
  /** All until the end of the last member, or the brace where there is none. */
  readonly head: string;
  /** A comment behind that, on its line. */
  readonly behind: string;
  readonly tail: string;
  readonly end: '\n' | '\r\n';
}

const MEMBERS = [
  'x() {}',
  'async *y() { yield `}${`{`}`; }',
  'z = /[}]{2}\\}/;',
  'a = 1',
  'get',
  'static',
  'b = {}',
  'c = async () => {}',
  '#hello = 1;',
  'static hello() {}',
  "'quoted'() { return '}'; }",
  'static { f({}); }',
  'accessor d = 1;',
  'get e() { return 1; }',
  'f(): void; f(g?: number): void {}',
  '[key: string]: unknown;',
  "@dec({ a: '}' }) i() {}",
  'constructor(private readonly j: { k: 1 }) {}',
  'l() {};',
  '/** } */ m<T extends { n: 1 }>(): T { throw 1; }',
];

const BARE = new Set(['a = 1', 'get', 'static', 'b = {}', 'c = async () => {}']);

const HEADS = [
  'class HelloService {',
  'export default class implements HelloServiceHandler {',
  'export const service = class implements Other, HelloServiceHandler {',
  'abstract class Base implements HelloServiceHandler { abstract hello(): void }~class A extends Base {',
  "@service({ name: '{' })~class A<T extends { a: {} }> implements HelloServiceHandler {",
  'class Other { hello() {} }~class HelloService extends Base<{ a: 1 }> {',
];

const TOPS = [
  '',
  '\uFEFF',
  '/* license { */~~',
  '// a~// b~~',
  "'use strict';~",
  "'use strict'; /* why */ f();~",
  '#!/usr/bin/env node~',
  '/* eslint-disable */~',
  '// @ts-check~~/** } */~',
];

const IMPORTS = [
  '',
  "import { k } from 'k';~",
  "import { k, // first~} from 'k'~",
  "import {~  k // first~} from 'k'~",
  'import type { T } from "k";~',
  "import * as ns from 'k'; f();~",
  "import {} from 'k';~import l, { m as N } from 'l'; // last~",
];

const TAILS = ['', '~', '~~class Later { x() {} }~', '~// end', ' // }~', '~~~'];
const LINE_COMMENTS = ['', ' // }', ' /* { */', ' /* a~ } */', ' // eslint-disable-line'];
const BLANKS = ['~', '~~', '~  // own line }~', '~  /* } */~', '  ~'];

/** Modules of odd but valid layout; `hello` is no member of the class that is meant. */
export const randomModule: fc.Arbitrary<RandomModule> = fc
  .record({
    end: fc.constantFrom('\n' as const, '\r\n' as const),
    indent: fc.constantFrom('', ' ', '  ', '    ', '\t', '\t '),
    top: fc.constantFrom(...TOPS),
    imports: fc.constantFrom(...IMPORTS),
    head: fc.constantFrom(...HEADS),
    members: fc.array(
      fc.record({ blank: fc.constantFrom(...BLANKS), text: fc.constantFrom(...MEMBERS) }),
      { maxLength: 4 },
    ),
    behind: fc.constantFrom(...LINE_COMMENTS),
    close: fc.constantFrom('~', '~~', '~  // last }~', '   ~', '', ' '),
    tail: fc.constantFrom(...TAILS),
  })
  .map(({ end, indent, top, imports, head, members, behind, close, tail }) => {
    const lines = (text: string): string => text.replaceAll('~', end);
    // Only a last member may lack its semicolon: what follows could continue it.
    const body = members.map(({ blank, text }, index) => {
      const isBare = BARE.has(text) && index < members.length - 1;
      return `${blank}${indent}${text}${isBare ? ';' : ''}`;
    });
    const closes = behind.includes('//') && !close.startsWith('~') ? '~' : close;
    return {
      head: lines(top + imports + head + body.join('')),
      behind: lines(behind),
      tail: lines(`${closes}}${tail}`),
      end,
    };
  });
