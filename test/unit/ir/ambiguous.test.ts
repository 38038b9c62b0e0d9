import { describe, expect, test } from 'vitest';
import { tellsApart } from '../../../src/ir/ambiguous.ts';
import { checkContract } from '../../../src/ir/check.ts';
import { type Declarations, declarationsByName } from '../../../src/ir/resolve.ts';
import type { Contract, UnionType } from '../../../src/ir/types.ts';
import { contractOf } from '../source/read.ts';

/** The contract whose declaration `T` is a union. */
function unionOf(type: string, declarations: string = ''): [UnionType, Declarations, Contract] {
  const contract = contractOf(`${declarations}
    export type T = ${type};
    export interface TestService { test(req: { value: T }): Promise<void> }`);
  const found = declarationsByName(contract);
  const union = found.get('T')?.type;
  if (union?.kind !== 'union') throw new Error(`no union: ${JSON.stringify(union)}`);
  return [union, found, contract];
}

const types = `
  export interface A { at: Date; a: string }
  export interface B { at: Date; b: string }
  export interface C { at: Date }
  export type Plain = 'x' | 1 | boolean | string[];
  export type Maybe = bigint | null;
  export type Told = { k: 'a'; d: Date } | { k: 'b' };`;

describe('what the wire tells apart', () => {
  test.each<[string, object[]]>([
    ['Date | number', [{ kind: 'string' }, { kind: 'number' }]],
    ['bigint | number', [{ kind: 'string' }, { kind: 'number' }]],
    ['Date | bigint', [{ kind: 'string' }, { kind: 'string' }]],
    ['Date | Uint8Array', [{ kind: 'string' }, { kind: 'string' }]],
    ["Date | 'never' | 'now'", [{ kind: 'string' }, { kind: 'string', values: ['never', 'now'] }]],
    [
      "bigint | 'all' | 1",
      [{ kind: 'string' }, { kind: 'string', values: ['all'] }, { kind: 'number', values: [1] }],
    ],
    ['Date | true', [{ kind: 'string' }, { kind: 'boolean', values: [true] }]],
    ['Set<string> | string', [{ kind: 'array' }, { kind: 'string' }]],
    ['Map<number, string> | A', [{ kind: 'array' }, { kind: 'object', property: 'at' }]],
    ['Map<string, string> | number[]', [{ kind: 'object' }, { kind: 'array' }]],
    [
      'A | B',
      [
        { kind: 'object', property: 'a' },
        { kind: 'object', property: 'b' },
      ],
    ],
    [
      'Told | { d: string; e: 1 }',
      [
        { kind: 'object', property: 'k' },
        { kind: 'object', property: 'e' },
      ],
    ],
    ['string[] | number[] | Date', [{ kind: 'array' }, { kind: 'array' }, { kind: 'string' }]],
    ['{ x: string } | { x: number }', [{ kind: 'object' }, { kind: 'object' }]],
    [
      'Maybe | A',
      [
        { kind: 'string', variant: 0 },
        { kind: 'object', variant: 1, property: 'at' },
      ],
    ],
    [
      'Date | Plain',
      [
        { kind: 'string', variant: 0 },
        { kind: 'string', variant: 1, values: ['x'] },
        { kind: 'number', variant: 1, values: [1] },
        { kind: 'boolean', variant: 1 },
        { kind: 'array', variant: 1 },
      ],
    ],
  ])('%s', (type, wanted) => {
    const [union, declarations, contract] = unionOf(type, types);
    const tells = tellsApart(union, declarations);
    expect(tells).toHaveLength(wanted.length);
    expect(tells).toMatchObject(wanted);
    expect(tells?.map(({ property }) => property)).toEqual(
      wanted.map((one) => (one as { property?: string }).property),
    );
    expect(checkContract(contract, { prefix: '', tools: false })).toEqual([]);
  });
});

describe('what it does not', () => {
  test.each<[string, string]>([
    ['Date | string', 'string'],
    ['Date | `at ${string}`', 'string'],
    ['bigint | Uint8Array', 'string'],
    ["bigint | '12'", 'string'],
    ["Uint8Array | 'none'", 'string'],
    ["Date | '2000-01-01T00:00:00Z'", 'string'],
    ['Set<string> | string[]', 'array'],
    ['Map<number, string> | [string]', 'array'],
    ['Date[] | string[]', 'array'],
    ['Map<string, string> | { a: string }', 'object'],
    ['Record<string, Date> | { a: string }', 'object'],
    ['A | Record<string, number>', 'object'],
    ['A | { a: string; [key: string]: string }', 'object'],
    ['A | C', 'object'],
    ['A | { at?: string; a?: string; c: string }', 'object'],
    ['Maybe | string', 'string'],
    ['Told | { k: string }', 'object'],
  ])('%s', (type, both) => {
    const [union, declarations, contract] = unionOf(type, types);
    expect(tellsApart(union, declarations)).toBeUndefined();
    const [fault] = checkContract(contract, { prefix: '', tools: false });
    expect(fault?.code).toBe('ambiguous-union');
    expect(fault?.message).toContain({ string: 'texts', array: 'lists', object: 'objects' }[both]);
  });

  test('what is not reached is left alone', () => {
    const contract = contractOf(`
      export type T = Date | string;
      export interface TestService { test(req: { value: string }): Promise<void> }`);
    expect(checkContract(contract, { prefix: '', tools: false })).toEqual([]);
  });
});
