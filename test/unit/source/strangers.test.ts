import { describe, expect, test } from 'vitest';
import { contractOf, declarationOf, faults, parse, plain } from './read.ts';

const ID = '/** @format uuid */ export type Id = string;';
const id = { kind: 'ref', name: 'Id' };

/** The fields of `T`, by name. */
function fields(declarations: string, name: string = 'T'): Record<string, unknown> {
  const { type } = declarationOf(declarations, name);
  if (type.kind !== 'object') throw new Error('no object');
  return Object.fromEntries(type.fields.map((field) => [field.name, plain(field.type)]));
}

describe('a constrained alias keeps its name', () => {
  test('as the key of a record, a map and an index signature', () => {
    const found = fields(`${ID} export interface T {
      a: Record<Id, string>; b: Map<Id, string>; c: { [key: Id]: string }; d: Record<'x' | 'y', Id> }`);
    expect(found['a']).toMatchObject({ form: 'record', key: id });
    expect(found['b']).toMatchObject({ form: 'map', key: id });
    expect(found['c']).toMatchObject({ form: 'record', key: id });
    expect(found['d']).toMatchObject({
      fields: [
        { name: 'x', type: id },
        { name: 'y', type: id },
      ],
    });
  });

  test('behind a type parameter, however deep', () => {
    const found = fields(
      `${ID} interface Inner<T> { x: T }
      interface Page<T> { one: T; many: readonly T[]; map: Record<string, Array<T>>; maybe: T | null;
        opt?: T; next?: Page<T>; last: Page<T> | null; inner: Inner<T> }
      export interface T { page: Page<Id> }`,
      'PageOfId',
    );
    expect(found).toMatchObject({
      one: id,
      many: { kind: 'list', items: id },
      map: { value: { kind: 'list', items: id } },
      maybe: { kind: 'nullable', of: id },
      opt: id,
      next: { name: 'PageOfId' },
      last: { kind: 'nullable', of: { name: 'PageOfId' } },
      inner: { name: 'InnerOfId' },
    });
  });
});

describe('names', () => {
  test('of an alias of a generic alias is its own', () => {
    const { type } = declarationOf(`
      type ValueOf<T> = T[keyof T];
      const FONTS = { hand: 1, code: 3 } as const;
      export type T = ValueOf<typeof FONTS>;`);
    expect(plain(type)).toMatchObject({ kind: 'enum', members: [{ value: 1 }, { value: 3 }] });
  });

  test('of a generic union are kept where a field of it is optional', () => {
    const found = fields(
      `
      type Filter<X> = { and: Filter<X>[] } | { [K in keyof X]?: X[K][] };
      interface Query<X> { filter?: Filter<X> }
      export interface T { query: Query<{ name: string; age?: number }> }`,
      'QueryOfObject',
    );
    expect(found['filter']).toEqual({ kind: 'ref', name: 'FilterOfObject' });
  });

  test('say the values that a utility type was given', () => {
    const contract = contractOf(`
      interface User { id: string; name: string; at: string; by: string }
      export interface A {
        a(req: Omit<User, 'id' | 'at'>): Promise<Pick<User, 'id' | 'name' | 'at' | 'by'>>;
        b(req: Readonly<User>): Promise<Required<User>>;
      }`);
    expect(contract.declarations.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['OmitUserIdAndAt', 'PickUser', 'ReadonlyUser', 'RequiredUser']),
    );
  });
});

describe('what a utility type leaves out may be what cannot travel', () => {
  test('and is not looked at', () => {
    const { declarations } = contractOf(`
      interface User { id: string; save(): void }
      export interface A { a(req: Omit<User, 'save'>): Promise<void> }`);
    expect(declarations.map(({ name }) => name)).toEqual(['OmitUserSave']);
  });
});

describe('types that are made of others', () => {
  test('an enum has one member a value, and counts where it is declared only', () => {
    const { type } = declarationOf(
      'declare enum E { A, B, C = 1, D } export interface T { e: E }',
      'E',
    );
    expect(type.kind === 'enum' && type.members.map(({ name, value }) => [name, value])).toEqual([
      ['A', 0],
      ['B', 1],
      ['D', 2],
    ]);
  });

  test('members of an enum are fixed values that keep their names', () => {
    const { type } = declarationOf(`
      enum Shape { Circle = 'c', Square = 's', Line = 'l' }
      interface Round { kind: Shape.Circle } interface Edgy { kind: Shape.Square | Shape.Line }
      export type T = Round | Edgy;`);
    expect(type).toMatchObject({
      discriminator: { property: 'kind', values: [['c'], ['s', 'l']] },
    });
  });

  test('templates with alternatives are one text with one pattern', () => {
    const found = fields('export interface T { a: `${"x" | "y"}-${string}` }');
    expect(found['a']).toEqual({
      kind: 'scalar',
      scalar: 'string',
      constraints: { pattern: '^x-[\\s\\S]*$|^y-[\\s\\S]*$' },
    });
  });

  test('a record of nothing is an empty object, one of many kinds of key has texts', () => {
    const found = fields(
      'export interface T { a: Record<string, never>; b: Record<string | number, boolean> }',
    );
    expect(found['a']).toEqual({ kind: 'object', fields: [] });
    expect(found['b']).toMatchObject({ kind: 'map', key: { scalar: 'string' } });
  });

  test('a date within what is mapped deeply is a date', () => {
    const found = fields(
      `type Deep<T> = { [K in keyof T]?: T[K] extends object ? Deep<T[K]> : T[K] };
      export interface T { a: Deep<{ at: Date; of: { n: number } }> }`,
    );
    expect(found['a']).toEqual({ kind: 'ref', name: 'DeepOfObject' });
    expect(
      declarationOf(
        `type Deep<T> = { [K in keyof T]?: T[K] extends object ? Deep<T[K]> : T[K] };
      export interface T { a: Deep<{ at: Date }> }`,
        'DeepOfDate',
      ).type,
    ).toEqual({ kind: 'scalar', scalar: 'instant' });
  });

  test('lists of what an optional field holds have no holes, unless the author wrote them', () => {
    const found = fields(
      `type In<T> = { [K in keyof T]?: T[K][] }; export interface T { a: In<{ n?: number }> }`,
      'InOfObject',
    );
    expect(found['n']).toMatchObject({ kind: 'list', items: { scalar: 'number' } });
    expect(faults('export interface A { a(x: (string | undefined)[]): Promise<void> }')).toEqual([
      '1:27 not-carriable',
    ]);
  });
});

describe('classes of data', () => {
  const text = `import { IsString } from 'class-validator';
class Animal { readonly id!: string }
/** A cat. */
@Entity()
export abstract class Cat extends Animal implements Named {
  @IsString() public name!: string;
  abstract age?: number;
}
interface Named { name: string }
export interface A { a(cat: Cat): Promise<void> }`;

  test('are interfaces, without what their decorators come from', () => {
    const { contract, diagnostics } = parse(text);
    expect(diagnostics).toEqual([]);
    const cat = contract?.declarations.find(({ name }) => name === 'Cat');
    expect(cat?.type.kind === 'object' && cat.type.fields.map(({ name }) => name)).toEqual([
      'id',
      'name',
      'age',
    ]);
    expect(contract?.snapshot.find(({ name }) => name === 'Cat')?.text).toBe(
      '/** A cat. */\nexport interface Cat extends Animal {\n  name: string;\n  age?: number;\n}',
    );
  });

  test('that extend what is no data are refused', () => {
    const faulty = `class Fault extends Error { code: string }
      export interface A { a(): Promise<Fault> }`;
    expect(faults(faulty)).toEqual(['1:7 not-carriable']);
  });
});

describe('faults', () => {
  test('that are names do not hide those that are types', () => {
    expect(
      faults(
        'export interface A {\n  a(x: Buffer, y: symbol): Promise<void>;\n  b(): Promise<URL>;\n}',
      ),
    ).toEqual(['2:8 unknown-type', '2:19 not-carriable', '3:16 unknown-type']);
  });

  test('of one interface are told together', () => {
    const { diagnostics } = parse(
      'export interface A {\n  a(): number;\n  b<T>(x: T): Promise<T>;\n  c?(): Promise<void>;\n}',
    );
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]?.related.map(({ message }) => message)).toEqual([
      '`b` is generic, and a request says nothing of types',
      '`c` may be absent',
    ]);
  });

  test('any is said once a file', () => {
    const { diagnostics } = parse(
      'export interface A { a(x: any, y: any[], z: { [key: string]: any }): Promise<any> }',
    );
    expect(diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning untyped-value',
    ]);
    expect(diagnostics[0]?.related).toHaveLength(3);
  });
});

describe('parameters', () => {
  test('a cancellation token is no part of the request', () => {
    const { services } = contractOf(`
      interface CancellationToken { onCancel(listener: () => void): void }
      export interface A { a(id: string, token?: CancellationToken): Promise<void> }`);
    expect(services[0]?.methods[0]?.parameters.map(({ name }) => name)).toEqual(['id']);
  });

  test('one message may be taken apart, others need names', () => {
    expect(faults('export interface A { a({ id }: { id: string }): Promise<void> }')).toEqual([]);
    expect(faults('export interface A { a([x]: [string]): Promise<void> }')).toEqual([
      '1:24 unsupported-parameter',
    ]);
  });
});
