import { describe, expect, test } from 'vitest';
import { Query } from '../src/http/query.ts';
import type { Fault } from '../src/errors/fault.ts';
import { readInput, readNothing, type InputShape } from '../src/http/read-input.ts';

const shape: InputShape = {
  query: {
    n: 'number',
    b: 'boolean',
    s: 'string',
    e: 'name',
    any: 'any',
    l: ['number'],
    'a.b': 'string',
    'a.c.d': 'number',
  },
};

function read(search: string, { path }: Pick<InputShape, 'path'> = {}, params = {}): unknown {
  const all = path === undefined ? shape : { ...shape, path };
  return readInput({ body: undefined, params, query: new Query(search) }, all);
}

describe('the query', () => {
  test.each([
    ['', {}],
    ['n=1.5&b=true&s=x', { n: 1.5, b: true, s: 'x' }],
    ['n=-2e3', { n: -2000 }],
    ['s=null&e=null&n=null', { s: 'null', e: null, n: null }],
    ['any=1', { any: 1 }],
    ['any=false', { any: false }],
    ['any=x', { any: 'x' }],
    ['l=1&l=2', { l: [1, 2] }],
    ['l=1', { l: [1] }],
    ['a.b=x&a.c.d=2', { a: { b: 'x', c: { d: 2 } } }],
    ['s=', { s: '' }],
  ])('%s is read by the contract’s types', (search, expected) => {
    expect(read(search)).toEqual(expected);
  });

  test.each([
    ['n=0x10', { n: '0x10' }],
    ['n=01', { n: '01' }],
    ['n=', { n: '' }],
    ['n=Infinity', { n: 'Infinity' }],
    ['b=1', { b: '1' }],
    ['n=1&n=2', { n: ['1', '2'] }],
    ['l=1&l=x', { l: [1, 'x'] }],
    ['unknown=1', { unknown: '1' }],
  ])('%s stays text, for the decoder to refuse', (search, expected) => {
    expect(read(search)).toEqual(expected);
  });

  test('names of the prototype are names like any other', () => {
    const message = read('__proto__=x&constructor=y') as object;
    expect(Object.getPrototypeOf(message)).toBe(Object.prototype);
    expect(Object.entries(message)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});

describe('what a query says nothing of', () => {
  const types = {
    tags: ['string'],
    'by.ids': ['number'],
    'by.name': 'string',
    'to.ids': ['number'],
  } as const;
  const required = ['tags', 'by', 'by.ids', 'to.ids'];
  const filled = (search: string) =>
    readInput(
      { body: undefined, params: {}, query: new Query(search) },
      { query: types, required },
    );

  test.each([
    ['', { tags: [], by: { ids: [] } }],
    ['tags=', { tags: [''], by: { ids: [] } }],
    ['tags=a&by.ids=1', { tags: ['a'], by: { ids: [1] } }],
    ['by.name=x', { tags: [], by: { name: 'x', ids: [] } }],
    ['by=x', { tags: [], by: 'x' }],
    ['to=x', { tags: [], by: { ids: [] }, to: 'x' }],
    ['to.ids=1', { tags: [], by: { ids: [] }, to: { ids: [1] } }],
  ])('is empty where it is required: %s', (search, expected) => {
    expect(filled(search)).toEqual(expected);
  });

  test('is absent elsewhere, and another one for each request', () => {
    expect(read('')).toEqual({});
    const [one, other] = [filled(''), filled('')] as { tags: string[] }[];
    expect(one?.tags).not.toBe(other?.tags);
  });

  test('is filled in where a name is one of the prototype’s', () => {
    const names: InputShape = {
      query: { constructor: ['string'], 'a.__proto__': ['string'] } as never,
      required: ['constructor', 'a', 'a.__proto__'],
    };
    const message = readInput(
      { body: undefined, params: {}, query: new Query('') },
      names,
    ) as Record<string, object>;
    expect(Object.entries(message).map(([name]) => name)).toEqual(['constructor', 'a']);
    expect(message['constructor']).toEqual([]);
    expect(Object.entries(message['a'] ?? {})).toEqual([['__proto__', []]]);
  });
});

test('a body that is left out is an empty object, and null is none', () => {
  const path = { id: 'number' } as const;
  const input = { params: { id: '7' }, query: new Query('') };
  expect(readInput({ ...input, body: undefined }, { path })).toEqual({ id: 7 });
  expect(readInput({ ...input, body: null }, { path })).toBeNull();
});

describe('the path', () => {
  test('overrides the query and the body', () => {
    const path = { id: 'number' } as const;
    expect(read('id=2', { path }, { id: '7' })).toEqual({ id: 7 });
    const body = { id: 1, a: 2 };
    const input = { body, params: { id: '7' }, query: new Query('a=9') };
    expect(readInput(input, { path })).toEqual({ id: 7, a: 2 });
  });

  test('leaves a body that is no object to the decoder', () => {
    const input = { body: [1], params: { id: '7' }, query: new Query('') };
    expect(readInput(input, { path: { id: 'number' } })).toEqual([1]);
  });
});

test('a method that takes nothing refuses what a query says all the same', () => {
  const nothing = (search: string) => {
    const faults: Fault[] = [];
    const input = { body: undefined, params: {}, query: new Query(search) };
    return [readNothing(input, faults), faults.map(({ path, rule }) => `${path} ${rule}`)];
  };
  expect(nothing('')).toEqual([{}, []]);
  expect(nothing('a/b=1&c')).toEqual([
    {},
    ['/a~1b unevaluatedProperties', '/c unevaluatedProperties'],
  ]);
});
