import { type Row, request } from './row.ts';

const COUNT = [{ v: 5 }, { v: -2 }, {}] as const;

/** Changes of what is taken: every message is one that old clients may send. */
export const requestRows: readonly Row[] = [
  request(['a text becomes a number', 'BBB'], ['v: string', 'v: number'], { v: 'x' }),
  request(['a required field is added', 'BBB'], ['v: string', 'v: string; w: string'], { v: 'x' }),
  request(['an optional field is added', 'sss'], ['v: string', 'v: string; w?: Date'], { v: 'x' }),
  request(['a required field is removed', 'BBB'], ['v: string; w: string', 'v: string'], {
    v: 'x',
    w: 'y',
  }),
  request(['an optional field is removed', 'BBB'], ['v: string; w?: string', 'v: string'], {
    v: 'x',
    w: 'y',
  }),
  request(
    ['a field is made required', 'BBB'],
    ['v?: string; w?: 1', 'v: string; w?: 1'],
    { v: '' },
    {},
  ),
  request(['a field is made optional', 'sss'], ['v: string', 'v?: string'], { v: 'x' }),
  request(['a default is added', 's-s'], ['v?: number', '/** @default 20 */ v?: number'], ...COUNT),
  request(
    ['a default is changed', 'B-B'],
    ['/** @default 20 */ v?: number', '/** @default 50 */ v?: number'],
    ...COUNT,
  ),
  request(
    ['a default is removed', 'B-B'],
    ['/** @default 20 */ v?: number', 'v?: number'],
    ...COUNT,
  ),
  request(['null is added', 'sss'], ['v: string', 'v: string | null'], { v: 'x' }),
  request(['null is removed', 'BBB'], ['v: string | null', 'v: string'], { v: 'x' }, { v: null }),
  request(['a field is deprecated', 'ss-'], ['v?: string', '/** @deprecated */ v?: string'], {
    v: 'x',
  }),
  request(['a number becomes a text', 'BBB'], ['v: number', 'v: string'], { v: 5 }),
  request(
    ['whole numbers become numbers', 's-s'],
    ['/** @integer */ v: number', 'v: number'],
    { v: 5 },
    { v: -1 },
  ),
  request(
    ['numbers become whole numbers', 'B-B'],
    ['v: number', '/** @integer */ v: number'],
    { v: 5 },
    { v: 1.5 },
  ),
  request(
    ['a whole number becomes a bigint', 'BBB'],
    ['/** @integer */ v: number', 'v: bigint'],
    { v: 5 },
    { v: 2 ** 60 },
  ),
  request(['a bigint becomes a number', 'BBB'], ['v: bigint', '/** @integer */ v: number'], {
    v: 2n ** 80n,
  }),
  request(['values become a text', 'sss'], ["v: 'a' | 'b'", 'v: string'], { v: 'a' }, { v: 'b' }),
  request(['a text becomes values', 'BBB'], ['v: string', "v: 'a' | 'b'"], { v: 'a' }, { v: 'c' }),
  request(['a value is added', 'sss'], ["v: 'a'", "v: 'a' | 'b'"], { v: 'a' }),
  request(['a value is removed', 'BBB'], ["v: 'a' | 'b'", "v: 'a'"], { v: 'a' }, { v: 'b' }),
  request(['a boolean becomes true', 'BBB'], ['v: boolean', 'v: true'], { v: true }, { v: false }),
  request(
    ['a text becomes a Date', 'BBB'],
    ['v: string', 'v: Date'],
    { v: '2026-01-31T12:00:00Z' },
    { v: 'noon' },
  ),
  request(['a Date becomes a text', 'sBs'], ['v: Date', 'v: string'], { v: new Date(0) }),
  request(
    ['bytes become a text', 'sBs'],
    ['v: Uint8Array', 'v: string'],
    { v: new Uint8Array([1, 2, 255]) },
    { v: new Uint8Array() },
  ),
  request(['a text becomes bytes', 'BBB'], ['v: string', 'v: Uint8Array'], { v: 'é' }),
  request(['a text becomes anything', 'sss'], ['v: string', 'v: unknown'], { v: 'x' }, { v: '' }),
  request(['anything becomes a text', 'BBB'], ['v: unknown', 'v: string'], { v: 'x' }, { v: [1] }),
  request(['one becomes many', 'BBB'], ['v: string', 'v: string[]'], { v: 'x' }),
  request(
    ['a list becomes a Set', 'BBB'],
    ['v: string[]', 'v: Set<string>'],
    { v: ['a'] },
    { v: ['a', 'a'] },
  ),
  request(
    ['a Set becomes a list', 'sBs'],
    ['v: Set<string>', 'v: string[]'],
    { v: new Set(['a', 'b']) },
    { v: new Set() },
  ),
  request(['a list becomes readonly', '-s-'], ['v: string[]', 'v: readonly string[]'], {
    v: ['a'],
  }),
  request(['a list becomes writable', '-B-'], ['v: readonly string[]', 'v: string[]'], {
    v: ['a'],
  }),
  request(
    ['a Map becomes a record', '-B-'],
    ['v: Map<string, number>', 'v: Record<string, number>'],
    { v: new Map([['a', 1]]) },
  ),
  request(
    ['a Map becomes a list of pairs', '-B-'],
    ['v: Map<number, string>', 'v: [number, string][]'],
    { v: new Map([[1, 'a']]) },
  ),
  request(
    ['values of a record get an alternative', 'sss'],
    ['v: Record<string, number>', 'v: Record<string, number | string>'],
    { v: { a: 1 } },
    { v: {} },
  ),
  request(['a tuple grows', 'BBB'], ['v: [string]', 'v: [string, number]'], { v: ['a'] }),
  request(['a tuple may grow', 'sss'], ['v: [string]', 'v: [string, number?]'], { v: ['a'] }),
  request(
    ['a tuple shrinks', 'BBB'],
    ['v: [string, number?]', 'v: [string]'],
    { v: ['a'] },
    { v: ['a', 1] },
  ),
  request(['a tuple becomes a list', 'sss'], ['v: [string, string]', 'v: string[]'], {
    v: ['a', 'b'],
  }),
  request(
    ['an object becomes a record', 'sss'],
    ['v: { a: string }', 'v: Record<string, string>'],
    { v: { a: 'x' } },
  ),
  request(
    ['an index signature is added', 'sss'],
    ['v: { a: string }', 'v: { a: string; [key: string]: string }'],
    { v: { a: 'x' } },
  ),
  request(
    ['an index signature is removed', 'BBB'],
    ['v: { a: string; [key: string]: string }', 'v: { a: string }'],
    { v: { a: 'x' } },
    { v: { a: 'x', b: 'y' } },
  ),
  request(
    ['an alternative is added', 'sss'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a' } | { k: 'b' } | { k: 'c'; n: number }"],
    { v: { k: 'a' } },
    { v: { k: 'b' } },
  ),
  request(
    ['an alternative is removed', 'BBB'],
    ["v: { k: 'a' } | { k: 'b' } | { k: 'c' }", "v: { k: 'a' } | { k: 'b' }"],
    { v: { k: 'a' } },
    { v: { k: 'c' } },
  ),
  request(
    ['an alternative needs one field more', 'BBB'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a' } | { k: 'b'; n: number }"],
    { v: { k: 'a' } },
    { v: { k: 'b' } },
  ),
  request(['a text gets an alternative', 'sss'], ['v: string', 'v: string | number'], { v: 'x' }),
  request(
    ['an alternative is told by another value', 'sss'],
    ["v: { k: 'a'; at: Date } | { k: 'b' }", "v: { k: 'a' | 'c'; at: Date } | { k: 'b' }"],
    { v: { k: 'a', at: new Date(0) } },
    { v: { k: 'b' } },
  ),
  request(
    ['alternatives lose their tag', 'sss'],
    [
      "v: { k: 'a'; n: number } | { k: 'b'; s: string }",
      "v: { k?: 'a'; n: number } | { k?: 'b'; s: string }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'b', s: 'x' } },
  ),
  request(
    ['alternatives become one object', 'sss'],
    [
      "v: { k: 'a'; n: number } | { k: 'b'; s: string }",
      "v: { k: 'a' | 'b'; n?: number; s?: string }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'b', s: 'x' } },
  ),
  request(
    ['keys of a record become values', 'BBB'],
    ['v: Record<string, number>', "v: Record<'a' | 'b', number>"],
    { v: { a: 1, b: 1 } },
    { v: { c: 1 } },
  ),
  request(
    ['a record becomes an object', '---'],
    ['v: Record<string, string>', 'v: { a?: string; [key: string]: string | undefined }'],
    { v: { a: 'x' } },
    { v: { c: 'x' } },
    { v: {} },
  ),
  request(
    ['bytes become a bounded text', 'BBB'],
    ['v: Uint8Array', '/** @maxLength 4 */ v: string'],
    { v: new Uint8Array(9) },
  ),
  request(
    ['a number that may be null has a minimum', 'B-B'],
    ['v: number | null', '/** @minimum 0 */ v: number | null'],
    { v: null },
    { v: -1 },
  ),
  request(['a number becomes a bigint', 'BBB'], ['v: number', 'v: bigint'], { v: 5 }, { v: 0.5 }),
  request(
    ['a field deep inside changes', 'BBB'],
    ['v: { w: { a: string }[] }', 'v: { w: { a: number }[] }'],
    { v: { w: [] } },
    { v: { w: [{ a: 'x' }] } },
  ),
];
