import { describe, expect, test } from 'vitest';
import { contractOf, declarationOf, plain } from './read.ts';

/** What a type expression is lowered to, as the type of a field. */
function lowered(type: string, declarations: string = ''): unknown {
  const { type: owner } = declarationOf(`${declarations}\nexport interface T { it: ${type} }`);
  if (owner.kind !== 'object') throw new Error('no object');
  return plain(owner.fields[0]?.type);
}

const string = { kind: 'scalar', scalar: 'string' };
const number = { kind: 'scalar', scalar: 'number' };
const set = (...values: (string | number)[]) => ({
  kind: 'enum',
  members: values.map((value) => ({ value })),
  open: false,
});

describe('scalars', () => {
  test.each([
    ['string', 'string'],
    ['number', 'number'],
    ['boolean', 'boolean'],
    ['bigint', 'bigint'],
    ['Date', 'instant'],
    ['Uint8Array', 'bytes'],
    ['Uint8Array<ArrayBuffer>', 'bytes'],
    ['unknown', 'unknown'],
    ['any', 'unknown'],
    ['(string)', 'string'],
    ['string & {}', 'string'],
    ["'a' | (string & {})", 'string'],
    ['string | "a"', 'string'],
    ['unknown | string', 'unknown'],
    ['true | false', 'boolean'],
    ['NonNullable<string | null>', 'string'],
    ['{ a: string }["a"]', 'string'],
  ])('%s', (type, scalar) => {
    expect(lowered(type)).toEqual({ kind: 'scalar', scalar });
  });

  test('a text that is put together has a pattern', () => {
    expect(lowered('`v${number}.${string}`')).toEqual({
      ...string,
      constraints: { pattern: '^v-?(?:\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?)\\.[\\s\\S]*$' },
    });
  });
});

describe('fixed values', () => {
  test.each<[string, unknown]>([
    ["'a'", { kind: 'literal', value: 'a' }],
    ['-1', { kind: 'literal', value: -1 }],
    ['true', { kind: 'literal', value: true }],
    ["'b' | 'a'", set('b', 'a')],
    ["'b' | 1 | 'a'", set('b', 1, 'a')],
    ["'a' | ('b' | 'a')", set('a', 'b')],
    ["Exclude<'a' | 'b' | 'c', 'b'>", set('a', 'c')],
    ["Extract<'a' | 'b', 'a'>", { kind: 'literal', value: 'a' }],
    ['keyof { x: 1; y: 2 }', set('x', 'y')],
    ["`${'a' | 'b'}!`", set('a!', 'b!')],
  ])('%s', (type, wanted) => {
    expect(lowered(type)).toEqual(wanted);
  });

  test('of a constant', () => {
    const constant = "export const LEVELS = ['low', 'high'] as const;";
    expect(lowered('(typeof LEVELS)[number]', constant)).toEqual(set('low', 'high'));
  });

  test('aliases of fixed values make one set', () => {
    expect(lowered("A | 'c'", "type A = 'a' | 'b';")).toEqual(set('a', 'b', 'c'));
  });
});

describe('enums', () => {
  const color = 'export enum Color { /** Warm. */ Red = "red", Blue = "blue" }';

  test('are declarations with named members', () => {
    const declaration = declarationOf(`${color} export interface T { it: Color }`, 'Color');
    expect(declaration.type).toEqual({
      kind: 'enum',
      open: false,
      members: [
        { name: 'Red', value: 'red', docs: { text: 'Warm.', examples: [] } },
        { name: 'Blue', value: 'blue', docs: { text: '', examples: [] } },
      ],
    });
  });

  test.each<[string, string, unknown]>([
    ['an optional one keeps its name', 'Color | undefined', { kind: 'ref', name: 'Color' }],
    [
      'a nullable one too',
      'Color | null',
      { kind: 'nullable', of: { kind: 'ref', name: 'Color' } },
    ],
    ['behind a utility type too', 'NonNullable<Color | null>', { kind: 'ref', name: 'Color' }],
    [
      'a member is a fixed value',
      'Color.Red',
      { kind: 'literal', value: 'red', member: { of: 'Color', name: 'Red' } },
    ],
  ])('%s', (_, type, wanted) => {
    expect(lowered(type, color)).toEqual(wanted);
  });

  test('count and calculate', () => {
    const { type } = declarationOf(
      'const enum E { A, B = 5, C, D = 1 << 4 } export interface T { it: E }',
      'E',
    );
    expect(type.kind === 'enum' && type.members.map(({ value }) => value)).toEqual([0, 5, 6, 16]);
  });
});

describe('lists, maps and tuples', () => {
  test.each<[string, unknown]>([
    ['string[]', { kind: 'list', items: string }],
    ['Array<string>', { kind: 'list', items: string }],
    ['readonly string[]', { kind: 'list', items: string, readonly: true }],
    ['ReadonlyArray<string>', { kind: 'list', items: string, readonly: true }],
    ['(string | null)[]', { kind: 'list', items: { kind: 'nullable', of: string } }],
    ['Set<string>', { kind: 'set', items: string }],
    ['ReadonlySet<string>', { kind: 'set', items: string }],
    ['Map<number, string>', { kind: 'map', form: 'map', key: number, value: string }],
    ['Record<string, number>', { kind: 'map', form: 'record', key: string, value: number }],
    [
      'Partial<Record<string, number>>',
      { kind: 'map', form: 'record', key: string, value: number },
    ],
    ['{ [key: string]: number }', { kind: 'map', form: 'record', key: string, value: number }],
    ['{ [key: number]: string }', { kind: 'map', form: 'record', key: number, value: string }],
    ['[]', { kind: 'tuple', items: [] }],
    ['[string, number]', { kind: 'tuple', items: [{ type: string }, { type: number }] }],
    [
      'readonly [a: string, b?: number, ...c: string[]]',
      {
        kind: 'tuple',
        items: [
          { name: 'a', type: string },
          { name: 'b', type: number, optional: true },
        ],
        rest: string,
        readonly: true,
      },
    ],
  ])('%s', (type, wanted) => {
    expect(lowered(type)).toEqual(wanted);
  });
});

/** The one field of an object type. */
function field(text: string): unknown {
  const { type } = declarationOf(`type N = string | null; type U = string | undefined;
    export interface T { ${text} }`);
  return type.kind === 'object' ? plain(type.fields[0]) : undefined;
}

describe('null and absence', () => {
  test.each<[string, unknown]>([
    ['a?: string', { name: 'a', type: string, optional: true }],
    ['a: string | undefined', { name: 'a', type: string, optional: true }],
    ['a: U', { name: 'a', type: string, optional: true }],
    ['a: string | null', { name: 'a', type: { kind: 'nullable', of: string } }],
    ['a?: string | null', { name: 'a', type: { kind: 'nullable', of: string }, optional: true }],
    ['a?: N', { name: 'a', type: { kind: 'ref', name: 'N' }, optional: true }],
    ['a?: never', undefined],
    ['a?: undefined', undefined],
  ])('%s', (text, wanted) => {
    expect(field(text)).toEqual(wanted);
  });
});

describe('objects', () => {
  const user = 'interface User { id: string; name?: string; readonly at: Date }';
  const names = (type: string, declarations: string = user): unknown => {
    const { type: found } = declarationOf(`${declarations}\nexport type T = ${type};`);
    if (found.kind !== 'object') throw new Error('no object');
    return plain(found).fields.map(({ name, optional }) => name + (optional === true ? '?' : ''));
  };

  test.each<[string, string[]]>([
    ['{ b: string; a?: number }', ['b', 'a?']],
    ['Partial<User>', ['id?', 'name?', 'at?']],
    ['Required<User>', ['id', 'name', 'at']],
    ["Pick<User, 'name' | 'id'>", ['id', 'name?']],
    ["Omit<User, 'name'>", ['id', 'at']],
    ['{ z: string } & { a: number }', ['z', 'a']],
    ['User & { extra: string }', ['id', 'name?', 'at', 'extra']],
    ["Record<'x' | 'y', number>", ['x', 'y']],
    ['{ [K in keyof User as `old_${K}`]: User[K] }', ['old_id', 'old_name?', 'old_at']],
  ])('%s', (type, wanted) => {
    expect(names(type)).toEqual(wanted);
  });

  test('what is inherited comes first', () => {
    const { type } = declarationOf(
      'interface A { a: string } interface B extends A { b: string } export interface T extends B { t: string }',
    );
    expect(type.kind === 'object' && type.fields.map(({ name }) => name)).toEqual(['a', 'b', 't']);
  });

  test('a class of public fields is data', () => {
    const { type } = declarationOf('export class T { id: string; at?: Date }');
    expect(type.kind === 'object' && type.fields.map(({ name }) => name)).toEqual(['id', 'at']);
  });

  test('fields beside an index signature', () => {
    expect(lowered('{ id: string; [key: string]: string }')).toEqual({
      kind: 'object',
      fields: [{ name: 'id', type: string }],
      additional: string,
    });
  });
});

describe('names', () => {
  test('another name of a declaration is that declaration', () => {
    expect(lowered('B', 'interface A { x: string } type B = A;')).toEqual({
      kind: 'ref',
      name: 'A',
    });
  });

  test('another name of a scalar is that scalar, unless it is constrained', () => {
    expect(lowered('Id', 'type Id = string;')).toEqual(string);
    const email = '/** @format email */ type Email = string;';
    expect(lowered('Email', email)).toEqual({ kind: 'ref', name: 'Email' });
    expect(declarationOf(`${email} export interface T { a: Email }`, 'Email').type).toEqual({
      ...string,
      constraints: { format: 'email' },
    });
  });

  test('an object alias, a union and a list keep theirs', () => {
    for (const body of ['{ a: string }', "'a' | 'b'", 'string[]', 'string | null']) {
      expect(lowered('Named', `type Named = ${body};`)).toEqual({ kind: 'ref', name: 'Named' });
    }
  });

  test('a generic declaration is one for each application', () => {
    const contract = contractOf(`
      export interface Page<T> { items: T[]; next?: Page<T> }
      type Result<T, E = string> = { ok: true; value: T } | { ok: false; error: E };
      type Maybe<T> = T | null;
      interface User { id: string }
      export interface UserService {
        list(): Promise<Page<User>>;
        names(): Promise<Page<string>>;
        load(): Promise<Result<User[]>>;
        find(): Promise<Maybe<User>>;
      }`);
    const generic = contract.declarations.filter((one) => one.generic !== undefined);
    expect(generic.map(({ name, generic: of }) => [name, plain(of)])).toEqual([
      ['PageOfUser', { name: 'Page', arguments: [{ kind: 'ref', name: 'User' }] }],
      ['PageOfString', { name: 'Page', arguments: [string] }],
      [
        'ResultOfUserListAndString',
        {
          name: 'Result',
          arguments: [{ kind: 'list', items: { kind: 'ref', name: 'User' } }, string],
        },
      ],
    ]);
    expect(plain(contract.services[0]?.methods[3]?.response)).toEqual({
      kind: 'nullable',
      of: { kind: 'ref', name: 'User' },
    });
    expect(plain(generic[0]?.type)).toMatchObject({
      fields: [{ name: 'items' }, { name: 'next', type: { kind: 'ref', name: 'PageOfUser' } }],
    });
  });

  test('a name that the author has is not taken for a generic one', () => {
    const contract = contractOf(`
      interface Page<T> { items: T[] }
      interface PageOfString { mine: true }
      export interface A { a(): Promise<Page<string>>; b(): Promise<PageOfString> }`);
    expect(contract.declarations.map(({ name }) => name)).toContain('PageOfString$');
  });
});

describe('recursion', () => {
  test.each([
    'type T = { kids: T[] };',
    'type T = string | T[] | { [key: string]: T };',
    'interface T { next?: T; map: Map<string, T>; other: Partial<U> } interface U { t: T | null }',
    'interface P<X> { of: X; next?: P<X> } type T = P<string>;',
  ])('%s', (text) => {
    expect(declarationOf(`export ${text}`).name).toBe('T');
  });
});

describe('unions', () => {
  test('are told apart by a property with fixed values', () => {
    const { type } = declarationOf(`
      interface A { kind: 'a'; x: string }
      interface B { kind: 'b' | 'c' }
      export type T = A | B | { kind: 'd' };`);
    expect(plain(type)).toMatchObject({
      kind: 'union',
      discriminator: { property: 'kind', values: [['a'], ['b', 'c'], ['d']] },
    });
  });

  test.each([
    ['a value twice', "{ k: 'a' } | { k: 'a'; x: string }"],
    ['one without it', "{ k: 'a' } | { x: string }"],
    ['one where it is optional', "{ k: 'a' } | { k?: 'b' }"],
    ['scalars', 'string | number'],
  ])('not by %s', (_, union) => {
    const { type } = declarationOf(`export type T = ${union};`);
    expect(type).not.toHaveProperty('discriminator');
  });

  test('of unions are told apart through them', () => {
    const { type } = declarationOf(`
      type Round = { k: 'circle' } | { k: 'ellipse' };
      export type T = Round | { k: 'square' };`);
    expect(plain(type)).toMatchObject({
      discriminator: { property: 'k', values: [['circle', 'ellipse'], ['square']] },
    });
  });

  test('keep the order of the author, also behind a type parameter', () => {
    const { type } = declarationOf(
      `type R<X> = { ok: true; value: X } | { ok: false }; export interface T { r: R<string> }`,
      'ROfString',
    );
    expect(plain(type)).toMatchObject({ discriminator: { values: [[true], [false]] } });
  });
});

describe('brands', () => {
  /** What `T` is lowered to, and whether it is said to be branded. */
  const branded = (text: string): unknown => {
    const { type, branded: isBranded } = declarationOf(text);
    return { type: plain(type), branded: isBranded };
  };
  const symbol = 'declare const tag: unique symbol;';
  const generic = 'type Brand<T, N> = T & { readonly __brand: N };';

  test.each<[string, string, unknown]>([
    ['a property', "export type T = string & { readonly __brand: 'T' };", string],
    ['an optional property', "export type T = string & { __brand?: 'T' };", string],
    ['a unique symbol', `${symbol} export type T = number & { readonly [tag]: true };`, number],
    ['a generic', `${generic} export type T = Brand<string, 'T'>;`, string],
    ['an interface', 'interface Tag { __tag: true } export type T = string & Tag;', string],
    [
      'a brand on a brand',
      `${generic} type A = Brand<number, 1>; export type T = A & { b: 2 };`,
      number,
    ],
    ['fixed values', `${generic} export type T = Brand<'a' | 'b', 'T'>;`, set('a', 'b')],
    [
      'a text with a pattern',
      'export type T = `0x${string}` & { __hex: true };',
      { ...string, constraints: { pattern: '^0x[\\s\\S]*$' } },
    ],
    [
      'constraints',
      '/** @format uuid */ export type T = string & { __uuid: true };',
      { ...string, constraints: { format: 'uuid' } },
    ],
    [
      'boolean',
      `${generic} export type T = Brand<boolean, 'T'>;`,
      { kind: 'scalar', scalar: 'boolean' },
    ],
  ])('by %s', (_, text, type) => {
    expect(branded(text)).toEqual({ type, branded: true });
  });

  test('an alias of one is another name for it', () => {
    const alias = "type UserId = string & { __brand: 'UserId' }; export type Owner = UserId;";
    expect(lowered('Owner', alias)).toEqual({ kind: 'ref', name: 'UserId' });
  });

  test('a union of some is none itself', () => {
    const ids = 'type A = string & { a: 1 }; type B = string & { b: 1 }; export type T = A | B;';
    expect(branded(ids)).toEqual({
      type: { kind: 'union', variants: ['A', 'B'].map((name) => ({ kind: 'ref', name })) },
      branded: undefined,
    });
  });

  test('one that is applied where it stands is an instance of the generic', () => {
    const declaration = declarationOf(
      "type Id<T> = string & { __of: T }; export interface T { id: Id<'user'> }",
      'IdOfUser',
    );
    expect(plain(declaration)).toMatchObject({
      type: string,
      branded: true,
      generic: { name: 'Id', arguments: [{ kind: 'literal', value: 'user' }] },
    });
  });
});
