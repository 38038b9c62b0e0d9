import { describe, expect, test } from 'vitest';
import { checkContract } from '../../../../src/ir/check.ts';
import type { ContractChange } from '../../../../src/ir/compare/change.ts';
import { compareContracts } from '../../../../src/ir/compare/compare.ts';
import { publishContract } from '../../../../src/ir/published.ts';
import { declarationsByName } from '../../../../src/ir/resolve.ts';
import { routesOf } from '../../../../src/ir/routes.ts';
import { readContract } from '../../../../src/ir/serial/read-contract.ts';
import { writeContract } from '../../../../src/ir/serial/write-contract.ts';
import type { HttpBody, HttpRule, HttpVerb } from '../../../../src/ir/types.ts';
import {
  contract,
  declare,
  field,
  method,
  object,
  ref,
  scalar,
  service,
  spanAt,
} from '../build.ts';

const text = scalar('string');
const optional = { optional: true };
const declarations = [
  declare(
    'BookRequest',
    object(
      field('name', text, optional),
      field('book', ref('Book'), optional),
      field('size', scalar('integer'), optional),
      field('labels', { kind: 'map', form: 'record', key: text, value: text }, optional),
      field('books', { kind: 'list', items: ref('Book'), readonly: false }, optional),
      field('token', scalar('bytes'), optional),
    ),
  ),
  declare('Book', object(field('id', text, optional), field('within', ref('Book'), optional))),
];

function rule(
  verb: HttpVerb,
  path: string,
  body: HttpBody = { kind: 'none' },
  more: Partial<HttpRule> = {},
): HttpRule {
  return { verb, path, body, span: spanAt(3), ...more };
}

const inBook: HttpBody = { kind: 'field', field: 'book' };

function contractOf(http: HttpRule) {
  return contract(
    [service('Books', [method('book', { http, response: ref('Book') })])],
    declarations,
  );
}

function routesBy(http: HttpRule) {
  const { services } = contractOf(http);
  const [owner] = services;
  const [subject] = owner?.methods ?? [];
  if (owner === undefined || subject === undefined) throw new Error('there is no method');
  const scope = { prefix: '', declarations: declarationsByName({ declarations }) };
  const { route, additional } = routesOf(owner, subject, scope);
  return [route, ...additional];
}

function codesOf(http: HttpRule): readonly string[] {
  const found = checkContract(contractOf(http), { prefix: '', tools: false });
  return found.filter(({ code }) => code !== 'proto-http-left-out').map(({ code }) => code);
}

describe('what a rule says of a request', () => {
  test('without a body, all that the path leaves is the query, but for what none can carry', () => {
    expect(routesBy(rule('POST', '/v1/{name=shelves/*}'))).toEqual([
      {
        verb: 'POST',
        path: '/v1/{name=shelves/*}',
        pathFields: ['name'],
        input: 'query',
        queryFields: ['book', 'size', 'token'],
        queryWithout: ['book.within'],
        leftOut: [
          { field: 'book.within', reason: 'a Book within a Book' },
          { field: 'labels', reason: 'a map' },
          { field: 'books', reason: 'a list of messages' },
        ],
      },
    ]);
  });

  test('a field that is the body leaves the others to the query', () => {
    const additional = [rule('PUT', '/v1/all', { kind: 'rest' }, { responseBody: 'id' })];
    expect(routesBy(rule('PATCH', '/v1/{book.id}', inBook, { additional }))).toMatchObject([
      {
        pathFields: ['book.id'],
        input: 'body',
        bodyField: 'book',
        queryFields: ['name', 'size', 'token'],
      },
      { verb: 'PUT', input: 'body', queryFields: [], responseBody: 'id' },
    ]);
  });
});

test('two ways to say one path are one route', () => {
  const additional = [rule('GET', '/v1/a/{name}')];
  const one = rule('GET', '/v1/{name=a/*}', { kind: 'none' }, { additional });
  expect(codesOf(one)).toEqual(['duplicate-route']);
});

function published(http: HttpRule) {
  return publishContract(contractOf(http), { prefix: '', tools: false });
}

test('a contract keeps its rules when it is written and read back', () => {
  const additional = [rule('PUT', '/v1/all', { kind: 'rest' }, { responseBody: 'id' })];
  const before = published(rule('PATCH', '/v1/{book.id}', inBook, { additional }));
  const written = writeContract(before, { file: 'idl.ts', pathOf: (path) => path });
  const read = readContract(JSON.parse(JSON.stringify(written)), (path) => path);
  if (!('published' in read)) throw new Error(JSON.stringify(read));
  const [was] = before.methods;
  const [is] = read.published.methods;
  const known = was === undefined ? [] : [was.route, ...(was.additional ?? [])];
  expect([is?.route, ...(is?.additional ?? [])]).toEqual(known);
  expect(is?.method.http).toMatchObject({ body: inBook, additional: [{ responseBody: 'id' }] });
});

function shown({ code, subject }: ContractChange): string {
  return `${code} ${subject}`;
}

test.each<[string, HttpRule, HttpRule, readonly string[]]>([
  [
    'another template',
    rule('GET', '/v1/{name=a/*}'),
    rule('GET', '/v1/{name=b/*}'),
    ['route-changed Books.book'],
  ],
  ['another way to say it', rule('GET', '/v1/{name=*}'), rule('GET', '/v1/{name}'), []],
  [
    'another body',
    rule('POST', '/v1', inBook),
    rule('POST', '/v1', { kind: 'rest' }),
    ['mapping-changed Books.book'],
  ],
  [
    'another response',
    rule('POST', '/v1', inBook),
    rule('POST', '/v1', inBook, { responseBody: 'id' }),
    ['mapping-changed Books.book'],
  ],
  [
    'a binding more',
    rule('GET', '/v1'),
    rule('GET', '/v1', { kind: 'none' }, { additional: [rule('GET', '/v2')] }),
    ['route-added Books.book'],
  ],
  [
    'a binding less',
    rule('GET', '/v1', { kind: 'none' }, { additional: [rule('GET', '/v2')] }),
    rule('GET', '/v1'),
    ['route-removed Books.book'],
  ],
  [
    'the first binding became a further one',
    rule('GET', '/v1'),
    rule('GET', '/v2', { kind: 'none' }, { additional: [rule('GET', '/v1')] }),
    [],
  ],
])('comparing finds %s', (_, before, after, codes) => {
  const changes = compareContracts(published(before), published(after));
  expect(changes.map(shown)).toEqual(codes);
});
