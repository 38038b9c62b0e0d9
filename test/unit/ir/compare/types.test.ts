import { describe, expect, it } from 'vitest';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { publishContract } from '../../../../src/ir/published.ts';
import type { Type } from '../../../../src/ir/types.ts';
import { contract as built, declare, field, method, object, ref, service } from '../build.ts';
import { changesOf, told } from './changes.ts';

/** What a value was, what it became, and the changes in requests and in answers: `code subject letters`. */
type Row = readonly [
  before: string,
  after: string,
  request: readonly string[],
  response: readonly string[],
];

/** A contract that takes and answers a message with the members that are given. */
function contract(members: string, declarations: string = ''): string {
  return `${declarations}
export interface T { ${members} }
export interface Api { send(req: T): Promise<void>; read(): Promise<T>; }`;
}

/** The changes of types at each position; there are no others. */
function positions(before: string, after: string) {
  const changes = changesOf(before, after);
  const at = (position: string | undefined) =>
    changes.filter((change) => change.position === position).map(told);
  return { request: at('request'), response: at('response'), others: at(undefined) };
}

describe('a member', () => {
  const rows: Readonly<Record<string, Row>> = {
    'that stays': ['v: string', 'v: string', [], []],
    'in another place': ['v: string; w: number', 'w: number; v: string', [], []],
    'required and new': [
      'v: string',
      'v: string; w: string',
      ['required-field-added T.w BBB'],
      ['required-field-added T.w ss-'],
    ],
    'optional and new': [
      'v: string',
      'v: string; w?: string',
      ['optional-field-added T.w sss'],
      ['optional-field-added T.w ss-'],
    ],
    'required and gone': [
      'v: string; w: string',
      'v: string',
      ['required-field-removed T.w BBB'],
      ['required-field-removed T.w BB-'],
    ],
    'optional and gone': [
      'v: string; w?: string',
      'v: string',
      ['optional-field-removed T.w BBB'],
      ['optional-field-removed T.w sB-'],
    ],
    'renamed, which no wire can tell from another one': [
      'v: string',
      'w: string',
      ['required-field-removed T.v BBB', 'required-field-added T.w BBB'],
      ['required-field-removed T.v BB-', 'required-field-added T.w ss-'],
    ],
    'gone from an object of any properties': [
      'v: { a?: string; [key: string]: string | undefined }',
      'v: { [key: string]: string; b: string }',
      ['optional-field-removed T.v.a sBs', 'required-field-added T.v.b BBB'],
      ['optional-field-removed T.v.a sB-', 'required-field-added T.v.b ss-'],
    ],
    'made required': [
      'v?: string',
      'v: string',
      ['field-made-required T.v BBB'],
      ['field-made-required T.v ss-'],
    ],
    'made optional': [
      'v: string',
      'v?: string',
      ['field-made-optional T.v sss'],
      ['field-made-optional T.v BB-'],
    ],
    'with a new default': [
      'v?: number',
      '/** @default 20 */ v?: number',
      ['default-added T.v s-s'],
      [],
    ],
    'with another default': [
      '/** @default 20 */ v?: number',
      '/** @default 50 */ v?: number',
      ['default-changed T.v B-B'],
      [],
    ],
    'without its default': [
      '/** @default 20 */ v?: number',
      'v?: number',
      ['default-removed T.v B-B'],
      [],
    ],
    deprecated: [
      'v?: number',
      '/** @deprecated use w */ v?: number',
      ['deprecated T.v ss-'],
      ['deprecated T.v ss-'],
    ],
    'described otherwise': [
      '/** Old. */ v: number',
      '/** New. @readonly @example 3 */ v: number',
      [],
      [],
    ],
    'deep in an object': [
      'v: { inner: { a: string }[] }',
      'v: { inner: { a: number }[] }',
      ['type-changed T.v.inner[].a BBB'],
      ['type-changed T.v.inner[].a BB-'],
    ],
  };

  it.each(Object.entries(rows))('%s', (_, [before, after, request, response]) =>
    expect(positions(contract(before), contract(after))).toEqual({ request, response, others: [] }),
  );
});

describe('a type', () => {
  const rows: Readonly<Record<string, Row>> = {
    'string -> number': ['string', 'number', ['type-changed T.v BBB'], ['type-changed T.v BB-']],
    'string -> unknown': ['string', 'unknown', ['type-widened T.v sss'], ['type-widened T.v BB-']],
    'unknown -> string': [
      'unknown',
      'string',
      ['type-narrowed T.v BBB'],
      ['type-narrowed T.v ss-'],
    ],
    'string | null -> unknown': [
      'string | null',
      'unknown',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'null added': [
      'string',
      'string | null',
      ['nullable-added T.v sss'],
      ['nullable-added T.v BB-'],
    ],
    'null removed': [
      'string | null',
      'string',
      ['nullable-removed T.v BBB'],
      ['nullable-removed T.v ss-'],
    ],
    'a literal -> two': [
      "'a'",
      "'a' | 'b'",
      ['enum-value-added T.v sss'],
      ['enum-value-added T.v sB-'],
    ],
    'a value fewer': [
      "'a' | 'b'",
      "'a'",
      ['enum-value-removed T.v BBB'],
      ['enum-value-removed T.v sB-'],
    ],
    'a value of another kind': [
      "'a' | 'b'",
      "'a' | 'b' | 3",
      ['enum-value-added T.v sss'],
      ['enum-value-added T.v BB-'],
    ],
    'another literal': [
      "'a'",
      "'b'",
      ['enum-value-added T.v sss', 'enum-value-removed T.v BBB'],
      ['enum-value-added T.v sB-', 'enum-value-removed T.v sB-'],
    ],
    'values -> string': ["'a' | 'b'", 'string', ['type-widened T.v sss'], ['type-widened T.v sB-']],
    'numbers -> number': ['1 | 2', 'number', ['type-widened T.v sss'], ['type-widened T.v sB-']],
    'values of two kinds -> string': [
      "'a' | 1",
      'string',
      ['type-changed T.v BBB'],
      ['type-changed T.v BB-'],
    ],
    'values -> unknown': [
      "'a' | 'b'",
      'unknown',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'string -> values': [
      'string',
      "'a' | 'b'",
      ['type-narrowed T.v BBB'],
      ['type-narrowed T.v ss-'],
    ],
    'true -> boolean': ['true', 'boolean', ['type-widened T.v sss'], ['type-widened T.v BB-']],
    'boolean -> false': ['boolean', 'false', ['type-narrowed T.v BBB'], ['type-narrowed T.v ss-']],
    'true -> false': ['true', 'false', ['type-changed T.v BBB'], ['type-changed T.v BB-']],
    'another type of items': [
      'string[]',
      'number[]',
      ['type-changed T.v[] BBB'],
      ['type-changed T.v[] BB-'],
    ],
    'one -> many': ['string', 'string[]', ['type-changed T.v BBB'], ['type-changed T.v BB-']],
    'a list made readonly': [
      'string[]',
      'readonly string[]',
      ['list-made-readonly T.v -s-'],
      ['list-made-readonly T.v -B-'],
    ],
    'a list made writable': [
      'readonly string[]',
      'string[]',
      ['list-made-writable T.v -B-'],
      ['list-made-writable T.v -s-'],
    ],
    'list -> Set': [
      'string[]',
      'Set<string>',
      ['type-narrowed T.v BBB'],
      ['type-narrowed T.v sB-'],
    ],
    'Set -> list': ['Set<string>', 'string[]', ['type-widened T.v sBs'], ['type-widened T.v BB-']],
    'items of a Set': [
      'Set<string>',
      'Set<number>',
      ['type-changed T.v[] BBB'],
      ['type-changed T.v[] BB-'],
    ],
    'Map -> Record': [
      'Map<string, number>',
      'Record<string, number>',
      ['form-changed T.v -B-'],
      ['form-changed T.v -B-'],
    ],
    'Map -> list of pairs': [
      'Map<number, string>',
      '[number, string][]',
      ['form-changed T.v -B-'],
      ['form-changed T.v -B-'],
    ],
    'values of a record': [
      'Record<string, number>',
      'Record<string, number | string>',
      ['variant-added T.v{} sss'],
      ['variant-added T.v{} BB-'],
    ],
    'keys of a Map': [
      'Map<string, string>',
      "Map<'a' | 'b', string>",
      ['type-narrowed T.v{key} BBB'],
      ['type-narrowed T.v{key} ss-'],
    ],
    'an object -> a record': [
      '{ a: string }',
      'Record<string, string>',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'an index signature added': [
      '{ a: string }',
      '{ a: string; [key: string]: string }',
      ['index-added T.v sss'],
      ['index-added T.v ss-'],
    ],
    'an index signature removed': [
      '{ a: string; [key: string]: string }',
      '{ a: string }',
      ['index-removed T.v BBB'],
      ['index-removed T.v sB-'],
    ],
    'another index signature': [
      '{ a: string; [key: string]: string }',
      '{ a: string; [key: string]: string | null }',
      ['nullable-added T.v.[key] sss'],
      ['nullable-added T.v.[key] BB-'],
    ],
    'string -> Date': ['string', 'Date', ['type-narrowed T.v BBB'], ['type-narrowed T.v sB-']],
    'Date -> string': ['Date', 'string', ['type-widened T.v sBs'], ['type-widened T.v BB-']],
    'number -> bigint': ['number', 'bigint', ['type-changed T.v BBB'], ['type-changed T.v BB-']],
    'bigint -> number': ['bigint', 'number', ['type-changed T.v BBB'], ['type-changed T.v BB-']],
    'bigint -> string': ['bigint', 'string', ['type-changed T.v BBB'], ['type-widened T.v BB-']],
    'bytes -> string': ['Uint8Array', 'string', ['type-widened T.v sBs'], ['type-widened T.v BB-']],
    'a tuple grows': [
      '[string]',
      '[string, number]',
      ['type-changed T.v BBB'],
      ['type-changed T.v BB-'],
    ],
    'a tuple may grow': [
      '[string]',
      '[string, number?]',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'a tuple shrinks by what may be absent': [
      '[string, number?]',
      '[string]',
      ['type-narrowed T.v BBB'],
      ['type-narrowed T.v ss-'],
    ],
    'a tuple of any length': [
      '[string]',
      '[string, ...string[]]',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'an item of a tuple': [
      '[string, number]',
      '[string, boolean]',
      ['type-changed T.v[1] BBB'],
      ['type-changed T.v[1] BB-'],
    ],
    'a tuple -> a list': [
      '[string, string]',
      'string[]',
      ['type-widened T.v sss'],
      ['type-widened T.v BB-'],
    ],
    'string -> string | number': [
      'string',
      'string | number',
      ['variant-added T.v sss'],
      ['variant-added T.v BB-'],
    ],
    'string | number -> string': [
      'string | number',
      'string',
      ['variant-removed T.v BBB'],
      ['variant-removed T.v sB-'],
    ],
    'an alternative added': [
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      "{ kind: 'a'; x: string } | { kind: 'b' } | { kind: 'c' }",
      ['variant-added T.v sss'],
      ['variant-added T.v BB-'],
    ],
    'an alternative removed': [
      "{ kind: 'a'; x: string } | { kind: 'b' } | { kind: 'c' }",
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      ['variant-removed T.v BBB'],
      ['variant-removed T.v sB-'],
    ],
    'an alternative changed': [
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      "{ kind: 'a'; x?: string } | { kind: 'b'; y: string }",
      ['field-made-optional T.v<a>.x sss', 'required-field-added T.v<b>.y BBB'],
      ['field-made-optional T.v<a>.x BB-', 'required-field-added T.v<b>.y ss-'],
    ],
    'another value that tells an alternative': [
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      "{ kind: 'a' | 'c'; x: string } | { kind: 'b' }",
      ['enum-value-added T.v<a>.kind sss'],
      ['variant-added T.v BB-', 'enum-value-added T.v<a>.kind sB-'],
    ],
    'a value fewer that tells an alternative': [
      "{ kind: 'a' | 'c'; x: string } | { kind: 'b' }",
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      ['enum-value-removed T.v<a|c>.kind BBB'],
      ['enum-value-removed T.v<a|c>.kind sB-'],
    ],
    'alternatives that one object covers': [
      "{ kind: 'a'; x: string } | { kind: 'b'; y: string }",
      "{ kind: 'a' | 'b'; x?: string; y?: string }",
      ['type-widened T.v sss'],
      ['variant-added T.v BB-', 'variant-removed T.v sB-', 'variant-removed T.v sB-'],
    ],
    'alternatives that lose their tag': [
      "{ kind: 'a'; x: string } | { kind: 'b'; y: string }",
      "{ kind?: 'a'; x: string } | { kind?: 'b'; y: string }",
      ['type-widened T.v sss'],
      [
        'discriminator-changed T.v -B-',
        'variant-added T.v BB-',
        'variant-added T.v BB-',
        'variant-removed T.v sB-',
        'variant-removed T.v sB-',
      ],
    ],
    'alternatives that one object covers, with another default': [
      "{ kind: 'a'; /** @default 1 */ x?: number } | { kind: 'b' }",
      "{ kind: 'a'; /** @default 2 */ x?: number } | { kind: 'b' }",
      ['default-changed T.v<a>.x B-B'],
      [],
    ],
    'alternatives in another order': [
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      "{ kind: 'b' } | { kind: 'a'; x: string }",
      [],
      [],
    ],
    'another discriminator': [
      "{ kind: 'a'; x: string } | { kind: 'b' }",
      "{ type: 'a'; x: string } | { type: 'b' }",
      [
        'discriminator-changed T.v -s-',
        'required-field-removed T.v<a>.kind BBB',
        'required-field-added T.v<a>.type BBB',
        'required-field-removed T.v<b>.kind BBB',
        'required-field-added T.v<b>.type BBB',
      ],
      [
        'discriminator-changed T.v -B-',
        'required-field-removed T.v<a>.kind BB-',
        'required-field-added T.v<a>.type ss-',
        'required-field-removed T.v<b>.kind BB-',
        'required-field-added T.v<b>.type ss-',
      ],
    ],
  };

  it.each(Object.entries(rows))('%s', (_, [before, after, request, response]) =>
    expect(positions(contract(`v: ${before}`), contract(`v: ${after}`))).toEqual({
      request,
      response,
      others: [],
    }),
  );
});

describe('an alternative that is known by its fields', () => {
  const before = 'export interface A { a: string } export interface B { b: Date }';
  const union = (declarations: string): string => contract('v: A | B', declarations);

  it("is taken for another one when it gets that one's field, in answers", () => {
    const after =
      'export interface A { a: string; b: string } export interface B { b: Date; c: 1 }';
    const { response } = positions(union(before), union(after));
    expect(response).toContain('variant-added T.v BB-');
    expect(response).toContain('required-field-added A.b ss-');
  });

  it('stays what it is when it gets a field that no other one has', () => {
    const after = 'export interface A { a: string; c?: string } export interface B { b: Date }';
    expect(positions(union(before), union(after)).response).toEqual([
      'optional-field-added A.c ss-',
    ]);
  });
});

describe('a constraint', () => {
  const rows: Readonly<
    Record<
      string,
      readonly [type: string, before: string, after: string, request: string, response: string]
    >
  > = {
    'minimum new': ['number', '', '@minimum 1', 'tightened B-B', 'tightened s--'],
    'minimum higher': ['number', '@minimum 1', '@minimum 2', 'tightened B-B', 'tightened s--'],
    'minimum lower': ['number', '@minimum 2', '@minimum 1', 'loosened s-s', 'loosened s--'],
    'minimum gone': ['number', '@minimum 2', '', 'loosened s-s', 'loosened s--'],
    'maximum lower': ['number', '@maximum 9', '@maximum 8', 'tightened B-B', 'tightened s--'],
    'minimum exclusive': [
      'number',
      '@minimum 1',
      '@exclusiveMinimum 1',
      'tightened B-B',
      'tightened s--',
    ],
    'maximum inclusive': [
      'number',
      '@exclusiveMaximum 9',
      '@maximum 9',
      'loosened s-s',
      'loosened s--',
    ],
    'multipleOf finer': [
      'number',
      '@multipleOf 10',
      '@multipleOf 5',
      'loosened s-s',
      'loosened s--',
    ],
    'multipleOf other': [
      'number',
      '@multipleOf 10',
      '@multipleOf 4',
      'tightened B-B',
      'tightened s--',
    ],
    'maxLength longer': ['string', '@maxLength 5', '@maxLength 9', 'loosened s-s', 'loosened s--'],
    'minLength new': ['string', '', '@minLength 1', 'tightened B-B', 'tightened s--'],
    'pattern new': ['string', '', '@pattern ^a', 'tightened B-B', 'tightened s--'],
    'pattern other': ['string', '@pattern ^a', '@pattern ^b', 'changed B-B', 'changed s--'],
    'pattern gone': ['string', '@pattern ^a', '', 'loosened s-s', 'loosened s--'],
    'format checked': ['string', '', '@format email', 'tightened B-B', 'tightened s--'],
    'maxItems fewer': ['string[]', '@maxItems 5', '@maxItems 4', 'tightened B-B', 'tightened s--'],
    'uniqueItems new': ['string[]', '', '@uniqueItems', 'tightened B-B', 'tightened s--'],
  };

  it.each(Object.entries(rows))('%s', (_, [type, before, after, request, response]) => {
    const written = (tags: string) => contract(`/** ${tags} */ v: ${type}`);
    const word = (expected: string) => [`constraint-${expected.replace(' ', ' T.v ')}`];
    expect(positions(written(before), written(after))).toEqual({
      request: word(request),
      response: word(response),
      others: [],
    });
  });

  it('@format of a text is another', () =>
    expect(
      positions(
        contract('/** @format date */ v: string'),
        contract('/** @format date-time */ v: string'),
      ),
    ).toEqual({
      request: ['format-changed T.v B-B'],
      response: ['format-changed T.v B--'],
      others: [],
    }));

  it('@format that nobody checks says nothing to callers', () =>
    expect(positions(contract('v: string'), contract('/** @format password */ v: string'))).toEqual(
      { request: [], response: [], others: [] },
    ));

  it('@format date-time is what a Date is on the wire', () =>
    expect(positions(contract('/** @format date-time */ v: string'), contract('v: Date'))).toEqual({
      request: ['form-changed T.v -B-'],
      response: ['form-changed T.v -B-'],
      others: [],
    }));

  it('@format of a number bounds it at both ends', () => {
    const twice = (word: string) => [`constraint-${word}`, `constraint-${word}`];
    expect(
      positions(contract('/** @integer */ v: number'), contract('/** @format int32 */ v: number')),
    ).toEqual({
      request: twice('tightened T.v B-B'),
      response: twice('tightened T.v s--'),
      others: [],
    });
    expect(
      positions(
        contract('/** @format int32 */ v: number'),
        contract('/** @format int64 */ v: number'),
      ),
    ).toEqual({
      request: twice('loosened T.v s-s'),
      response: twice('loosened T.v s--'),
      others: [],
    });
  });

  it('@integer narrows a number', () =>
    expect(positions(contract('v: number'), contract('/** @integer */ v: number'))).toEqual({
      request: ['type-narrowed T.v B-B'],
      response: ['type-narrowed T.v s--'],
      others: [],
    }));

  it('of an alias is told of the alias', () =>
    expect(
      positions(
        contract('v: Name; w: Name', '/** @maxLength 9 */ export type Name = string;'),
        contract('v: Name; w: Name', '/** @maxLength 5 */ export type Name = string;'),
      ),
    ).toEqual({
      request: ['constraint-tightened Name B-B'],
      response: ['constraint-tightened Name s--'],
      others: [],
    }));
});

describe('a declaration', () => {
  const enumOf = (members: string) => contract('v: E', `export enum E { ${members} }`);

  it('enum: a value more, a value fewer', () =>
    expect(positions(enumOf("A = 'a', B = 'b'"), enumOf("A = 'a', C = 'c'"))).toEqual({
      request: ['enum-value-added E sss', 'enum-value-removed E BBB'],
      response: ['enum-value-added E sB-', 'enum-value-removed E sB-'],
      others: [],
    }));

  it('enum: a member of another name', () =>
    expect(positions(enumOf("A = 'a'"), enumOf("First = 'a'"))).toEqual({
      request: ['enum-member-renamed E -B-'],
      response: ['enum-member-renamed E -B-'],
      others: [],
    }));

  it('enum: one of its members, which is no plain value', () =>
    expect(
      positions(contract("v: 'a'"), contract('v: E.A', "export enum E { A = 'a', B = 'b' }")),
    ).toEqual({
      request: ['form-changed T.v -B-'],
      response: ['form-changed T.v -B-'],
      others: [],
    }));

  it('enum: values instead', () => {
    const before = enumOf("A = 'a', B = 'b'");
    const after = contract('v: E', "export type E = 'a' | 'b';");
    expect(positions(before, after)).toEqual({
      request: ['form-changed E -B-'],
      response: ['form-changed E -B-'],
      others: [],
    });
  });

  it('that holds itself', () =>
    expect(
      positions(
        contract('v: Tree', 'export interface Tree { name: string; children: Tree[] }'),
        contract('v: Tree', 'export interface Tree { name: number; children: Tree[] }'),
      ),
    ).toEqual({
      request: ['type-changed Tree.name BBB'],
      response: ['type-changed Tree.name BB-'],
      others: [],
    }));

  it('that holds another, which holds it', () =>
    expect(
      positions(
        contract('v: A', 'export interface A { b?: B } export interface B { a?: A }'),
        contract('v: A', 'export interface A { b?: B } export interface B { a?: A; c?: number }'),
      ),
    ).toEqual({
      request: ['optional-field-added B.c sss'],
      response: ['optional-field-added B.c ss-'],
      others: [],
    }));

  it('generic: in what it was applied to', () => {
    const page = 'export interface User { id: string } export interface Page<X> { items: X[] }';
    expect(
      positions(
        contract('v: Page<User>', page),
        contract('v: Page<User>', page.replace('items: X[]', 'items: X[]; next?: string')),
      ),
    ).toEqual({
      request: ['optional-field-added Page<User>.next sss'],
      response: ['optional-field-added Page<User>.next ss-'],
      others: [],
    });
  });

  it('generic: in its argument', () => {
    const page = 'export interface User { id: string } export interface Page<X> { items: X[] }';
    expect(
      positions(
        contract('v: Page<User>', page),
        contract('v: Page<User>', page.replace('id: string', 'id: string; name?: string')),
      ),
    ).toEqual({
      request: ['optional-field-added User.name sss'],
      response: ['optional-field-added User.name ss-'],
      others: [],
    });
  });

  it('in place of another that is still there: told where it is used', () => {
    const both = 'export interface A { x: string } export interface B { x: string; y?: number }';
    expect(
      positions(contract('v: A; a: A; b: B', both), contract('v: B; a: A; b: B', both)),
    ).toEqual({
      request: ['optional-field-added T.v.y sss'],
      response: ['optional-field-added T.v.y ss-'],
      others: [],
    });
  });

  it('in place of the same written out', () =>
    expect(
      positions(
        contract('v: A', 'export interface A { x: string }').replace('v: A', 'v: A; w: A'),
        contract('v: { x: string }; w: A', 'export interface A { x: string }'),
      ),
    ).toEqual({ request: [], response: [], others: [] }));
});

describe('an open set of values', () => {
  const members = [1, 2].map((value) => ({ value, docs: { text: '', examples: [] } }));
  const withSet = (open: boolean) => {
    const type: Type = { kind: 'enum', members, open };
    const api = service('Api', [method('go', { request: ref('T'), response: ref('T') })]);
    return publishContract(built([api], [declare('T', object(field('v', type)))]), {
      prefix: '',
      tools: true,
    });
  };

  it('was a closed one', () =>
    expect(compareContracts(withSet(false), withSet(true)).map(told)).toEqual([
      'enum-opened T.v sss',
      'enum-opened T.v sB-',
    ]));

  it('became a closed one', () =>
    expect(compareContracts(withSet(true), withSet(false)).map(told)).toEqual([
      'enum-closed T.v BBB',
      'enum-closed T.v ss-',
    ]));
});
