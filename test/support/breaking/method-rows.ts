import { type Row, method } from './row.ts';

const ONE = '/** @http GET /one/{id} */ m(id: string): Promise<string>;';
const CALL = { args: ['a b'], answer: 'x' };
const TWO = '{ a: string; b: string }';
const PAIR = { a: 'A', b: 'B' };

/** Changes of how methods are answered, of what is said of them, and of queries. */
export const methodRows: readonly Row[] = [
  method(
    ['one answer becomes a stream', 'BBB'],
    ['m(a: string): Promise<string>;', 'm(a: string): AsyncIterable<string>;'],
    [{ args: ['A'], answer: 'x', newAnswer: ['x', 'y'] }],
  ),
  method(
    ['a stream becomes one answer', 'BBs'],
    ['m(a: string): AsyncIterable<string>;', 'm(a: string): Promise<string>;'],
    [{ args: ['A'], answer: ['x', 'y'], newAnswer: 'x' }],
  ),
  method(
    ['one request becomes a stream', 'BBB'],
    [
      `m(req: ${TWO}): Promise<string>;`,
      `m(reqs: AsyncIterable<{ a: string; b: string }>): Promise<string>;`,
    ],
    [{ args: [PAIR], answer: 'x' }],
  ),
  method(
    ['an answer where there was none', 'ss-'],
    ['m(a: string): Promise<void>;', 'm(a: string): Promise<{ b: number }>;'],
    [{ args: ['A'], newAnswer: { b: 1 } }],
  ),
  method(
    ['no answer any more', 'BB-'],
    ['m(a: string): Promise<{ b: number }>;', 'm(a: string): Promise<void>;'],
    [{ args: ['A'], answer: { b: 1 }, newAnswer: undefined }],
  ),
  method(
    ['an error is announced', 's--'],
    [ONE, ONE.replace('/** ', '/** @throws not_found ')],
    [CALL],
  ),
  method(
    ['an error is announced no more', 's--'],
    [ONE.replace('/** ', '/** @throws not_found '), ONE],
    [CALL],
  ),
  method(
    ['a scope is asked for', 'B-B'],
    [ONE, ONE.replace('/** ', '/** @scope things:read ')],
    [CALL],
  ),
  method(
    ['a scope is asked for no more', 's-s'],
    [ONE.replace('/** ', '/** @scope things:read '), ONE],
    [CALL],
  ),
  method(['another time-out', 's--'], [ONE, ONE.replace('/** ', '/** @timeout 5s ')], [CALL]),
  method(['a method is deprecated', 'ss-'], [ONE, ONE.replace('/** ', '/** @deprecated ')], [CALL]),
  method(
    ['a method is no tool any more', '--B'],
    [ONE, ONE.replace('/** ', '/** @tool false ')],
    [CALL],
  ),
  method(
    ['a method becomes a tool', '--s'],
    [ONE.replace('/** ', '/** @tool false '), ONE],
    [CALL],
  ),
  method(['a tool is renamed', '--B'], [ONE, ONE.replace('/** ', '/** @tool %-other ')], [CALL]),
  method(
    ['a streamed answer loses a field', 'BB-'],
    [
      'm(a: string): AsyncIterable<{ a: string; b: number }>;',
      'm(a: string): AsyncIterable<{ a: string }>;',
    ],
    [{ args: ['A'], answer: [{ a: 'x', b: 1 }], newAnswer: [{ a: 'x' }] }],
  ),
  method(
    ['a streamed answer gains a field', 'ss-'],
    [
      'm(a: string): AsyncIterable<{ a: string }>;',
      'm(a: string): AsyncIterable<{ a: string; b: number }>;',
    ],
    [
      {
        args: ['A'],
        answer: [{ a: 'x' }],
        newAnswer: [
          { a: 'x', b: 1 },
          { a: 'y', b: 2 },
        ],
      },
    ],
  ),
  method(
    ['a streamed request needs one field more', 'BB-'],
    [
      'm(items: AsyncIterable<{ a: string }>): Promise<string>;',
      'm(items: AsyncIterable<{ a: string; b: number }>): Promise<string>;',
    ],
    [{ args: [[{ a: 'x' }]], answer: '' }],
  ),
  method(
    ['a streamed request may have one field more', 'ss-'],
    [
      'm(items: AsyncIterable<{ a: string }>): Promise<string>;',
      'm(items: AsyncIterable<{ a: string; b?: number }>): Promise<string>;',
    ],
    [{ args: [[{ a: 'x' }, { a: 'y' }]], answer: '' }],
  ),
  method(
    ['a query needs one value more', 'BBB'],
    [
      '/** @http GET /q */ m(a: string): Promise<string>;',
      '/** @http GET /q */ m(a: string, b: number): Promise<string>;',
    ],
    [{ args: ['A'], answer: '' }],
  ),
  method(
    ['a query may have one value more', 'sBs'],
    [
      '/** @http GET /q */ m(a: string): Promise<string>;',
      '/** @http GET /q */ m(a: string, b?: number): Promise<string>;',
    ],
    [{ args: ['A'], answer: '' }],
    { code: "await c.m('A', { timeout: 1000 });" },
  ),
  method(
    ['a value of a query has a tighter bound', 'B-B'],
    [
      '/** @http GET /q */ m(req: { /** @maximum 10 */ n: number }): Promise<string>;',
      '/** @http GET /q */ m(req: { /** @maximum 9 */ n: number }): Promise<string>;',
    ],
    [
      { args: [{ n: 9 }], answer: '' },
      { args: [{ n: 10 }], answer: '' },
    ],
  ),
  method(
    ['a value of a query is another type', 'BBB'],
    [
      '/** @http GET /q */ m(n: number): Promise<string>;',
      '/** @http GET /q */ m(n: boolean): Promise<string>;',
    ],
    [{ args: [5], answer: '' }],
  ),
  method(
    ['a value moves from the body into the query', 'B--'],
    [
      '/** @http POST /q */ m(n: number): Promise<string>;',
      '/** @http GET /q */ m(n: number): Promise<string>;',
    ],
    [{ args: [5], answer: '' }],
  ),
  method(
    ['a value in the path has a tighter bound', 'B-B'],
    [ONE, '/** @http GET /one/{id} */ m(/** @maxLength 2 */ id: string): Promise<string>;'],
    [CALL],
  ),
  method(
    ['the only value of a query is gone', 'BBB'],
    [
      '/** @http GET /q */ m(n?: number): Promise<string>;',
      '/** @http GET /q */ m(): Promise<string>;',
    ],
    [
      { args: [], answer: '' },
      { args: [5], answer: '' },
    ],
  ),
  method(
    ['the only value of a body is gone', 'BBB'],
    ['m(n?: number): Promise<string>;', 'm(): Promise<string>;'],
    [
      { args: [], answer: '' },
      { args: [5], answer: '' },
    ],
  ),
  method(
    ['an answer becomes an object', 'BB-'],
    ['m(): Promise<string>;', 'm(): Promise<{ v: string }>;'],
    [{ answer: '', newAnswer: { v: '' } }],
  ),
  method(
    ['an answer may be null', 'BB-'],
    ['m(): Promise<{ v: string }>;', 'm(): Promise<{ v: string } | null>;'],
    [{ answer: { v: '' }, newAnswer: null }],
  ),
  method(
    ['an answer that may be null becomes nothing', 'BB-'],
    ['m(): Promise<string | null>;', 'm(): Promise<void>;'],
    [{ answer: null, newAnswer: undefined }],
  ),
  method(
    ['a text in the path becomes a number', 'BBB'],
    [ONE, '/** @http GET /one/{id} */ m(id: number): Promise<string>;'],
    [CALL],
  ),
];
