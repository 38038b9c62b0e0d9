import { type Row, answer } from './row.ts';

/** The same of lists, records, tuples, alternatives and bounds. */
export const answerPartRows: readonly Row[] = [
  {
    name: 'answer: an alternative gets a field by which another one was known',
    before:
      'interface A { a: string } interface B { b: Date } interface Svc { m(): Promise<A | B> }',
    after:
      'interface A { a: string; b: string } interface B { b: Date; c: 1 } interface Svc { m(): Promise<A | B> }',
    verdicts: 'BB-',
    code: "const r = await c.m(); return 'b' in r ? r.b.getTime() : r.a;",
    calls: [
      { answer: { a: 'x' }, newAnswer: { a: 'x', b: 'y' } },
      { answer: { b: new Date(0) }, newAnswer: { b: new Date(0), c: 1 } },
    ],
  },
  answer(['one becomes many', 'BB-'], ['v: string', 'v: string[]'], { v: 'x' }, { v: ['x'] }),
  answer(
    ['a list becomes a Set', 'sB-'],
    ['v: string[]', 'v: Set<string>'],
    { v: ['a', 'a'] },
    { v: new Set(['a', 'b']) },
    { v: new Set() },
  ),
  answer(
    ['a Set becomes a list', 'BB-'],
    ['v: Set<string>', 'v: string[]'],
    { v: new Set(['a']) },
    { v: ['a'] },
    { v: ['a', 'a'] },
  ),
  answer(
    ['a Map becomes a record', '-B-'],
    ['v: Map<string, number>', 'v: Record<string, number>'],
    { v: new Map([['a', 1]]) },
    { v: { a: 1, b: 2 } },
    { v: {} },
  ),
  answer(
    ['values of a record get an alternative', 'BB-'],
    ['v: Record<string, number>', 'v: Record<string, number | string>'],
    { v: { a: 1 } },
    { v: { a: 'x' } },
  ),
  answer(
    ['a tuple may grow', 'BB-'],
    ['v: [string]', 'v: [string, number?]'],
    { v: ['a'] },
    { v: ['a'] },
    { v: ['a', 1] },
  ),
  answer(
    ['a tuple shrinks by what may be absent', 'ss-'],
    ['v: [string, number?]', 'v: [string]'],
    { v: ['a', 1] },
    { v: ['a'] },
  ),
  answer(
    ['an item of a tuple changes', 'BB-'],
    ['v: [string, number]', 'v: [string, boolean]'],
    { v: ['a', 1] },
    { v: ['a', true] },
  ),
  answer(
    ['an object becomes a record', 'BB-'],
    ['v: { a: string }', 'v: Record<string, string>'],
    { v: { a: 'x' } },
    { v: { b: 'x' } },
  ),
  answer(
    ['an index signature is added', 'ss-'],
    ['v: { a: string }', 'v: { a: string; [key: string]: string }'],
    { v: { a: 'x' } },
    { v: { a: 'x', b: 'y' } },
  ),
  answer(
    ['an index signature is removed', 'sB-', "return (await c.m()).v['b'];"],
    ['v: { a: string; [key: string]: string }', 'v: { a: string }'],
    { v: { a: 'x', b: 'y' } },
    { v: { a: 'x' } },
  ),
  answer(
    ['an alternative is added', 'BB-'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a' } | { k: 'b' } | { k: 'c' }"],
    { v: { k: 'a' } },
    { v: { k: 'b' } },
    { v: { k: 'c' } },
  ),
  answer(
    ['an alternative is removed', 'sB-', "return (await c.m()).v.k === 'c';"],
    ["v: { k: 'a' } | { k: 'b' } | { k: 'c' }", "v: { k: 'a' } | { k: 'b' }"],
    { v: { k: 'c' } },
    { v: { k: 'b' } },
  ),
  answer(
    [
      'a union loses an alternative of another kind',
      'sB-',
      "const { v } = await c.m(); return typeof v === 'number' ? v.toFixed() : v;",
    ],
    ['v: string | number', 'v: string'],
    { v: 5 },
    { v: 'x' },
  ),
  answer(
    ['a bound is looser', 's--'],
    ['/** @maximum 5 */ v: number', '/** @maximum 9 */ v: number'],
    { v: 5 },
    { v: 9 },
  ),
  answer(
    ['a bound is tighter', 's--'],
    ['/** @maxLength 9 */ v: string', '/** @maxLength 5 */ v: string'],
    { v: '123456789' },
    { v: '12345' },
  ),
  answer(
    ['a format is another one', 'B--'],
    ['/** @format email */ v: string', '/** @format uuid */ v: string'],
    { v: 'a@example.com' },
    { v: '123e4567-e89b-42d3-a456-426614174000' },
  ),
];
