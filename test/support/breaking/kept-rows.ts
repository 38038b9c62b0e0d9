import { type Row, answer, method, request } from './row.ts';

/** A row about a message that is written in another way, and is the same to everybody. */
function same(
  name: string,
  [before, after]: readonly [before: string, after: string],
  ...messages: readonly unknown[]
): Row {
  return request([name, '---'], [before, after], ...messages);
}

/** What is written otherwise and means the same: a change that is told of it would be a false alarm. */
export const keptRows: readonly Row[] = [
  same('fields change places', ['v: string; w: number', 'w: number; v: string'], { v: 'x', w: 1 }),
  same('values change places', ["v: 'a' | 'b'", "v: 'b' | 'a'"], { v: 'a' }, { v: 'b' }),
  same(
    'alternatives change places',
    [
      "v: { k: 'a'; n: number } | { k: 'b'; s: string }",
      "v: { k: 'b'; s: string } | { k: 'a'; n: number }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'b', s: 'x' } },
  ),
  same(
    'alternatives of unlike kinds change places',
    ['v: string | number | { a: Date }', 'v: { a: Date } | number | string'],
    { v: 'x' },
    { v: 1 },
    { v: { a: new Date(0) } },
  ),
  same('a boolean is spelled out', ['v: boolean', 'v: true | false'], { v: true }, { v: false }),
  same('a list has its long name', ['v: string[]', 'v: Array<string>'], { v: ['x'] }),
  same('items of a tuple get names', ['v: [string, number]', 'v: [from: string, to: number]'], {
    v: ['x', 1],
  }),
  same('absence is spelled out', ['v?: string', 'v?: string | undefined'], { v: 'x' }, {}),
  same('null is among anything', ['v: unknown', 'v: unknown | null'], { v: null }, { v: [1] }),
  same(
    'a length of none at least is said',
    ['v: string; w: string[]', '/** @minLength 0 */ v: string; /** @minItems 0 */ w: string[]'],
    { v: '', w: [] },
  ),
  same(
    'a bound of whole numbers excludes the next one',
    [
      '/** @integer @exclusiveMinimum 0 @maximum 9 */ v: number',
      '/** @integer @minimum 1 @exclusiveMaximum 10 */ v: number',
    ],
    { v: 1 },
    { v: 9 },
  ),
  same(
    'a bound of bigints excludes the next one',
    ['/** @exclusiveMinimum 0 */ v: bigint', '/** @minimum 1 */ v: bigint'],
    { v: 1n },
  ),
  same(
    'whole numbers are multiples of one',
    ['/** @integer */ v: number', '/** @integer @multipleOf 1 */ v: number'],
    { v: 5 },
    { v: -1 },
  ),
  same(
    'a bound that the format has is said',
    ['/** @format uint32 */ v: number', '/** @format uint32 @minimum 0 */ v: number'],
    { v: 0 },
  ),
  {
    name: 'request: a message gets a base',
    before: 'interface Req { a: string; b?: number } interface Svc { m(req: Req): Promise<void> }',
    after:
      'interface Base { a: string } interface Req extends Base { b?: number } interface Svc { m(req: Req): Promise<void> }',
    verdicts: '---',
    calls: [{ args: [{ a: 'x' }] }, { args: [{ a: 'x', b: 1 }] }],
  },
  {
    name: 'request: a message is made of another one',
    before:
      'interface All { a: string; b: number; c: Date } interface Req { a: string; b?: number } interface Svc { m(req: Req): Promise<void>; all(req: All): Promise<void> }',
    after:
      "interface All { a: string; b: number; c: Date } type Req = Pick<All, 'a'> & Partial<Pick<All, 'b'>>; interface Svc { m(req: Req): Promise<void>; all(req: All): Promise<void> }",
    verdicts: '---',
    calls: [{ args: [{ a: 'x' }] }, { args: [{ a: 'x', b: 1 }] }],
  },
  {
    name: 'request: null is said again',
    before:
      'type Text = string | null; interface Req { v: Text } interface Svc { m(req: Req): Promise<void> }',
    after:
      'type Text = string | null; interface Req { v: Text | null } interface Svc { m(req: Req): Promise<void> }',
    verdicts: '---',
    calls: [{ args: [{ v: 'x' }] }, { args: [{ v: null }] }],
  },
  {
    name: 'request: a type within gets a name',
    before: 'interface Req { a: { b: string }[] } interface Svc { m(req: Req): Promise<void> }',
    after:
      'interface Part { b: string } interface Req { a: Part[] } interface Svc { m(req: Req): Promise<void> }',
    verdicts: '---',
    calls: [{ args: [{ a: [{ b: 'x' }] }] }],
  },
  {
    name: 'answer: a page of one type gets a name',
    before:
      'interface Page<T> { items: T[] } interface Svc { m(): Promise<Page<string>>; n(): Promise<Page<number>> }',
    after:
      'interface Page<T> { items: T[] } type Words = Page<string>; interface Svc { m(): Promise<Words>; n(): Promise<Page<number>> }',
    verdicts: '---',
    calls: [{ answer: { items: ['x'] } }],
  },
  {
    name: 'answer: an interface becomes a class',
    before: 'interface Res { a: string } interface Svc { m(): Promise<Res> }',
    after: 'export class Res { a!: string } interface Svc { m(): Promise<Res> }',
    verdicts: '---',
    calls: [{ answer: { a: 'x' } }],
  },
  method(
    ['methods change places', '---'],
    [
      'm(a: string): Promise<string>; n(): Promise<void>;',
      'n(): Promise<void>; m(a: string): Promise<string>;',
    ],
    [{ args: ['A'], answer: 'x' }],
  ),
  method(
    ['the verb and the path that a name has are said', '---'],
    [
      'getThing(id: string): Promise<string>;',
      '/** @http GET /getthing */ getThing(id: string): Promise<string>;',
    ],
    [{ method: 'getThing', args: ['A'], answer: 'x' }],
  ),
  method(
    ['a method gets a description and examples', '---'],
    [
      'm(a: string): Promise<string>;',
      '/** Says it again. @summary Echo @tag talk */ m(a: string): Promise<string>;',
    ],
    [{ args: ['A'], answer: 'x' }],
  ),
  answer(
    ['absence of what may be null ends', 'ss-'],
    ['v?: string | null', 'v: string | null'],
    {},
    { v: null },
    { v: 'x' },
  ),
];
