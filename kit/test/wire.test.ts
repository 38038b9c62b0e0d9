import { describe, expect, test } from 'vitest';
import {
  bigint,
  bytes,
  entries,
  fields,
  instant,
  later,
  list,
  map,
  nullable,
  type ObjectWire,
  plain,
  record,
  set,
  told,
  tuple,
  union,
  variants,
  type Wire,
} from '../src/sdk/wire.ts';

const at = new Date('2026-01-31T12:00:00.000Z');
const text = '2026-01-31T12:00:00.000Z';
const node: ObjectWire = fields({ at: instant, next: later(() => node) });

describe('a description turns values into JSON and back', () => {
  test.each<[string, Wire, unknown, unknown]>([
    ['an instant', instant, at, text],
    ['a big integer', bigint, -(2n ** 70n), '-1180591620717411303424'],
    ['bytes', bytes, new Uint8Array([255, 0]), '/wA='],
    ['what JSON carries', plain, { a: [1] }, { a: [1] }],
    ['a list', list(instant), [at], [text]],
    ['a tuple with a rest', tuple([plain, instant], bigint), ['a', at, 1n], ['a', text, '1']],
    ['a shorter tuple', tuple([instant, instant]), [at], [text]],
    ['a set', set(bigint), new Set([1n]), ['1']],
    ['a set of what JSON carries', set(), new Set(['a']), ['a']],
    ['a map of texts', map(instant), new Map([['__proto__', at]]), { ['__proto__']: text }],
    ['any other map', entries(instant, bigint), new Map([[at, 1n]]), [[text, '1']]],
    ['a record', record(instant), { a: at }, { a: text }],
    ['an object', fields({ at: instant }), { at, b: 1 }, { at: text, b: 1 }],
    ['an absent member', fields({ at: instant }), { b: 1 }, { b: 1 }],
    [
      'an object of other members',
      fields({ at: instant }, { known: ['b'], values: bigint }),
      { at, b: 1, c: 2n },
      { at: text, b: 1, c: '2' },
    ],
    ['null', nullable(instant), null, null],
    ['a value that may be null', nullable(instant), at, text],
    ['recursion', node, { at, next: { at } }, { at: text, next: { at: text } }],
  ])('%s', (_, wire, value, json) => {
    const copy = structuredClone(value);
    expect(wire.encode(value)).toEqual(json);
    expect(value).toEqual(copy);
    expect(wire.decode(structuredClone(json))).toEqual(value);
  });

  test('an alternative that a property names; one that is not known passes', () => {
    const shape = variants('kind', [[['a', 'b'], fields({ at: instant })]]);
    expect(shape.encode({ kind: 'b', at })).toEqual({ kind: 'b', at: text });
    expect(shape.decode({ kind: 'a', at: text })).toEqual({ kind: 'a', at });
    expect(shape.decode({ kind: 'new', at: 1 })).toEqual({ kind: 'new', at: 1 });
  });

  test.each<[string, unknown, unknown]>([
    ['an instant', at, text],
    ['a big integer', 5n, '5'],
    ['a number', 5, 5],
    ['a text', 'auto', 'auto'],
    ['a dated object', { at }, { at: text }],
    ['another object', { note: 'x' }, { note: 'x' }],
    ['a set', new Set([1n]), ['1']],
    ['null', null, null],
  ])('alternatives that are told apart by what they are: %s', (_, value, json) => {
    const dated = told('at', fields({ at: instant }));
    const any = union([instant, bigint, dated, set(bigint)]);
    expect(any.encode(value)).toEqual(json);
    expect(any.decode(json)).toEqual(value);
  });
});

describe('what is no value of the contract', () => {
  test.each<[string, () => unknown]>([
    ['a text for a date', () => instant.encode('2026')],
    ['an invalid date', () => instant.encode(new Date('x'))],
    ['no date', () => instant.decode('yesterday')],
    ['no digits', () => bigint.decode('1.5')],
    ['no base64', () => bytes.decode('*')],
    ['no array', () => list(instant).encode('abc')],
    ['no set', () => set().encode(['a'])],
    ['no map', () => map().encode({})],
    ['no object', () => fields({}).decode(null)],
    ['no entries', () => entries(plain, plain).decode([1])],
  ])('%s throws', (_, turn) => {
    expect(turn).toThrow(/not|no/);
  });
});

test('what is wrong within a message is told with its place', () => {
  const wire = fields({ days: list(fields({ 'a/b': instant })) });
  const day = { 'a/b': new Date(Number.NaN) };
  expect(() => wire.encode({ days: [{ 'a/b': at }, day] })).toThrow(
    '/days/1/a~1b: an invalid Date is no instant',
  );
  expect(() => map(bigint).encode(new Map([['n', 1]]))).toThrow('/n: the value must be a bigint');
});
