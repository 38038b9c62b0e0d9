/* oxlint-disable unicorn/consistent-function-scoping -- a handler reads best in the test that it is for */
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { currentContext } from '../src/context/current-context.ts';
import { chain, type Middleware } from '../src/endpoint/endpoint.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { httpRoute, type HttpRoute } from '../src/http/index.ts';
import { Greeter, problemOf, type GreeterOptions } from './support/greeter.ts';
import { pause } from './support/project.ts';

const running: Greeter[] = [];

function greeter(options: GreeterOptions = {}): Promise<Greeter> {
  const created = new Greeter(options);
  running.push(created);
  return created.start();
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const plain: Omit<HttpRoute, 'method' | 'path'> = {
  handler: 'Other.route',
  input: 'none',
  decode: ({ params }) => params,
  endpoint: async (request) => request,
};

describe('success', () => {
  test('answers with the headers that it should', async () => {
    const { post, lines } = bound(await greeter());
    const response = await post('{"name":"Ada"}');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(response.headers.get('content-length')).toBe('25');
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    expect(await response.text()).toBe('{"message":"Hello, Ada!"}');
    await pause(5);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ operation: 'Greeter.greet', code: 'ok' });
  });

  test.each([
    [undefined, {}, 'null'],
    [null, {}, 'null'],
    ['x', {}, '"x"'],
    [[1], { status: 201 }, '[1]'],
    ['Zoë 😀', {}, '"Zoë 😀"'],
  ] as const)('a response of %o with %o is %s', async (value, route, text) => {
    const { post } = bound(await greeter({ greet: async () => value, route }));
    const response = await post('{"name":"Ada"}');
    expect(response.status).toBe('status' in route ? route.status : 200);
    expect(await response.text()).toBe(text);
  });

  test.each([{ status: 204 }, { whenUndefined: 'no-content' }] as const)(
    'nothing with %o has no body',
    async (route) => {
      const { post } = bound(await greeter({ greet: async () => undefined, route }));
      const response = await post('{"name":"Ada"}');
      expect(response.status).toBe(204);
      expect(response.headers.get('content-type')).toBeNull();
      expect(await response.text()).toBe('');
    },
  );

  test('encode gives the JSON form', async () => {
    const encode = (value: unknown) => String(value as bigint);
    const { post } = bound(await greeter({ greet: async () => 2n ** 64n, route: { encode } }));
    expect(await (await post('{"name":"Ada"}')).json()).toBe('18446744073709551616');
  });

  test('what a handler sets goes out, with errors too', async () => {
    const greet: GreeterOptions['greet'] = async ({ name }, { outgoing }) => {
      outgoing.append('x-a', '1');
      outgoing.append('x-a', '2');
      if (name === 'fail') throw new KitError('conflict', 'x');
      return name;
    };
    const { post } = bound(await greeter({ greet }));
    expect((await post('{"name":"Ada"}')).headers.get('x-a')).toBe('1, 2');
    expect((await post('{"name":"fail"}')).headers.get('x-a')).toBe('1, 2');
  });
});

describe('the request body', () => {
  const invalid = 'invalid_argument';

  test.each([
    ['a syntax error', '{"name":', invalid],
    ['trailing data', '{"name":"Ada"} x', invalid],
    ['two texts', '{"name":"Ada"}{"name":"Bob"}', invalid],
    ['a byte order mark', '\ufeff{"name":"Ada"}', invalid],
    ['NaN', '{"name":NaN}', invalid],
    ['invalid UTF-8', new Uint8Array([0x22, 0xff, 0x22]), invalid],
    ['white space only', ' ', invalid],
    ['nothing', '', invalid],
  ])('%s is refused', async (_, body, code) => {
    const { post, lines } = bound(await greeter());
    const response = await post(body);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).code).toBe(code);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ code, operation: 'Greeter.greet', path: '/greet' });
  });

  test('a real U+FFFD is no fault', async () => {
    const { post } = bound(await greeter());
    expect(await (await post('{"name":"a\ufffdb"}')).json()).toEqual({
      message: 'Hello, a\ufffdb!',
    });
  });

  test('the last of equal keys counts, as JSON.parse has it', async () => {
    const { post } = bound(await greeter());
    const response = await post('{"name":"Ada","name":"Bob"}');
    expect(await response.json()).toEqual({ message: 'Hello, Bob!' });
  });

  test('__proto__ is an unknown field and pollutes nothing', async () => {
    const { post } = bound(await greeter());
    const problem = await problemOf(await post('{"name":"Ada","__proto__":{"polluted":1}}'));
    expect(problem.errors).toMatchObject([{ path: '/__proto__', rule: 'unevaluatedProperties' }]);
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
  });

  test('faults of structure and constraints arrive in one answer', async () => {
    const { post, lines } = bound(await greeter());
    const response = await post('{"name":"A","a/b~c":1}');
    expect(response.status).toBe(400);
    const { errors, detail } = await problemOf(response);
    expect(detail).toBe('the request is not valid');
    expect(errors).toEqual([
      expect.objectContaining({ in: 'body', path: '/a~1b~0c', rule: 'unevaluatedProperties' }),
      expect.objectContaining({ in: 'body', path: '/name', rule: 'minLength' }),
    ]);
    expect(lines).toHaveLength(1);
  });

  test('a value of the wrong type is a fault, not a crash', async () => {
    const { post } = bound(await greeter());
    for (const body of ['null', '[]', '3', '"x"']) {
      expect((await problemOf(await post(body))).errors).toMatchObject([
        { path: '', rule: 'type' },
      ]);
    }
  });

  test('a hostile number of faults makes a bounded answer', async () => {
    const { post } = bound(await greeter());
    const body = Object.fromEntries(Array.from({ length: 5000 }, (_, index) => [`f${index}`, 1]));
    expect((await problemOf(await post(JSON.stringify(body)))).errors).toHaveLength(100);
  });

  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'Application/JSON;charset="UTF-8"',
    'application/merge-patch+json',
    'application/vnd.acme.v1+json; version=1',
  ])('the type %s is accepted', async (type) => {
    const { post } = bound(await greeter());
    expect((await post('{"name":"Ada"}', { 'content-type': type })).status).toBe(200);
  });

  test.each([
    'text/plain',
    'application/json; charset=latin1',
    'application/jsonp',
    'text/json',
    '',
  ])('the type %s is refused', async (type) => {
    const { post } = bound(await greeter());
    const response = await post(new TextEncoder().encode('{"name":"Ada"}'), {
      'content-type': type,
    });
    expect(response.status).toBe(415);
    expect((await problemOf(response)).code).toBe('unsupported_media_type');
    expect(response.headers.get('accept-post')).toBe('application/json');
  });

  test('a body where none is needed may be absent', async () => {
    const seen: unknown[] = [];
    const decode: HttpRoute['decode'] = ({ body }) => void seen.push(body);
    const greet = async () => 'x';
    const one = await greeter({ greet, route: { bodyOptional: true, decode } });
    const response = await fetch(`${one.url}/greet`, { method: 'POST' });
    expect([response.status, seen]).toEqual([200, [undefined]]);
    expect((await one.post('{}')).status).toBe(200);
    expect(seen).toEqual([undefined, {}]);
    const text = await one.post('x', { 'content-type': 'text/plain' });
    expect([text.status, seen.length]).toEqual([415, 2]);
  });

  test('1 MiB is the limit unless set, with a length and in chunks', async () => {
    const one = await greeter({ limits: { bodyBytes: 100 } });
    const body = JSON.stringify({ name: 'x'.repeat(89) });
    expect(body).toHaveLength(100);
    expect((await one.post(body)).status).toBe(200);
    expect((await one.post(chunks(body))).status).toBe(200);
    const tooLong = JSON.stringify({ name: 'x'.repeat(90) });
    for (const refused of [await one.post(tooLong), await one.post(chunks(tooLong))]) {
      expect(refused.status).toBe(413);
      expect((await problemOf(refused)).code).toBe('payload_too_large');
      expect(refused.headers.get('connection')).toBe('close');
    }
    expect(one.server.limits.headerBytes).toBe(16 * 1024);
    expect((await greeter()).server.limits.bodyBytes).toBe(1024 * 1024);
  });

  test('a body that a middleware has parsed is taken over', async () => {
    const one = new Greeter();
    running.push(one);
    one.server.use((request, _, next) => {
      void collected(request).then((text) => {
        Object.assign(request, { body: JSON.parse(text) as unknown });
        next();
      });
    });
    await one.start();
    expect(await (await one.post('{"name":"Ada"}')).json()).toEqual({ message: 'Hello, Ada!' });
  });

  test('a body that a middleware found to be absent is so here too', async () => {
    const one = new Greeter();
    running.push(one);
    one.server.use((request, _, next) => {
      void collected(request).then(() => {
        Object.assign(request, { body: undefined });
        next();
      });
    });
    await one.start();
    const response = await fetch(`${one.url}/greet`, { method: 'POST' });
    expect((await problemOf(response)).detail).toBe('the request needs a body');
  });
});

describe('accept', () => {
  test.each(['*/*', 'application/*', 'text/html, application/json;q=0.1', 'text/html, */*;q=0.8'])(
    '%s is served',
    async (accept) => {
      expect((await (await greeter()).post('{"name":"Ada"}', { accept })).status).toBe(200);
    },
  );

  test.each(['text/html', 'application/json;q=0', '*/*, application/json;q=0'])(
    '%s is refused',
    async (accept) => {
      const response = await (await greeter()).post('{"name":"Ada"}', { accept });
      expect(response.status).toBe(406);
      expect((await problemOf(response)).code).toBe('not_acceptable');
    },
  );
});

describe('routes', () => {
  async function withRoutes(): Promise<Greeter> {
    const one = await greeter();
    const add = (method: HttpRoute['method'], path: string, tag: string) =>
      one.server.route({ ...plain, method, path, endpoint: async (request) => ({ tag, request }) });
    add('GET', '/users/{id}', 'get');
    add('DELETE', '/users/{key}', 'delete');
    add('GET', '/users/me', 'me');
    add('GET', '/users/{id}/posts/{post}', 'post');
    add('GET', '/files/{name}.json', 'file');
    return one;
  }

  test.each([
    ['GET', '/users/7', { tag: 'get', request: { id: '7' } }],
    ['DELETE', '/users/7', { tag: 'delete', request: { key: '7' } }],
    ['GET', '/users/me', { tag: 'me', request: {} }],
    ['DELETE', '/users/me', { tag: 'delete', request: { key: 'me' } }],
    ['GET', '/users/a%2Fb%20%C3%A9', { tag: 'get', request: { id: 'a/b é' } }],
    ['GET', '/users/a+b', { tag: 'get', request: { id: 'a+b' } }],
    ['GET', '/users/1/posts/2?x=1', { tag: 'post', request: { id: '1', post: '2' } }],
    ['GET', '/files/a.b.json', { tag: 'file', request: { name: 'a.b' } }],
    ['GET', '/users/%6De', { tag: 'me', request: {} }],
  ])('%s %s', async (method, path, expected) => {
    const { url } = await withRoutes();
    expect(await (await fetch(url + path, { method })).json()).toEqual(expected);
  });

  test('a segment may be long', async () => {
    const { url } = await withRoutes();
    const id = 'x'.repeat(5000);
    expect(await (await fetch(`${url}/users/${id}`)).json()).toMatchObject({ request: { id } });
  });

  test.each(['/users', '/users/', '/users/1/', '//users/1', '/Users/1', '/nope', '/greet/'])(
    '%s is no route',
    async (path) => {
      const response = await fetch((await withRoutes()).url + path);
      expect(response.status).toBe(404);
      expect((await problemOf(response)).code).toBe('route_not_found');
    },
  );

  test('another method says which there are', async () => {
    const { url } = await withRoutes();
    const response = await fetch(`${url}/users/7`, { method: 'PUT' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD, DELETE, OPTIONS');
    expect((await problemOf(response)).code).toBe('method_not_allowed');
  });

  test('OPTIONS says which there are, for a known path only', async () => {
    const { url } = await withRoutes();
    const response = await fetch(`${url}/greet`, { method: 'OPTIONS' });
    expect(response.status).toBe(204);
    expect(response.headers.get('allow')).toBe('POST, OPTIONS');
    expect((await fetch(`${url}/nope`, { method: 'OPTIONS' })).status).toBe(404);
  });

  test('HEAD is GET without its body', async () => {
    const { url } = await withRoutes();
    const [get, head] = [
      await fetch(`${url}/users/7`),
      await fetch(`${url}/users/7`, { method: 'HEAD' }),
    ];
    expect(head.status).toBe(200);
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect(await head.text()).toBe('');
    expect((await fetch(`${url}/greet`, { method: 'HEAD' })).status).toBe(405);
  });

  test.each(['/users/%zz', '/users/%', '/users/%ff', '/%'])(
    'the malformed path %s is refused',
    async (path) => {
      const response = await fetch((await withRoutes()).url + path);
      expect(response.status).toBe(400);
      expect((await problemOf(response)).code).toBe('invalid_argument');
    },
  );

  test('a route that is taken, and a path that is none, fail at assembly', async () => {
    const { server } = await withRoutes();
    const add = (path: string) => () => server.route({ ...plain, method: 'GET', path });
    expect(add('/users/{other}')).toThrow('GET /users/{other} is taken');
    expect(add('users')).toThrow(TypeError);
    expect(add('/{a}{b}')).toThrow(TypeError);
    expect(add('/{a}/{a}')).toThrow(TypeError);
    expect(add('/{a')).toThrow(TypeError);
    expect(add('/a*')).toThrow(TypeError);
  });
});

describe('query', () => {
  const decode: HttpRoute['decode'] = ({ query }) =>
    Object.fromEntries([...query.names()].map((name) => [name, query.getAll(name)]));

  test.each([
    ['', {}],
    ['?', {}],
    ['?a=1&b=2&a=3', { a: ['1', '3'], b: ['2'] }],
    ['?a', { a: [''] }],
    ['?a=x+y%2Bz&b.c=%26', { a: ['x y+z'], 'b.c': ['&'] }],
    ['?&&a=1&', { a: ['1'] }],
  ])('%s', async (search, expected) => {
    const one = await greeter();
    one.server.route({ ...plain, method: 'GET', path: '/q', input: 'query', decode });
    expect(await (await fetch(`${one.url}/q${search}`)).json()).toEqual(expected);
  });

  test.each(['?a=%zz', '?%=1', '?a=%ff'])('%s is refused', async (search) => {
    const one = await greeter();
    one.server.route({ ...plain, method: 'GET', path: '/q', input: 'query', decode });
    const response = await fetch(`${one.url}/q${search}`);
    expect(response.status).toBe(400);
    expect((await problemOf(response)).detail).toContain('percent escape');
  });

  test('faults say whether they are of the path, the query or the body', async () => {
    const one = await greeter();
    const withFaults = (input: HttpRoute['input']): HttpRoute => ({
      ...plain,
      method: input === 'body' ? 'PUT' : 'GET',
      path: '/things/{id}',
      input,
      decode: (_, faults) =>
        void faults.push(
          { path: '/id', rule: 'type', message: 'x' },
          { path: '/a', rule: 'type', message: 'x' },
        ),
      endpoint: async (_, ctx) => {
        throw new KitError('invalid_argument', 'x', { faults: ctx.faults });
      },
    });
    one.server.route(withFaults('query'));
    one.server.route(withFaults('body'));
    const query = await problemOf(await fetch(`${one.url}/things/1`));
    expect(query.errors!.map((fault) => fault.in)).toEqual(['path', 'query']);
    const headers = { 'content-type': 'application/json' };
    const body = await fetch(`${one.url}/things/1`, { method: 'PUT', body: '{}', headers });
    expect((await problemOf(body)).errors!.map((fault) => fault.in)).toEqual(['path', 'body']);
  });
});

describe('failures', () => {
  test('a crash is a plain 500 whose cause is in the log only', async () => {
    const greet = async () => {
      throw new TypeError('hunter2 is undefined');
    };
    const { post, lines } = bound(await greeter({ greet }));
    const response = await post('{"name":"Ada"}');
    expect(response.status).toBe(500);
    const problem = await problemOf(response);
    expect(JSON.stringify(problem)).not.toContain('hunter2');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level: 'error', request_id: problem.requestId });
    expect(JSON.stringify(lines[0]!['err'])).toContain('hunter2 is undefined');
  });

  test.each([
    [
      'a cycle',
      () =>
        Object.assign(
          {},
          {
            get self(): unknown {
              return this;
            },
          },
        ),
    ],
    ['a bigint', () => 1n],
    ['NaN', () => ({ at: [1, Number.NaN], text: 'ok' })],
    ['an invalid Date', () => new Date(Number.NaN)],
  ])('a response that JSON cannot carry (%s) is a logged 500', async (_, make) => {
    const { post, lines } = bound(await greeter({ greet: async () => make() }));
    const response = await post('{"name":"Ada"}');
    expect(response.status).toBe(500);
    expect((await problemOf(response)).code).toBe('internal');
    await pause(5);
    expect(lines.some((line) => line['level'] === 'error' && line['code'] === 'internal')).toBe(
      true,
    );
  });

  test('a call that takes too long is a 504, and its work is told', async () => {
    let aborted = false;
    const greet: GreeterOptions['greet'] = async (_, { signal }) => {
      await once(signal, 'abort');
      aborted = true;
    };
    const { post, lines } = bound(await greeter({ greet, timeout: 30 }));
    const response = await post('{"name":"Ada"}');
    expect(response.status).toBe(504);
    expect((await problemOf(response)).code).toBe('deadline_exceeded');
    expect(aborted).toBe(true);
    expect(lines[0]).toMatchObject({ level: 'warn', code: 'deadline_exceeded' });
  });

  test('a denial above the logging layer still has its line, and comes before validation', async () => {
    const deny: Middleware = () => () =>
      Promise.reject(new KitError('unauthenticated', 'no token'));
    const { post, lines } = bound(await greeter({ outermost: [deny] }));
    const response = await post('{"nonsense":1}');
    expect(response.status).toBe(401);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ code: 'unauthenticated', operation: 'Greeter.greet' });
  });

  test('an endpoint that throws without a promise is a failure like any other', async () => {
    const endpoint: HttpRoute['endpoint'] = () => {
      throw new KitError('conflict', 'x');
    };
    const { post } = bound(await greeter({ route: { endpoint } }));
    expect((await post('{"name":"Ada"}')).status).toBe(409);
  });
});

describe('request id and trace', () => {
  test('a well-formed id is taken and echoed, another is replaced', async () => {
    const { post } = bound(await greeter());
    const body = '{"name":"Ada"}';
    expect((await post(body, { 'x-request-id': 'a.b:1' })).headers.get('x-request-id')).toBe(
      'a.b:1',
    );
    const replaced = await post(body, { 'x-request-id': 'a b' });
    expect(replaced.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('the trace of the caller is joined and logged', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736';
    const greet: GreeterOptions['greet'] = async (_, ctx) => ctx.propagation();
    const { post, lines } = bound(await greeter({ greet }));
    const headers = { traceparent: `00-${trace}-00f067aa0ba902b7-01`, tracestate: 'a=1' };
    const sent = (await (await post('{"name":"Ada"}', headers)).json()) as Record<string, string>;
    expect(sent['traceparent']).toMatch(
      new RegExp(`^00-${trace}-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$`),
    );
    expect(sent['tracestate']).toBe('a=1');
    await pause(5);
    expect(lines[0]).toMatchObject({ trace_id: trace });
  });

  test('the headers are the metadata', async () => {
    const greet: GreeterOptions['greet'] = async (_, { metadata }) => [
      metadata.get('X-Tenant'),
      metadata.get('x-none') ?? null,
      metadata.names().includes('x-tenant'),
    ];
    const { post } = bound(await greeter({ greet }));
    const response = await post('{"name":"Ada"}', { 'x-tenant': 'acme' });
    expect(await response.json()).toEqual(['acme', null, true]);
  });

  test('currentContext works where it was asked for', async () => {
    const greet: GreeterOptions['greet'] = async (_, ctx) => {
      await pause(1);
      return currentContext()?.requestId === ctx.requestId;
    };
    const asked = bound(await greeter({ greet, currentContext: true }));
    expect(await (await asked.post('{"name":"Ada"}')).json()).toBe(true);
    const not = bound(await greeter({ greet }));
    expect(await (await not.post('{"name":"Ada"}')).json()).toBe(false);
  });
});

describe('middleware, handlers, mounts', () => {
  test('use runs in order before everything and can answer or fail', async () => {
    const one = await greeter();
    const seen: string[] = [];
    one.server.use((request, response, next) => {
      seen.push(request.url ?? '');
      response.setHeader('x-frame-options', 'DENY');
      next();
    });
    one.server.use((request, response, next) => {
      if (request.url === '/early') response.writeHead(299).end('early');
      else if (request.url === '/error') next(new KitError('permission_denied', 'no'));
      else if (request.url === '/throw') throw new Error('boom');
      else next();
    });
    const greeting = await one.post('{"name":"Ada"}');
    expect([greeting.status, greeting.headers.get('x-frame-options')]).toEqual([200, 'DENY']);
    expect((await fetch(`${one.url}/early`)).status).toBe(299);
    expect((await fetch(`${one.url}/error`)).status).toBe(403);
    const thrown = await fetch(`${one.url}/throw`);
    expect((await problemOf(thrown)).code).toBe('internal');
    expect(seen).toEqual(['/greet', '/early', '/error', '/throw']);
  });

  test('a plain handler has id, line, metrics, and its failures are problems', async () => {
    const one = await greeter();
    one.server.handle({
      method: 'GET',
      path: '/version',
      handler: 'version',
      serve: (_, response) => response.end('1.0.0'),
    });
    one.server.handle({
      method: 'GET',
      path: '/broken',
      handler: 'broken',
      serve: async () => {
        throw new KitError('unavailable', 'later', { retryAfter: 7 });
      },
    });
    const version = await fetch(`${one.url}/version`);
    expect(await version.text()).toBe('1.0.0');
    expect(version.headers.get('x-request-id')).toMatch(/^[0-9a-f]{32}$/);
    const broken = await fetch(`${one.url}/broken`);
    expect([broken.status, broken.headers.get('retry-after')]).toEqual([503, '7']);
    await pause(10);
    expect(one.lines.map((line) => [line['operation'], line['code']])).toEqual([
      ['version', 'ok'],
      ['broken', 'unavailable'],
    ]);
  });

  test('a handler that fails midway cuts the connection', async () => {
    const one = await greeter();
    one.server.handle({
      method: 'GET',
      path: '/half',
      handler: 'half',
      serve: async (_, response) => {
        response.writeHead(200, { 'content-length': '10' });
        response.write('half');
        await pause(5);
        throw new Error('boom');
      },
    });
    await expect(fetch(`${one.url}/half`).then((response) => response.text())).rejects.toThrow(
      'terminated',
    );
  });

  test('a mount sees what no route takes, without its prefix', async () => {
    const one = await greeter();
    const tell =
      (name: string) =>
      (request: { url?: string | undefined }, response: { end(text: string): void }) =>
        response.end(`${name} ${request.url} ${String(Reflect.get(request, 'originalUrl'))}`);
    one.server.mount('/app', tell('app'));
    one.server.mount('/app/deep', tell('deep'));
    const get = async (path: string) => (await fetch(one.url + path)).text();
    expect(await get('/app')).toBe('app / /app');
    expect(await get('/app?x=1')).toBe('app /?x=1 /app?x=1');
    expect(await get('/app/a/b?x=1')).toBe('app /a/b?x=1 /app/a/b?x=1');
    expect(await get('/app/deep/c')).toBe('deep /c /app/deep/c');
    expect((await fetch(`${one.url}/apple`)).status).toBe(404);
    expect(() => one.server.mount('/x/', tell('x'))).toThrow(TypeError);
    one.server.mount('/', tell('root'));
    expect(await get('/apple')).toBe('root /apple undefined');
    expect((await one.post('{"name":"Ada"}')).status).toBe(200);
  });
});

test('requests are counted by route, method and status', async () => {
  const one = await greeter();
  one.server.route({ ...plain, method: 'GET', path: '/users/{id}' });
  await one.post('{"name":"Ada"}');
  await one.post('{"name":"Ada"}');
  await one.post('{}');
  await fetch(`${one.url}/users/1`);
  await fetch(`${one.url}/nope`);
  const [requests, durations] = one.server.metrics.collectors();
  const { values } = await requests!.get();
  expect(values).toContainEqual({
    labels: { method: 'POST', route: '/greet', status: 200 },
    value: 2,
  });
  expect(values).toContainEqual({
    labels: { method: 'POST', route: '/greet', status: 400 },
    value: 1,
  });
  expect(values).toContainEqual({
    labels: { method: 'GET', route: '/users/{id}', status: 200 },
    value: 1,
  });
  expect(values).toContainEqual({ labels: { method: '', route: '', status: 404 }, value: 1 });
  const greet = (await durations!.get()).values.filter(
    ({ labels }) => labels['route'] === '/greet',
  );
  const last = greet.find(({ labels }) => labels['le'] === '+Inf');
  expect(last?.value).toBe(3);
  expect(greet.find(({ metricName }) => metricName?.endsWith('_count'))?.value).toBe(3);
});

test.each([
  [{ bodyBytes: 0 }],
  [{ headersTimeout: -1 }],
  [{ requestTimeout: 1.5 }],
  [{ maxConnections: Number.NaN }],
])('limits out of range fail at assembly: %o', (limits) => {
  expect(() => new Greeter({ limits })).toThrow(RangeError);
});

test('routes of many types fit in one list', () => {
  const one = httpRoute<{ a: number }, string>({
    ...plain,
    method: 'GET',
    path: '/a',
    decode: () => ({ a: 1 }),
    endpoint: chain()(async ({ a }: { a: number }) => String(a)),
    encode: (text) => text.length,
  });
  const list: readonly HttpRoute[] = [one];
  expect(list).toHaveLength(1);
});

function bound(one: Greeter): Pick<Greeter, 'post' | 'lines'> {
  return { post: (...args) => one.post(...args), lines: one.lines };
}

function chunks(text: string): ReadableStream {
  return new Blob([text]).stream();
}

async function collected(request: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
