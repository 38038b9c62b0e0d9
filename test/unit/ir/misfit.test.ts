import { expect, test } from 'vitest';
import { misfit } from '../../../src/ir/misfit.ts';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import type { Constraints, Json, Type } from '../../../src/ir/types.ts';
import { declare, field, object, ref, scalar } from './build.ts';

const text = scalar('string');
const number = scalar('number');
const list = (items: Type, constraints: Constraints = {}): Type => ({
  kind: 'list',
  items,
  readonly: false,
  constraints,
});
const limited = (name: 'string' | 'number', constraints: Constraints): Type => ({
  kind: 'scalar',
  scalar: name,
  constraints,
});
const user = object(field('id', text), field('age', number, { optional: true }));
const colours: Type = {
  kind: 'enum',
  open: false,
  members: ['red', 1].map((value) => ({ value, docs: { text: '', examples: [] } })),
};
const declarations = declarationsByName({ declarations: [declare('User', user)] });

test.each<[Json, Type]>([
  ['a', text],
  [1.5, number],
  [1, scalar('integer')],
  ['123', scalar('bigint')],
  [123, scalar('bigint')],
  ['aGk=', scalar('bytes')],
  ['2026-01-31T12:00:00.123Z', scalar('instant')],
  ['2026-01-31T12:00:00+01:00', scalar('timestamp')],
  [{ any: [1] }, scalar('unknown')],
  ['red', colours],
  [1, colours],
  [null, { kind: 'nullable', of: text }],
  [['a'], list(text, { minItems: 1, maxItems: 1, uniqueItems: true })],
  [
    ['a', 1],
    { kind: 'tuple', items: [{ type: text, optional: false }], rest: number, readonly: false },
  ],
  [{ a: 1 }, { kind: 'map', form: 'record', key: text, value: number }],
  [[[1, 'a']], { kind: 'map', form: 'map', key: number, value: text }],
  [{ id: 'a' }, ref('User')],
  ['a', { kind: 'union', variants: [number, text] }],
  ['👋', limited('string', { minLength: 1, maxLength: 1, pattern: '^.$' })],
  [0.3, limited('number', { minimum: 0.3, exclusiveMaximum: 1 })],
])('%j fits', (value, type) => {
  expect(misfit(value, type, declarations)).toBeUndefined();
});

test.each<[Json, Type, string]>([
  [1, text, '1 is not a text'],
  ['1', number, '"1" is not a number'],
  [1.5, scalar('integer'), '1.5 is not a whole number'],
  [1e20, scalar('bigint'), '100000000000000000000 is not a whole number or its digits in quotes'],
  ['!', scalar('bytes'), '"!" is not base64'],
  [
    '2026-13-01T00:00:00Z',
    scalar('instant'),
    '"2026-13-01T00:00:00Z" is not a time such as "2026-01-31T12:00:00Z"',
  ],
  ['green', colours, '"green" is not one of "red", 1'],
  [true, { kind: 'literal', value: false }, 'true is not false'],
  [null, text, 'null is not a text'],
  ['a', list(text), '"a" is not a list'],
  [[1], list(text), '1 is not a text'],
  [[], list(text, { minItems: 1 }), 'it has fewer than 1 items'],
  [['a', 'a'], list(text, { uniqueItems: true }), 'it has an item twice'],
  [
    ['a', 'b'],
    { kind: 'tuple', items: [{ type: text, optional: false }], readonly: false },
    '["a","b"] is not a list of 1',
  ],
  [{ a: 'x' }, { kind: 'map', form: 'record', key: text, value: number }, '"x" is not a number'],
  [{}, ref('User'), '`id` is missing'],
  [{ id: 'a', name: 'b' }, ref('User'), 'there is no field `name`'],
  [{ id: 'a', age: 'b' }, ref('User'), '`age`: "b" is not a number'],
  [[], ref('User'), '[] is not an object'],
  [true, { kind: 'union', variants: [number, text] }, 'true is not one of the alternatives'],
  ['', limited('string', { minLength: 1 }), '"" has fewer than 1 characters'],
  ['ab', limited('string', { pattern: '^b' }), '"ab" does not match ^b'],
  [1, limited('number', { exclusiveMinimum: 1 }), '1 is not above 1'],
  [5, limited('number', { multipleOf: 2 }), '5 is not a multiple of 2'],
])('%j does not fit', (value, type, reason) => {
  expect(misfit(value, type, declarations)).toBe(reason);
});
