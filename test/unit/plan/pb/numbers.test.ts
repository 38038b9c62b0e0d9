import { describe, expect, it } from 'vitest';
import { schemaOf } from '../../../../src/plan/pb/lower.ts';
import { NO_NUMBERS, type NumbersLock, assignNumbers } from '../../../../src/plan/pb/numbers.ts';
import { type Random, seeded } from '../../../support/seeded.ts';
import { contractOf } from '../../source/read.ts';

/** The numbers of a contract's text, and the lock for the next one. */
function numbersOf(text: string, lock: NumbersLock = NO_NUMBERS) {
  const schema = schemaOf(contractOf(text), 'shop.v1', lock);
  return { schema, ...assignNumbers(schema, lock) };
}

const service = (fields: string, rest = ''): string =>
  `export interface Item { ${fields} }\n${rest}\nexport interface ShopService { put(item: Item): Promise<void>; }`;

/** `name=number` of a message, in the order of the contract. */
function fieldsOf(text: string, lock?: NumbersLock, message = 'Item'): readonly string[] {
  const { messages } = numbersOf(text, lock);
  return [...(messages.get(message)?.numbers ?? [])].map(([name, number]) => `${name}=${number}`);
}

describe('numbers', () => {
  const first = numbersOf(service('a: string; b: number; c?: boolean')).lock;

  it('are given in the order of the contract', () => {
    expect(fieldsOf(service('a: string; b: number; c?: boolean'))).toEqual(['a=1', 'b=2', 'c=3']);
  });

  it('stay where fields change places, come and go', () => {
    expect(fieldsOf(service('c?: boolean; d: string; a: string'), first)).toEqual([
      'c=3',
      'd=4',
      'a=1',
    ]);
  });

  it('come back with a field that comes back, and are no other’s until then', () => {
    const without = numbersOf(service('a: string; z: string'), first).lock;
    expect(fieldsOf(service('z: string; b: number; a: string'), without)).toEqual([
      'z=4',
      'b=2',
      'a=1',
    ]);
  });

  it('are others where the type is another', () => {
    expect(fieldsOf(service('a: string; b: string'), first)).toEqual(['a=1', 'b=4']);
    expect(fieldsOf(service('a: string[]; b?: number'), first)).toEqual(['a=4', 'b=2']);
  });

  it('leave out those that the language keeps for itself', () => {
    const numbers = { '18999': 'z string' };
    const lock = { messages: { Item: { name: 'Item', numbers } }, enums: {} };
    expect(fieldsOf(service('a: string'), lock)).toEqual(['a=20000']);
  });

  it('of a numeric enum are its own', () => {
    const { enums } = numbersOf(service('a: Size', 'export enum Size { S = 4, M = -1, L = 0 }'));
    expect([...(enums.get('Size')?.numbers ?? [])]).toEqual([
      ['SIZE_S', 4],
      ['SIZE_M', -1],
      ['SIZE_L', 0],
    ]);
  });

  it('belong to a message whatever it is called: a name is for life, too', () => {
    const before = service('a: string').replace('Promise<void>', 'Promise<string>');
    const { lock, schema } = numbersOf(before);
    expect(schema.services[0]?.methods[0]?.response).toBe('PutResponse');
    const after = before.replace('export', 'export interface PutResponse { x: string }\nexport');
    const next = numbersOf(after.replace('{ a: string }', '{ a: string; r?: PutResponse }'), lock);
    expect(next.schema.services[0]?.methods[0]?.response).toBe('PutResponse');
    expect(next.schema.messages.map(({ name }) => name)).toContain('PutResponse2');
  });
});

const TYPES = [
  'string',
  'number',
  'boolean',
  'bigint',
  'Date',
  'Item[]',
  '"a" | "b"',
  'Item | null',
];

/** A message with some of ten fields, in any order, of types that change now and then. */
function drawn(random: Random, types: Map<string, string>): string {
  const names = [...'abcdefghij']
    .map((name) => ({ name, rank: random.int(1000) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, random.int(11))
    .map(({ name }) => name);
  const fields = names.map((name) => {
    if (!types.has(name) || random.chance(0.1)) types.set(name, random.pick(TYPES));
    return `${name}${random.chance(0.5) ? '?' : ''}: ${types.get(name)}`;
  });
  return service(fields.join('; '));
}

describe('over 100 regenerations', () => {
  it.each([1, 2, 3, 4, 5])('no number changes, and none means two things: seed %i', (seed) => {
    const random = seeded(seed);
    const types = new Map<string, string>();
    const meanings = new Map<string, string>();
    const given = new Map<string, number>();
    let lock = NO_NUMBERS;
    for (let turn = 0; turn < 100; turn += 1) {
      const { schema, messages, lock: next } = numbersOf(drawn(random, types), lock);
      for (const { name, fields } of schema.messages) {
        for (const field of fields) {
          const number = messages.get(name)?.numbers.get(field.name) ?? 0;
          const isMany = field.label === 'repeated' || field.label === 'map';
          const whose = `${name}.${field.name} ${JSON.stringify(field.type)} ${isMany}`;
          expect(meanings.get(`${name} ${number}`) ?? whose).toBe(whose);
          expect(given.get(whose) ?? number).toBe(number);
          meanings.set(`${name} ${number}`, whose);
          given.set(whose, number);
        }
      }
      lock = JSON.parse(JSON.stringify(next)) as NumbersLock;
    }
    expect(given.size).toBeGreaterThan(20);
  });
});
