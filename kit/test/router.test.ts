import { describe, expect, test } from 'vitest';
import { Router } from '../src/http/router.ts';
import type { HttpMethod } from '../src/http/route.ts';
import { Random } from './support/random.ts';

function routerOf(...paths: readonly string[]): Router<string> {
  const router = new Router<string>();
  for (const path of paths) router.add('GET', path, path);
  return router;
}

function found(router: Router<string>, path: string, method: HttpMethod = 'GET') {
  const result = router.find(method, path);
  return result.kind === 'found' ? [result.target, { ...result.params }] : result.kind;
}

describe('patterns', () => {
  const router = routerOf(
    '/v1/{name=shelves/*/books/*}',
    '/v1/{name=shelves/*}:publish',
    '/v1/{parent=projects/*}/things/{thing.id}',
    '/v1/{id}',
    '/v1/{id}:publish',
    '/files/{path=**}',
    '/files/{path=**}:sign',
    '/logs/*/x',
    '/v1/things:batch',
  );

  test.each([
    ['/v1/shelves/1/books/2', '/v1/{name=shelves/*/books/*}', { name: 'shelves/1/books/2' }],
    ['/v1/shelves/1:publish', '/v1/{name=shelves/*}:publish', { name: 'shelves/1' }],
    [
      '/v1/shelves/1%3Apublish:publish',
      '/v1/{name=shelves/*}:publish',
      { name: 'shelves/1:publish' },
    ],
    [
      '/v1/projects/p/things/a%2Fb',
      '/v1/{parent=projects/*}/things/{thing.id}',
      { parent: 'projects/p', 'thing.id': 'a/b' },
    ],
    ['/v1/x', '/v1/{id}', { id: 'x' }],
    ['/v1/x:publish', '/v1/{id}:publish', { id: 'x' }],
    ['/v1/x%3Apublish', '/v1/{id}', { id: 'x:publish' }],
    ['/v1/x:other', '/v1/{id}', { id: 'x:other' }],
    ['/v1/things:batch', '/v1/things:batch', {}],
    ['/files', '/files/{path=**}', { path: '' }],
    ['/files/a/b%2Fc/d%20e', '/files/{path=**}', { path: 'a/b%2Fc/d e' }],
    ['/files/a/b:sign', '/files/{path=**}:sign', { path: 'a/b' }],
    ['/files:sign', '/files/{path=**}:sign', { path: '' }],
    ['/logs/1/x', '/logs/*/x', {}],
    ['/v1/%73helves/1/books/2', '/v1/{name=shelves/*/books/*}', { name: 'shelves/1/books/2' }],
  ])('%s', (path, target, params) => {
    expect(found(router, path)).toEqual([target, params]);
  });

  test.each(['/v1/shelves//books/2', '/v1/shelves/1/books', '/v1', '/logs//x', '/v1/a/b'])(
    '%s leads nowhere',
    (path) => {
      expect(found(router, path)).toBe('route-not-found');
    },
  );

  test('HEAD is GET, other methods are refused, malformed escapes too', () => {
    expect(router.find('HEAD', '/v1/shelves/1:publish').kind).toBe('found');
    expect(router.find('POST', '/files/a/b')).toEqual({
      kind: 'method-not-allowed',
      allow: ['GET', 'HEAD', 'OPTIONS'],
    });
    expect(router.find('GET', '/files/%zz').kind).toBe('malformed-path');
  });

  test.each([
    ['/v1/{a=*}', '/v1/{b}'],
    ['/v1/{name=shelves/*}', '/v1/shelves/{id}'],
    ['/v1/{name=shelves/*}:go', '/v1/shelves/{id}:go'],
    ['/v1/**', '/v1/{rest=**}'],
  ])('%s and %s are one route', (one, other) => {
    expect(() => routerOf(one, other)).toThrow(/is taken/);
    expect(() => routerOf(other, one)).toThrow(/is taken/);
  });

  test.each(['/{a=**}/b', '/{a=x/*}/{a}', '/x*', '/{a=}', '/{a b=*/x}', 'v1/{a=x/*}', '/{a=x/*}y'])(
    '%s is no template',
    (path) => {
      expect(() => routerOf(path)).toThrow(TypeError);
    },
  );
});

/** Every value that a template may give for a path, found by trying: slow, and plain to see. */
function reference(template: string, path: string): Record<string, string> | undefined {
  const source = template
    .replaceAll(/\{(\w+)\}/g, '{$1=*}')
    .replaceAll(/\{(\w+)=([^}]*)\}/g, '(?<$1>$2)')
    .replaceAll('/(?<rest>**)', '(?:/(?<rest>.*))?')
    .replaceAll(/\/\*\*/g, '(?:/.*)?')
    .replaceAll(/(?<=[/>])\*/g, '[^/]+');
  const match = new RegExp(`^${source}$`).exec(path);
  if (match === null) return undefined;
  return Object.fromEntries(Object.entries(match.groups ?? {}).map(([k, v]) => [k, v ?? '']));
}

test('every template matches what a regular expression says', () => {
  const random = new Random(20261126);
  const pick = <T>(items: readonly T[]): T => items[random.integer(0, items.length - 1)] as T;
  const parts = ['a', 'b', '{x}', '{y=a/*}', '*', '{z=*/b}'];
  const ends = ['', '/{rest=**}', '/**', '/{w=b/**}'];
  let matched = 0;
  for (let round = 0; round < 5_000; round += 1) {
    const steps = Array.from({ length: random.integer(1, 3) }, () => pick(parts));
    const end = pick(ends);
    const names = new Set(steps).size;
    if (names < steps.length) continue;
    const verb = /[*}]$/.test(steps.at(-1) ?? '') || end !== '' ? pick(['', ':go']) : '';
    const template = `/${steps.join('/')}${end}${verb}`;
    const length = random.integer(1, 5);
    const path = `/${Array.from({ length }, () => pick(['a', 'b', 'c', 'a:go', ''])).join(
      '/',
    )}${pick(['', ':go'])}`;
    const wanted = reference(template, path);
    const result = routerOf(template).find('GET', path);
    expect([template, path, result.kind === 'found' ? { ...result.params } : undefined]).toEqual([
      template,
      path,
      wanted,
    ]);
    if (wanted !== undefined) matched += 1;
  }
  expect(matched).toBeGreaterThan(100);
});
