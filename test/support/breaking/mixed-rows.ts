import { type Row, answer, method, request } from './row.ts';

const QUERY = (members: string): string =>
  `/** @http GET /q */ m(req: { ${members} }): Promise<string>;`;

/** Changes of two things at once, and of what is alike: absence and null, numbers of several sizes, lists in a query. */
export const mixedRows: readonly Row[] = [
  request(
    ['what may be absent may be null instead', 'BBB'],
    ['v?: string', 'v: string | null'],
    { v: 'x' },
    {},
  ),
  request(
    ['what may be null may be absent instead', 'BBB'],
    ['v: string | null', 'v?: string'],
    { v: 'x' },
    { v: null },
  ),
  request(['what is there may be absent or null', 'sss'], ['v: string', 'v?: string | null'], {
    v: 'x',
  }),
  request(
    ['a field is made optional, with a default', 'sss'],
    ['v: number', '/** @default 5 */ v?: number'],
    { v: 1 },
  ),
  request(
    ['a field with a default is made required', 'BBB'],
    ['/** @default 5 */ v?: number; w?: 1', 'v: number; w?: 1'],
    { v: 1 },
    {},
  ),
  request(
    ['a small whole number becomes a bigint', 'sBs'],
    ['/** @format int32 */ v: number', 'v: bigint'],
    { v: 2147483647 },
    { v: -2147483648 },
  ),
  {
    ...request(
      ['a bigint that is told as a number becomes a text', 'BBB'],
      ['v: bigint', 'v: string'],
    ),
    calls: [{ args: [{ v: 5n }] }, { json: { v: 5 } }],
  },
  request(
    ['a text of digits becomes a bigint', 'BBB'],
    ['/** @pattern ^[0-9]+$ */ v: string', 'v: bigint'],
    { v: '007' },
  ),
  request(
    ['a Date becomes a text of its format', '-B-'],
    ['v: Date', '/** @format date-time */ v: string'],
    { v: new Date(0) },
  ),
  request(
    ['alternatives become one with all tags', '---'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a' | 'b' }"],
    { v: { k: 'a' } },
    { v: { k: 'b' } },
  ),
  request(
    ['one with two tags becomes alternatives', 's-s'],
    [
      "v: { k: 'a' | 'b'; n: number }",
      "v: { k: 'a'; n: number } | { k: 'b'; n: number; s?: string }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'b', n: 1 } },
  ),
  request(
    ['an alternative takes the tag of another one', 'BBB'],
    [
      "v: { k: 'a'; n: number } | { k: 'b'; s: string }",
      "v: { k: 'b'; n: number } | { k: 'a'; s: string }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'b', s: 'x' } },
  ),
  request(
    ['an alternative may be null', 'sss'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a' } | { k: 'b' } | null"],
    { v: { k: 'a' } },
  ),
  {
    name: 'request: a field of a tree is added',
    before:
      'interface Tree { a: string; sub: Tree[] } interface Svc { m(req: Tree): Promise<void> }',
    after:
      'interface Tree { a: string; sub: Tree[]; b?: number } interface Svc { m(req: Tree): Promise<void> }',
    verdicts: 'sss',
    calls: [{ args: [{ a: 'x', sub: [{ a: 'y', sub: [] }] }] }],
  },
  request(
    ['an object becomes a record of anything', 'sss'],
    ['v: { a: string; b?: number }', 'v: Record<string, unknown>'],
    { v: { a: 'x' } },
    { v: { a: 'x', b: 1 } },
  ),
  {
    name: 'request: values of a record are bounded where they are named',
    before:
      'type Small = number; interface Req { v: Record<string, Small> } interface Svc { m(req: Req): Promise<void> }',
    after:
      '/** @maximum 9 */ type Small = number; interface Req { v: Record<string, Small> } interface Svc { m(req: Req): Promise<void> }',
    verdicts: 'B-B',
    calls: [{ args: [{ v: { a: 9 } }] }, { args: [{ v: { a: 10 } }] }],
  },
  request(
    ['a tuple becomes readonly', '-s-'],
    ['v: [string, number]', 'v: readonly [string, number]'],
    { v: ['x', 1] },
  ),
  {
    name: 'request: a union of texts becomes an enum',
    before:
      "type Color = 'r' | 'b'; interface Req { v: Color } interface Svc { m(req: Req): Promise<void> }",
    after:
      "enum Color { Red = 'r', Blue = 'b' } interface Req { v: Color } interface Svc { m(req: Req): Promise<void> }",
    verdicts: '-B-',
    calls: [{ args: [{ v: 'r' }] }],
  },
  request(
    ['a Set of values becomes one of texts', 'sss'],
    ["v: Set<'a' | 'b'>", 'v: Set<string>'],
    { v: new Set(['a']) },
  ),
  request(
    ['a Map of numbers becomes one of bigints', 'BBB'],
    ['v: Map<string, number>', 'v: Map<string, bigint>'],
    { v: new Map([['a', 0.5]]) },
  ),
  answer(
    ['what may be absent may be null instead', 'BB-'],
    ['v?: string', 'v: string | null'],
    {},
    { v: 'x' },
    { v: null },
  ),
  answer(
    ['what may be null may be absent instead', 'BB-'],
    ['v: string | null', 'v?: string'],
    { v: null },
    { v: 'x' },
    {},
  ),
  answer(
    ['a text becomes a bigint', 'sB-'],
    ['v: string', 'v: bigint'],
    { v: 'x' },
    { v: 2n ** 80n },
  ),
  answer(
    ['a bigint becomes a small whole number', 'sB-'],
    ['v: bigint', '/** @format int32 */ v: number'],
    { v: 5n },
    { v: 2147483647 },
  ),
  answer(
    ['a list of alternatives may hold one more', 'BB-'],
    ["v: ({ k: 'a' } | { k: 'b' })[]", "v: ({ k: 'a' } | { k: 'b' } | { k: 'c' })[]"],
    { v: [{ k: 'a' }] },
    { v: [{ k: 'c' }] },
  ),
  answer(
    ['an alternative may have a field more', 'ss-'],
    ["v: { k: 'a' } | { k: 'b' }", "v: { k: 'a'; n?: number } | { k: 'b' }"],
    { v: { k: 'a' } },
    { v: { k: 'a', n: 1 } },
  ),
  {
    name: 'answer: numbers among alternatives become whole numbers',
    before:
      'type Count = number; interface Res { v: Count | string } interface Svc { m(): Promise<Res> }',
    after:
      '/** @integer */ type Count = number; interface Res { v: Count | string } interface Svc { m(): Promise<Res> }',
    verdicts: 's--',
    calls: [{ answer: { v: 0.5 }, newAnswer: { v: 1 } }],
  },
  {
    name: 'answer: an alternative with another name is one that is known',
    before:
      'interface A { a: string } interface B { b: number } interface Res { v: A | B } interface Svc { m(): Promise<Res> }',
    after:
      'interface A { a: string } interface B { b: number } interface C { a: string; c: number } interface Res { v: A | B | C } interface Svc { m(): Promise<Res> }',
    verdicts: 'ss-',
    calls: [{ answer: { v: { a: 'x' } }, newAnswer: { v: { a: 'x', c: 1 } } }],
  },
  answer(
    ['alternatives become one that may lack the fields', 'BB-'],
    [
      "v: { k: 'a'; n: number } | { k: 'b'; s: string }",
      "v: { k: 'a' | 'b'; n?: number; s?: string }",
    ],
    { v: { k: 'a', n: 1 } },
    { v: { k: 'a' } },
  ),
  answer(
    ['a Set of values becomes one of texts', 'sB-'],
    ["v: Set<'a' | 'b'>", 'v: Set<string>'],
    { v: new Set(['a']) },
    { v: new Set(['c']) },
  ),
  answer(
    ['a text becomes a text of a format', 's--'],
    ['v: string', '/** @format email */ v: string'],
    { v: 'x' },
    { v: 'a@example.com' },
  ),
  answer(
    ['a record of anything becomes an object', 'sB-', "return (await c.m()).v['b'];"],
    ['v: Record<string, unknown>', 'v: { a: string }'],
    { v: { b: 1 } },
    { v: { a: 'x' } },
  ),
  method(
    ['a stream of alternatives may hold one more', 'BB-'],
    [
      "m(): AsyncIterable<{ k: 'a' } | { k: 'b' }>;",
      "m(): AsyncIterable<{ k: 'a' } | { k: 'b' } | { k: 'c' }>;",
    ],
    [{ answer: [{ k: 'a' }], newAnswer: [{ k: 'a' }, { k: 'c' }] }],
  ),
  method(
    ['a streamed answer may be null', 'BB-'],
    ['m(): AsyncIterable<string>;', 'm(): AsyncIterable<string | null>;'],
    [{ answer: ['x'], newAnswer: ['x', null] }],
  ),
  method(
    ['a query needs a list more', 'sBB'],
    [QUERY('a: string'), QUERY('a: string; b: number[]')],
    [{ args: [{ a: 'x' }], answer: '' }],
  ),
  method(
    ['a list of a query gets more items at most', 's-s'],
    [QUERY('/** @maxItems 2 */ a: string[]'), QUERY('/** @maxItems 3 */ a: string[]')],
    [{ args: [{ a: ['x', 'y'] }], answer: '' }],
  ),
  method(
    ['a list of a query has more items at least', 'B-B'],
    [QUERY('a: string[]'), QUERY('/** @minItems 1 */ a: string[]')],
    [
      { args: [{ a: ['x'] }], answer: '' },
      { args: [{ a: [] }], answer: '' },
    ],
  ),
  method(
    ['a query may say one value more', 'sss'],
    [QUERY("a: 'x' | 'y'"), QUERY("a: 'x' | 'y' | 'z'")],
    [{ args: [{ a: 'x' }], answer: '' }],
  ),
  method(
    ['a field of a query has another name', 'BBB'],
    [QUERY('a: string'), QUERY('b: string')],
    [{ args: [{ a: 'x' }], answer: '' }],
  ),
  method(
    ['one value of a query becomes many', 'sBB'],
    [QUERY('a: number'), QUERY('a: number[]')],
    [{ args: [{ a: 1 }], answer: '' }],
  ),
  method(
    ['a method and its error get other codes', 's--'],
    [
      '/** @throws not_found @throws conflict */ m(): Promise<string>;',
      '/** @throws permission_denied @throws conflict */ m(): Promise<string>;',
    ],
    [{ answer: 'x' }],
  ),
  method(
    ['one of two scopes is another one', 'B-B'],
    [
      '/** @scope a:read @scope b:read */ m(): Promise<string>;',
      '/** @scope a:read @scope c:read */ m(): Promise<string>;',
    ],
    [{ answer: 'x' }],
  ),
];
