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
const limited = (
  name: 'string' | 'number' | 'integer' | 'bigint',
  constraints: Constraints,
): Type => ({
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
const shape: Type = {
  kind: 'union',
  variants: [
    object(field('kind', { kind: 'literal', value: 'a' }), field('x', number)),
    object(field('kind', { kind: 'literal', value: 'b' })),
  ],
  discriminator: { property: 'kind', values: [['a'], ['b']] },
};
const declarations = declarationsByName({
  declarations: [
    declare('User', user),
    declare('Short', limited('string', { maxLength: 3 })),
    declare('Alias', { ...ref('Short'), constraints: { minLength: 2 } }),
    declare('Colour', {
      kind: 'enum',
      open: false,
      members: [{ name: 'Red', value: 'red', docs: { text: '', examples: [] } }],
    }),
    declare('Same', ref('Same')),
  ],
});

test.each<[Json, Type]>([
  ['a', text],
  [1.5, number],
  [1, scalar('integer')],
  ['123', scalar('bigint')],
  [123, scalar('bigint')],
  ['aGk=', scalar('bytes')],
  ['aGk', scalar('bytes')],
  ['-_8=', scalar('bytes')],
  ['', scalar('bytes')],
  ['2026-01-31T12:00:00.123Z', scalar('instant')],
  ['2016-12-31T23:59:60Z', scalar('instant')],
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
  [{ red: 1 }, { kind: 'map', form: 'map', key: ref('Colour'), value: number }],
  [{ '-1.5': 'a' }, { kind: 'map', form: 'record', key: number, value: text }],
  [['a', 'b'], { kind: 'set', items: text }],
  [7, { ...colours, open: true }],
  ['ada@example.com', limited('string', { format: 'email' })],
  ['anything', limited('string', { format: 'ipv6' })],
  ['12345678901234567890', limited('bigint', { minimum: 1e19, multipleOf: 10 })],
  ['ab', { ...ref('Short'), constraints: { minLength: 2 } }],
  [{ kind: 'a', x: 1 }, shape],
  [{ id: 'a' }, ref('User')],
  ['a', { kind: 'union', variants: [number, text] }],
  ['👋', limited('string', { minLength: 1, maxLength: 1, pattern: '^.$' })],
  [0.3, limited('number', { minimum: 0.3, exclusiveMaximum: 1 })],
])('%j fits', (value, type) => {
  expect(misfit(value, type, declarations)).toBeUndefined();
});

const NO_TIME = '"2026-02-30T00:00:00Z" is not a time such as "2026-01-31T12:00:00Z"';

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
  [
    { a: 'x' },
    { kind: 'map', form: 'record', key: text, value: number },
    '`a`: "x" is not a number',
  ],
  [{}, ref('User'), '`id` is missing'],
  [{ id: 'a', name: 'b' }, ref('User'), 'there is no field `name`'],
  [{ id: 'a', age: 'b' }, ref('User'), '`age`: "b" is not a number'],
  [[], ref('User'), '[] is not an object'],
  [true, { kind: 'union', variants: [number, text] }, 'true is not one of the alternatives'],
  ['', limited('string', { minLength: 1 }), '"" has fewer than 1 characters'],
  ['ab', limited('string', { pattern: '^b' }), '"ab" does not match ^b'],
  [1, limited('number', { exclusiveMinimum: 1 }), '1 is not above 1'],
  [5, limited('number', { multipleOf: 2 }), '5 is not a multiple of 2'],
  ['-0', scalar('bigint'), '"-0" is not a whole number or its digits in quotes'],
  ['5', limited('bigint', { minimum: 6 }), '5 is below 6'],
  ['2147483648', limited('bigint', { format: 'int32' }), '2147483648 is out of the range of int32'],
  [-1, limited('integer', { format: 'uint64' }), '-1 is out of the range of uint64'],
  ['a', limited('string', { format: 'email' }), '"a" has not the format email'],
  ['aGl=', scalar('bytes'), '"aGl=" is not base64'],
  ['-/8=', scalar('bytes'), '"-/8=" is not base64'],
  ['2026-02-30T00:00:00Z', scalar('instant'), NO_TIME],
  [['a', 'a'], { kind: 'set', items: text }, 'it has an item twice'],
  [
    [
      { a: 1, b: 2 },
      { b: 2, a: 1 },
    ],
    { kind: 'set', items: scalar('unknown') },
    'it has an item twice',
  ],
  [
    [
      [1, 'a'],
      [1, 'b'],
    ],
    { kind: 'map', form: 'map', key: number, value: text },
    'it has a key twice',
  ],
  [
    { a: 'x' },
    { kind: 'map', form: 'map', key: number, value: text },
    '{"a":"x"} is not a list of [key, value]',
  ],
  [
    { blue: 1 },
    { kind: 'map', form: 'record', key: ref('Colour'), value: number },
    'the key "blue" is not one of "red"',
  ],
  [
    { a: 'x' },
    { kind: 'map', form: 'record', key: number, value: text },
    'the key "a" is not a number',
  ],
  ['a', { ...ref('Short'), constraints: { minLength: 2 } }, '"a" has fewer than 2 characters'],
  ['abcd', ref('Alias'), '"abcd" has more than 3 characters'],
  ['a', ref('Alias'), '"a" has fewer than 2 characters'],
  [{ kind: 'c' }, shape, '`kind`: "c" is not one of "a", "b"'],
  [{ kind: 'a' }, shape, '`x` is missing'],
  [{}, shape, '`kind` is missing'],
])('%j does not fit', (value, type, reason) => {
  expect(misfit(value, type, declarations)).toBe(reason);
});

test('a declaration that is only itself admits everything: it is reported elsewhere', () => {
  expect(misfit(1, ref('Same'), declarations)).toBeUndefined();
});
