import { describe, expect, test } from 'vitest';
import { checkContract } from '../../../src/ir/check.ts';
import type { Contract, Declaration, Service } from '../../../src/ir/types.ts';
import { contract, declare, field, method, object, ref, scalar, service, spanAt } from './build.ts';

function codes(subject: Contract, options: { prefix?: string; tools?: boolean } = {}): string[] {
  const { prefix = '', tools = true } = options;
  return checkContract(subject, { prefix, tools }).map(({ code, span }) => `${span?.line} ${code}`);
}

const http = (path: string, line: number) => ({
  http: { verb: 'GET', path, span: spanAt(line) } as const,
});

/** Services whose methods all take an empty message. */
function empty(...services: readonly Service[]): Contract {
  const requests = services.flatMap((one) => one.methods.map((each) => each.request.name));
  return contract(
    services,
    [...new Set(requests)].map((name) => declare(name, object())),
  );
}

describe('routes', () => {
  const a = service('A', [method('sayHello', { span: spanAt(1) })]);
  const b = service('B', [method('sayHello', { span: spanAt(2) })]);

  test('of two services meet where no prefix parts them', () => {
    expect(codes(empty(a, b))).toEqual(['2 duplicate-route']);
    expect(codes(empty(a, b), { prefix: 'api' })).toEqual([]);
  });

  test('are not asked of what gRPC alone carries, and only where it is spoken', () => {
    const both = (line: number) => method('chat', { kind: 'bidi-stream', span: spanAt(line) });
    const chats = empty(service('C', [both(1)]), service('D', [both(2)]));
    expect(codes(chats)).toEqual(['1 bidi-needs-grpc', '2 bidi-needs-grpc']);
    const overGrpc = { prefix: '', tools: true, bidirectional: true };
    expect(checkContract(chats, overGrpc)).toEqual([]);
    const rule = { verb: 'POST', path: '/chat', span: spanAt(3) } as const;
    const routed = service('C', [method('chat', { kind: 'bidi-stream', http: rule })]);
    expect(checkContract(empty(routed), overGrpc)).toMatchObject([
      { code: 'bidi-route-unused', severity: 'warning', span: { line: 3 } },
    ]);
  });

  test('are one when their paths have one shape', () => {
    const fields = object(field('id', scalar('string')), field('name', scalar('string')));
    const users = service('Users', [
      method('byId', http('/users/{id}', 1)),
      method('byName', http('/users/{name}', 2)),
      method('me', http('/users/me', 3)),
    ]);
    const requests = ['ByIdRequest', 'ByNameRequest', 'MeRequest'];
    const subject = contract(
      [users],
      requests.map((name) => declare(name, fields)),
    );
    const [fault, ...others] = checkContract(subject, { prefix: '', tools: true });
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      code: 'duplicate-route',
      message: 'GET /users/{name} is already taken by Users.byId',
      related: [{ message: 'GET /users/{id} is taken here', span: { line: 1 } }],
    });
  });

  test.each(['/health', '/debug/routes', '/swagger', '/swagger/x', '/mcp'])(
    'the service answers GET %s itself',
    (path) => {
      expect(codes(empty(service('A', [method('x', http(path, 7))])))).toEqual([
        '7 duplicate-route',
      ]);
    },
  );

  test('a POST beside a built-in GET is free', () => {
    expect(codes(empty(service('A', [method('health')])))).toEqual([]);
  });
});

describe('tools', () => {
  const long = 'x'.repeat(64);

  test.each<[string, string, string[]]>([
    ['Hello', 'sayHello', []],
    ['Hello', long, ['1 tool-name-too-long']],
    ['Hello', 'sayGrüße', ['1 tool-name-characters']],
    ['Hello', 'say$', ['1 tool-name-characters']],
  ])('%s.%s', (owner, name, wanted) => {
    const subject = empty(service(owner, [method(name)]));
    expect(codes(subject)).toEqual(wanted);
    expect(codes(subject, { tools: false })).toEqual([]);
  });

  test('of services that differ in Service only are two of one name', () => {
    const subject = empty(
      service('Hello', [method('a', { span: spanAt(1) })], { basePath: '/x' }),
      service('HelloService', [method('a', { span: spanAt(2) })]),
    );
    expect(codes(subject)).toEqual(['2 duplicate-tool']);
  });
});

describe('services', () => {
  test.each(['Con', 'AUX', 'Com1', 'lpt9'])('%s is a device of Windows', (name) => {
    expect(codes(empty(service(name, [])))).toEqual(['1 unusable-name']);
  });

  test('share no folder', () => {
    const subject = contract([service('Hello', []), service('HELLO', [], { span: spanAt(4) })]);
    expect(codes(subject)).toEqual(['4 duplicate-service']);
  });
});

/** The names of those declarations that have no finite value. */
function endless(...declarations: readonly Declaration[]): string[] {
  return checkContract(contract([], declarations), { prefix: '', tools: true }).map(
    ({ message }) => message.split(' ')[0] ?? '',
  );
}

describe('endless types', () => {
  test('are those that always hold themselves', () => {
    expect(
      endless(
        declare('A', object(field('b', ref('B')))),
        declare('B', {
          kind: 'tuple',
          items: [{ type: ref('A'), optional: false }],
          readonly: false,
        }),
        declare('User', object(field('a', ref('A')))),
      ),
    ).toEqual(['A', 'B']);
    expect(endless(declare('U', { kind: 'union', variants: [ref('U')] }))).toEqual(['U']);
    expect(
      endless(
        declare('L', {
          kind: 'list',
          items: ref('L'),
          readonly: false,
          constraints: { minItems: 1 },
        }),
      ),
    ).toEqual(['L']);
  });

  test('come to an end by what may be absent, null, empty or another alternative', () => {
    expect(
      endless(
        declare('A', object(field('a', ref('A'), { optional: true }))),
        declare('B', object(field('b', { kind: 'nullable', of: ref('B') }))),
        declare('C', object(field('c', { kind: 'list', items: ref('C'), readonly: false }))),
        declare('D', { kind: 'union', variants: [ref('D'), scalar('string')] }),
        declare('E', {
          kind: 'map',
          form: 'record',
          key: scalar('string'),
          value: ref('E'),
        }),
      ),
    ).toEqual([]);
  });
});
