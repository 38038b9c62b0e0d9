import { type Row, method } from './row.ts';

const ONE = '/** @http GET /one/{id} */ m(id: string): Promise<string>;';
const CALL = { args: ['a b'], answer: 'x' };
const TWO = '{ a: string; b: string }';
const PAIR = { a: 'A', b: 'B' };

/** Changes of services, and of how methods are called. */
export const serviceRows: readonly Row[] = [
  {
    name: 'a service is added',
    before: `interface Svc { ${ONE} }`,
    after: `interface Svc { ${ONE} } interface SvcNew { n(): Promise<void> }`,
    verdicts: 'sss',
    calls: [CALL],
  },
  {
    name: 'a service is removed',
    before: `interface Svc { m(): Promise<void> } interface SvcOld { o(): Promise<void> }`,
    after: `interface Svc { m(): Promise<void> }`,
    verdicts: 'BBB',
    calls: [{}, { service: 'SvcOld', method: 'o' }],
  },
  {
    name: 'a service is renamed, and its tools with it',
    before: `interface SvcOld { ${ONE} }`,
    after: `interface SvcNew { ${ONE} }`,
    verdicts: '-BB',
    calls: [{ ...CALL, service: 'SvcOld' }],
  },
  {
    name: 'a method moves to another service, and keeps its route and tool',
    before: `interface Svc { a(): Promise<void>; /** @http GET /x @tool %-x */ m(): Promise<string> } interface SvcB { b(): Promise<void> }`,
    after: `interface Svc { a(): Promise<void> } interface SvcB { b(): Promise<void>; /** @http GET /x @tool %-x */ m(): Promise<string> }`,
    verdicts: '-B-',
    calls: [{ answer: 'x' }, { method: 'a' }, { service: 'SvcB', method: 'b' }],
  },
  {
    name: 'the base path of a service changes',
    before: `/** @http /v1 */ interface Svc { ${ONE} }`,
    after: `/** @http /v2 */ interface Svc { ${ONE} }`,
    verdicts: 'B--',
    calls: [CALL],
  },
  {
    name: 'a service is deprecated',
    before: `interface Svc { ${ONE} }`,
    after: `/** @deprecated use another @http / */ interface Svc { ${ONE} }`,
    verdicts: 'ss-',
    calls: [CALL],
  },
  {
    name: 'a type that says nothing on the wire is removed',
    before: `type Text = string; interface Req { a: Text } interface Svc { m(req: Req): Promise<void> }`,
    after: `interface Req { a: string } interface Svc { m(req: Req): Promise<void> }`,
    verdicts: '-B-',
    calls: [{ args: [{ a: 'x' }] }],
  },
  {
    name: 'an enum member is renamed',
    before: `enum Color { Red = 'r', Blue = 'b' } interface Svc { m(): Promise<Color> }`,
    after: `enum Color { Crimson = 'r', Blue = 'b' } interface Svc { m(): Promise<Color> }`,
    verdicts: '-B-',
    code: 'const v: Color.Red | Color.Blue = await c.m(); return v;',
    calls: [{ answer: 'r' }, { answer: 'b' }],
  },
  {
    name: 'a type is renamed',
    before: `interface Req { a: string } interface Svc { m(req: Req): Promise<void> }`,
    after: `interface Fresh { a: string } interface Svc { m(req: Fresh): Promise<void> }`,
    verdicts: '-B-',
    calls: [{ args: [{ a: 'x' }] }],
  },
  method(['a method is added', 'sss'], [ONE, `${ONE} n(): Promise<void>;`], [CALL]),
  method(
    ['a method is removed', 'BBB'],
    [`${ONE} n(): Promise<void>;`, ONE],
    [CALL, { method: 'n' }],
  ),
  method(
    ['a method is renamed, and keeps its route and tool', '-B-'],
    [
      '/** @http GET /x @tool %-t */ m(): Promise<string>;',
      '/** @http GET /x @tool %-t */ n(): Promise<string>;',
    ],
    [{ answer: 'x' }],
  ),
  method(
    ['a method is renamed, and its route with it', 'BBB'],
    ['m(req: { a: string }): Promise<void>;', 'n(req: { a: string }): Promise<void>;'],
    [{ args: [{ a: 'x' }] }],
  ),
  method(
    ['another verb', 'B--'],
    [
      `/** @http PUT /x */ m(req: ${TWO}): Promise<void>;`,
      `/** @http PATCH /x */ m(req: ${TWO}): Promise<void>;`,
    ],
    [{ args: [PAIR] }],
  ),
  method(
    ['another path', 'B--'],
    [ONE, '/** @http GET /other/{id} */ m(id: string): Promise<string>;'],
    [CALL],
  ),
  method(
    ['a positional value in the path has another name', '--B'],
    [ONE, '/** @http GET /one/{name} */ m(name: string): Promise<string>;'],
    [CALL],
    { renamed: { id: 'name' } },
  ),
  method(
    ['a field in the path has another name', '-BB'],
    [
      '/** @http GET /one/{id} */ m(req: { id: string }): Promise<string>;',
      '/** @http GET /one/{name} */ m(req: { name: string }): Promise<string>;',
    ],
    [{ args: [{ id: 'x' }], answer: '' }],
    { renamed: { id: 'name' } },
  ),
  method(
    ['another field stands in the path', 'B--'],
    [
      `/** @http PUT /one/{a} */ m(req: ${TWO}): Promise<void>;`,
      `/** @http PUT /one/{b} */ m(req: ${TWO}): Promise<void>;`,
    ],
    [{ args: [PAIR] }],
  ),
  method(
    ['a parameter has another name', 'B-B'],
    ['m(a: string, b: string): Promise<void>;', 'm(a: string, c: string): Promise<void>;'],
    [{ args: ['A', 'B'] }],
  ),
  method(
    ['parameters change places', '-B-'],
    ['m(a: string, b: number): Promise<void>;', 'm(b: number, a: string): Promise<void>;'],
    [{ args: ['A', 2] }],
  ),
  method(
    ['parameters become a message', '-B-'],
    ['m(a: string, b: string): Promise<void>;', `m(req: ${TWO}): Promise<void>;`],
    [{ args: ['A', 'B'] }],
  ),
  method(
    ['an optional parameter is added', 'sBs'],
    ['m(a: string): Promise<void>;', 'm(a: string, b?: number): Promise<void>;'],
    [{ args: ['A'] }],
    { code: "await c.m('A', { timeout: 1000 });" },
  ),
  method(
    ['a required parameter is added', 'BBB'],
    ['m(a: string): Promise<void>;', 'm(a: string, b: number): Promise<void>;'],
    [{ args: ['A'] }],
  ),
];
