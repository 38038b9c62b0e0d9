import { describe, expect, test } from 'vitest';
import { declarationsByName } from '../../../src/ir/resolve.ts';
import { type Route, pathParameters, routeOf } from '../../../src/ir/routes.ts';
import type { Field, Method, Type } from '../../../src/ir/types.ts';
import { declare, field, method, object, ref, scalar, service, spanAt } from './build.ts';

const text = scalar('string');

interface Setup {
  readonly fields?: readonly Field[];
  readonly prefix?: string;
  readonly basePath?: string;
  readonly also?: readonly (readonly [name: string, type: Type])[];
}

/** The route of one method of `UserService` whose request has the given fields. */
function route(subject: Method, setup: Setup = {}): Route {
  const { fields = [], prefix = '', basePath, also = [] } = setup;
  const owner = service('UserService', [subject], basePath === undefined ? {} : { basePath });
  const declarations = [
    declare(subject.request.name, object(...fields)),
    ...also.map(([name, type]) => declare(name, type)),
  ];
  return routeOf(owner, subject, { prefix, declarations: declarationsByName({ declarations }) });
}

function http(verb: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string): Partial<Method> {
  return { http: { verb, path, span: spanAt(1) } };
}

describe('derived routes', () => {
  test.each([
    ['getUser', 'GET'],
    ['findByEmail', 'GET'],
    ['queryUsers', 'GET'],
    ['listUsers', 'GET'],
    ['searchUsers', 'GET'],
    ['Gettysburg', 'GET'],
    ['deleteUser', 'DELETE'],
    ['removeUser', 'DELETE'],
    ['updateUser', 'PUT'],
    ['editUser', 'PUT'],
    ['modifyUser', 'PUT'],
    ['patchUser', 'PATCH'],
    ['sayHello', 'POST'],
    ['forgetUser', 'POST'],
  ])('%s is a %s on its lower-cased name', (name, verb) => {
    expect(route(method(name), { fields: [field('id', text)] })).toMatchObject({
      verb,
      path: `/${name.toLowerCase()}`,
    });
  });

  test('a prefix brings the service along', () => {
    expect(route(method('sayHello'), { prefix: 'api/v1' }).path).toBe(
      '/api/v1/userservice/sayhello',
    );
  });

  test('a base path stands before the derived path too, and behind the prefix', () => {
    expect(route(method('sayHello'), { basePath: '/users/' }).path).toBe('/users/sayhello');
    expect(route(method('sayHello'), { basePath: '/users', prefix: 'api' }).path).toBe(
      '/api/userservice/users/sayhello',
    );
  });

  test('a client stream is a POST, whatever its name', () => {
    expect(route(method('getAll', { kind: 'client-stream' }))).toMatchObject({
      verb: 'POST',
      input: 'body',
    });
  });
});

describe('explicit routes', () => {
  test('path fields leave the query and the body', () => {
    const fields = [field('id', text), field('page', scalar('integer'))];
    expect(route(method('read', http('GET', '/users/{id}')), { fields })).toEqual({
      verb: 'GET',
      path: '/users/{id}',
      pathFields: ['id'],
      input: 'query',
      queryFields: ['page'],
    });
    expect(route(method('write', http('PUT', '/users/{id}')), { fields })).toEqual({
      verb: 'PUT',
      path: '/users/{id}',
      pathFields: ['id'],
      input: 'body',
      queryFields: [],
    });
  });

  test('the root is a path, and slashes at the end go', () => {
    expect(route(method('read', http('GET', '/'))).path).toBe('/');
    expect(route(method('read', http('GET', '/')), { basePath: '/users' }).path).toBe('/users');
    expect(route(method('read', http('GET', '/users/'))).path).toBe('/users');
  });

  test('an explicit GET stays one, with what stands in its way', () => {
    const fields = [field('tags', { kind: 'map', form: 'record', key: text, value: text })];
    expect(route(method('read', http('GET', '/x')), { fields })).toMatchObject({
      verb: 'GET',
      obstacle: { field: 'tags', reason: 'a record' },
    });
  });
});

describe('where the input travels', () => {
  test.each<[string, Partial<Method>, readonly Field[], Route['input']]>([
    ['sayHello', {}, [field('name', text)], 'body'],
    ['sayHello', {}, [], 'body'],
    ['sayHello', { input: 'none' }, [], 'none'],
    ['getAll', { input: 'none' }, [], 'none'],
    ['getUser', {}, [field('id', text)], 'query'],
    ['activate', http('POST', '/users/{id}/activate'), [field('id', text)], 'none'],
    ['read', http('GET', '/users/{id}'), [field('id', text)], 'none'],
  ])('%s %o', (name, extra, fields, input) => {
    expect(route(method(name, extra), { fields }).input).toBe(input);
  });
});

const list = (items: Type): Type => ({ kind: 'list', items, readonly: false });
const nullable = (of: Type): Type => ({ kind: 'nullable', of });
const union = (...variants: Type[]): Type => ({ kind: 'union', variants });

describe('what a query carries', () => {
  const colours: Type = {
    kind: 'enum',
    open: false,
    members: [{ value: 'red', docs: { text: '', examples: [] } }],
  };

  test.each<[string, Type]>([
    ['text', text],
    ['a date', scalar('instant')],
    ['a list of numbers', list(scalar('number'))],
    ['a set of names', { kind: 'set', items: colours }],
    ['a nested object', object(field('b', object(field('c', text))))],
    ['a reference', ref('Page')],
    ['a number or null', nullable(scalar('number'))],
    ['a number or a boolean', union(scalar('number'), scalar('boolean'))],
  ])('%s', (_, type) => {
    const also = [['Page', object(field('size', scalar('integer')))]] as const;
    expect(route(method('getIt'), { fields: [field('a', type)], also })).toMatchObject({
      verb: 'GET',
      input: 'query',
      queryFields: ['a'],
    });
  });

  test.each<[Type, string, string]>([
    [scalar('bytes'), 'a', 'bytes'],
    [scalar('unknown'), 'a', 'a value of any type'],
    [{ kind: 'map', form: 'map', key: text, value: text }, 'a', 'a map'],
    [list(object()), 'a', 'a list of objects'],
    [list(ref('Node')), 'a', 'a list of objects'],
    [list(list(text)), 'a', 'a list of lists'],
    [list(nullable(text)), 'a', 'a list with `null` in it'],
    [object(field('b', scalar('bytes'))), 'a.b', 'bytes'],
    [object(field('x.y', text)), 'a.x.y', 'a name with a dot'],
    [ref('Node'), 'a.next', 'a Node within a Node'],
    [nullable(text), 'a', 'a text that may also be `null`'],
    [nullable(object()), 'a', 'a structure that may also be `null`'],
    [union(text, scalar('number')), 'a', 'a union whose alternatives look alike in a query'],
    [{ kind: 'object', fields: [], additional: text }, 'a', 'an object with any key'],
    [{ kind: 'tuple', items: [], readonly: false }, 'a', 'a tuple'],
  ])('not %o', (type, where, reason) => {
    const node = object(field('next', ref('Node'), { optional: true }));
    const found = route(method('getIt'), { fields: [field('a', type)], also: [['Node', node]] });
    expect(found).toEqual({
      verb: 'POST',
      path: '/getit',
      pathFields: [],
      input: 'body',
      queryFields: [],
      obstacle: { field: where, reason },
    });
  });
});

test('path parameters are read in their order', () => {
  expect(pathParameters('/a/{x}/b/{y}')).toEqual(['x', 'y']);
  expect(pathParameters('/a')).toEqual([]);
});

test('a body may be left out where every field of it is optional', () => {
  const optional = field('a', text, { optional: true });
  const given = (subject: Method, ...fields: readonly Field[]) =>
    route(subject, { fields }).bodyOptional;
  expect(given(method('run'), optional)).toBe(true);
  expect(given(method('run'))).toBe(true);
  expect(given(method('run'), optional, field('b', text))).toBeUndefined();
  expect(given(method('run', http('PUT', '/{b}')), optional, field('b', text))).toBe(true);
  expect(given(method('run', http('PUT', '/{b}')), field('b', text))).toBeUndefined();
  expect(given(method('run', { kind: 'client-stream' }), optional)).toBeUndefined();
  expect(given(method('find'), optional)).toBeUndefined();
});
