/* oxlint-disable unicorn/consistent-function-scoping -- an answer reads best in the test that it is for */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { ApiError } from '../src/sdk/api-error.ts';
import { HttpClient, type ClientRequest } from '../src/sdk/http-client.ts';
import type { ClientOptions } from '../src/sdk/options.ts';
import { buildQuery, fillPath, withoutFields } from '../src/sdk/url.ts';
import { Greeter } from './support/greeter.ts';
import { pause } from './support/project.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, attempt: number) => unknown;

const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Called {
  readonly client: HttpClient;
  readonly seen: IncomingMessage[];
  readonly url: string;
  readonly call: (request?: Partial<ClientRequest>) => Promise<unknown>;
}

async function serve(answer: Answer, options: Partial<ClientOptions> = {}): Promise<Called> {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    request.resume().on('end', () => void answer(request, response, seen.length));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = new HttpClient({ baseUrl: url, ...options });
  const call = (request: Partial<ClientRequest> = {}) =>
    client.call({ method: 'GET', path: '/x', operation: 'A.b', ...request });
  return { client, seen, url, call };
}

function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`not an ApiError but ${String(error)}`);
}

describe('requests', () => {
  test('carry method, path, query, body and headers', async () => {
    const { call, seen, client } = await serve(
      (request, response) => json(response, 200, request.headers),
      {
        token: async () => 'secret',
        headers: () => ({ 'X-Tenant': 'acme', accept: 'application/json' }),
      },
    );
    const query = { a: [1, 2], b: { c: true } };
    const headers = await call({ method: 'POST', path: '/x/y', query, body: { n: 1 } });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/x/y?a=1&a=2&b.c=true' });
    expect(headers).toMatchObject({
      accept: 'application/json',
      authorization: 'Bearer secret',
      'content-type': 'application/json',
      'content-length': '7',
      'x-tenant': 'acme',
    });
    const overridden = await client.call<Record<string, string>>(
      { method: 'GET', path: '/', operation: 'A.b' },
      { headers: { 'X-TENANT': 'other', traceparent: 't' } },
    );
    expect(overridden).toMatchObject({ 'x-tenant': 'other', traceparent: 't' });
    expect(overridden).not.toHaveProperty('content-type');
  });

  test('are shown to onRequest, which may add headers', async () => {
    const shown: unknown[] = [];
    const { call, url } = await serve((request, response) => json(response, 200, request.headers), {
      onRequest: (request) => {
        shown.push({ ...request, headers: undefined });
        request.headers['x-signed'] = '1';
      },
    });
    expect(await call()).toMatchObject({ 'x-signed': '1' });
    expect(shown).toEqual([
      { operation: 'A.b', method: 'GET', url: `${url}/x`, headers: undefined, attempt: 1 },
    ]);
  });

  test.each([
    [{ a: [1, { b: Number.NaN }] }, '/a/1/b is NaN', '/a/1/b'],
    [{ 'x/y': { '~': Number.NEGATIVE_INFINITY } }, '/x~1y/~0 is -Infinity', '/x~1y/~0'],
    [Number.POSITIVE_INFINITY, 'the message is Infinity', ''],
    [{ at: new Date(Number.NaN) }, '/at is an invalid Date', '/at'],
    [{ a: null, b: { toJSON: () => [Number.NaN] } }, '/b/0 is NaN', '/b/0'],
  ])('that JSON would change (%j) are not sent', async (body, detail, path) => {
    const { call, seen } = await serve((_, response) => json(response, 200, null));
    const error = await failure(call({ method: 'POST', body }));
    expect(error).toMatchObject({
      code: 'invalid_argument',
      detail: `${detail}, which JSON has no form for`,
      faults: [{ in: 'body', path, rule: 'type' }],
    });
    expect(seen).toHaveLength(0);
  });

  test('that hold null, or speak of it, are sent as they are', async () => {
    const { call } = await serve((_, response) => json(response, 200, 'ok'));
    const body = {
      a: null,
      b: ['null', 1.5, undefined],
      c: { toJSON: () => null },
      d: new Date(0),
    };
    expect(await call({ method: 'POST', body })).toBe('ok');
    expect(await call({ method: 'POST', body: null })).toBe('ok');
  });

  test('go below the path of the base URL', async () => {
    const { url, seen } = await serve((_, response) => json(response, 200, null));
    for (const base of [`${url}/api/v1`, `${url}/api/v1/`]) {
      const client = new HttpClient({ baseUrl: base });
      expect(await client.call({ method: 'GET', path: '/x', operation: 'A.b' })).toBeNull();
    }
    expect(seen.map((request) => request.url)).toEqual(['/api/v1/x', '/api/v1/x']);
  });

  test('use a given fetch', async () => {
    const given = async (url: unknown) => new Response(JSON.stringify(url));
    const client = new HttpClient({ baseUrl: 'http://x.example', fetch: given as typeof fetch });
    const answer = await client.call({ method: 'GET', path: '/a', operation: 'A.b' });
    expect(answer).toBe('http://x.example/a');
  });

  test.each(['', 'nonsense', '/relative', 'ftp://x', 'http://x?a=1', 'http://x#a', 'http://u:p@x'])(
    'the base URL %o is an error at construction',
    (baseUrl) => {
      expect(() => new HttpClient({ baseUrl })).toThrow(TypeError);
    },
  );
});

describe('paths and queries', () => {
  test('values are encoded', () => {
    const path = fillPath('/users/{id}/{n}', { id: 'a/b ?#é', n: 12n });
    expect(path).toBe('/users/a%2Fb%20%3F%23%C3%A9/12');
  });

  test.each(['', '.', '..', undefined, null])('%o cannot be in a path', (id) => {
    expect(() => fillPath('/users/{id}', { id })).toThrow(ApiError);
  });

  test.each([
    ['/v1/{name=shelves/*}', { name: 'shelves/a b' }, '/v1/shelves/a%20b'],
    ['/v1/{name=shelves/*}:publish', { name: 'shelves/1' }, '/v1/shelves/1:publish'],
    ['/v1/{book.name=books/**}', { book: { name: 'books/a/b' } }, '/v1/books/a/b'],
    ['/v1/{name=books/**}', { name: 'books' }, '/v1/books'],
    ['/v1/{id=*}', { id: 'a/b' }, '/v1/a%2Fb'],
  ])('%s is filled with values of several parts', (template, values, path) => {
    expect(fillPath(template, values)).toBe(path);
  });

  test.each([
    ['/v1/{name=shelves/*}', { name: 'books/1' }],
    ['/v1/{name=shelves/*}', { name: 'shelves/1/2' }],
    ['/v1/{name=shelves/**}', { name: 'shelves/../x' }],
    ['/v1/{book.name=books/*}', { book: {} }],
  ])('%s is not filled with what looks otherwise', (template, values) => {
    expect(() => fillPath(template, values)).toThrow(ApiError);
  });

  test('fields of nested messages are left out', () => {
    const message = { id: 1, thing: { id: 2, more: 3 } };
    expect(withoutFields(message, ['thing.id', 'gone.x'])).toEqual({ id: 1, thing: { more: 3 } });
    expect(message.thing.id).toBe(2);
  });

  test('queries have repeated names, nested names, and no undefined', () => {
    const date = new Date(0);
    const query = {
      a: [1, 'x&y'],
      b: { c: { d: true } },
      e: undefined,
      f: null,
      g: date,
      h: [],
      i: 1n,
    };
    expect(buildQuery(query)).toBe(
      'a=1&a=x%26y&b.c.d=true&f=null&g=1970-01-01T00%3A00%3A00.000Z&i=1',
    );
    expect(buildQuery({})).toBe('');
    const unset: { constructor?: unknown } = {};
    expect(buildQuery({ constructor: unset.constructor, a: 1 })).toBe('a=1');
  });
});

describe('responses', () => {
  test.each([204, 205])('%i has no value', async (status) => {
    const { call } = await serve((_, response) => response.writeHead(status).end());
    expect(await call()).toBeUndefined();
  });

  test('an empty body has no value', async () => {
    const { call } = await serve((_, response) => response.writeHead(200).end());
    expect(await call()).toBeUndefined();
  });

  test('what is no JSON is an invalid response', async () => {
    const { call } = await serve((_, response) =>
      response.writeHead(200, { 'x-request-id': 'r-1' }).end('<html>'),
    );
    expect(await failure(call())).toMatchObject({
      code: 'invalid_response',
      status: 200,
      requestId: 'r-1',
      body: '<html>',
    });
  });

  test('one that is too large is refused while it arrives', async () => {
    let closed = false;
    const { call } = await serve(
      (_, response) => {
        response.on('close', () => (closed = true));
        response.writeHead(200);
        const endless = setInterval(() => response.write('x'.repeat(1000)), 1);
        response.on('close', () => clearInterval(endless));
      },
      { maxResponseBytes: 10_000 },
    );
    const error = await failure(call());
    expect(error).toMatchObject({ code: 'invalid_response', status: 200 });
    expect(error.detail).toContain('10000 bytes');
    await expect.poll(() => closed).toBe(true);
  });

  test('letters that are split between chunks stay whole', async () => {
    const bytes = Buffer.from('"é😀"');
    const { call } = await serve(async (_, response) => {
      response.writeHead(200);
      for (const byte of bytes) {
        response.write(Buffer.of(byte));
        await pause(2);
      }
      response.end();
    });
    expect(await call()).toBe('é😀');
  });
});

describe('onResponse', () => {
  test('sees every response before its body is read, with its request', async () => {
    const shown: unknown[] = [];
    const { call } = await serve(
      (_, response, attempt) =>
        attempt === 1 ? json(response, 503, {}) : json(response, 200, 'body', { 'x-left': '9' }),
      {
        onResponse: async ({ request, status, headers }) => {
          await pause(1);
          shown.push([request.operation, request.attempt, status, headers.get('x-left')]);
        },
      },
    );
    expect(await call()).toBe('body');
    expect(shown).toEqual([
      ['A.b', 1, 503, null],
      ['A.b', 2, 200, '9'],
    ]);
  });

  test('what it throws, the caller gets, and nothing is tried again', async () => {
    const { call, seen } = await serve((_, response) => json(response, 503, {}), {
      onResponse: () => {
        throw new RangeError('mine');
      },
    });
    await expect(call()).rejects.toThrow(new RangeError('mine'));
    expect(seen).toHaveLength(1);
  });
});

describe('errors', () => {
  test('a problem document of kit becomes a typed error', async () => {
    const greeter = await new Greeter().start();
    const client = new HttpClient({ baseUrl: greeter.url });
    const request = { method: 'POST', path: '/greet', operation: 'Greeter.greet' };
    const error = await failure(client.call({ ...request, body: { name: 'A', x: 1 } }));
    await greeter.stop();
    expect(error).toMatchObject({
      name: 'ApiError',
      code: 'invalid_argument',
      status: 400,
      detail: 'the request is not valid',
      message: 'invalid_argument: the request is not valid',
      faults: [
        { in: 'body', path: '/x', rule: 'unevaluatedProperties' },
        { in: 'body', path: '/name', rule: 'minLength' },
      ],
    });
    expect(error.requestId).toMatch(/^[0-9a-f]{32}$/);
    expect(error.body).toMatchObject({ status: 400 });
  });

  test.each([
    [404, 'nothing here', 'not_found', 'the service answered 404'],
    [418, '', 'unknown', 'the service answered 418'],
    [500, '<html>', 'internal', 'the service answered 500'],
    [502, '', 'unavailable', 'the service answered 502'],
    [409, '{"title":"Taken"}', 'conflict', 'Taken'],
    [400, '{"code":7,"errors":[3,{"path":"/a"}]}', 'invalid_argument', 'the service answered 400'],
  ])('a %i with body %o is %s', async (status, body, code, detail) => {
    const { call } = await serve((_, response) => response.writeHead(status).end(body), {
      retries: 0,
    });
    expect(await failure(call())).toMatchObject({ code, status, detail, faults: [] });
  });

  test('a huge error body is cut', async () => {
    const { call } = await serve((_, response) =>
      response.writeHead(500).end('x'.repeat(1_000_000)),
    );
    expect(String((await failure(call())).body).length).toBeLessThanOrEqual(64 * 1024);
  });

  test('no service is unavailable, with the reason', async () => {
    const client = new HttpClient({ baseUrl: 'http://127.0.0.1:1', retries: 0 });
    const error = await failure(client.call({ method: 'GET', path: '/', operation: 'A.b' }));
    expect(error).toMatchObject({ code: 'unavailable', status: 0 });
    expect(error.detail).toMatch(/^cannot reach http:\/\/127\.0\.0\.1:1: \S/);
    expect(error.cause).toBeInstanceOf(TypeError);
  });
});

describe('time', () => {
  const never: Answer = () => undefined;

  test('a call ends at its time-out, and the service sees it go', async () => {
    const { client, seen } = await serve(never, { timeout: 60_000 });
    const request = { method: 'GET', path: '/', operation: 'A.b' };
    const error = await failure(client.call(request, { timeout: 50 }));
    expect(error).toMatchObject({ code: 'deadline_exceeded', status: 0 });
    expect(error.detail).toContain('50 ms');
    await expect.poll(() => seen[0]!.socket.destroyed).toBe(true);
    expect(seen).toHaveLength(1);
  });

  test('a body that stalls counts as well', async () => {
    const { call } = await serve((_, response) => response.writeHead(200).write('"half'), {
      timeout: 50,
    });
    expect(await failure(call())).toMatchObject({ code: 'deadline_exceeded' });
  });

  test('Infinity is no limit', async () => {
    const { call } = await serve(
      async (_, response) => {
        await pause(50);
        json(response, 200, 'late');
      },
      { timeout: Number.POSITIVE_INFINITY },
    );
    expect(await call()).toBe('late');
  });

  test('the caller can cancel, before and during', async () => {
    const { client, seen } = await serve(never);
    const request = { method: 'GET', path: '/', operation: 'A.b' };
    const before = await failure(client.call(request, { signal: AbortSignal.abort('why') }));
    expect(before).toMatchObject({ code: 'cancelled', cause: 'why' });
    expect(seen).toHaveLength(0);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 30);
    const during = await failure(client.call(request, { signal: controller.signal }));
    expect(during.code).toBe('cancelled');
  });
});

describe('retries', () => {
  const second =
    (status: number, headers = {}): Answer =>
    (_, response, attempt) =>
      attempt === 1 ? json(response, status, {}, headers) : json(response, 200, attempt);

  test.each([408, 429, 502, 503, 504])('%i is tried again', async (status) => {
    const { call } = await serve(second(status));
    expect(await call()).toBe(2);
  });

  test('a connection that breaks is tried again', async () => {
    const { call } = await serve((request, response, attempt) =>
      attempt < 3 ? request.socket.destroy() : json(response, 200, attempt),
    );
    expect(await call({ method: 'PUT', body: {} })).toBe(3);
  });

  test.each([
    ['POST', undefined, 1],
    ['PATCH', undefined, 1],
    ['POST', true, 2],
    ['GET', false, 1],
    ['DELETE', undefined, 2],
  ])('%s with idempotent %s is sent %i times', async (method, idempotent, times) => {
    const { call, seen } = await serve((_, response) => json(response, 503, {}), { retries: 1 });
    const declared = idempotent === undefined ? {} : { idempotent };
    expect((await failure(call({ method, ...declared }))).status).toBe(503);
    expect(seen).toHaveLength(times);
  });

  test.each([400, 404, 409, 500, 501])('%i is final', async (status) => {
    const { call, seen } = await serve((_, response) => json(response, status, {}));
    await failure(call());
    expect(seen).toHaveLength(1);
  });

  test('none are made when none are wanted', async () => {
    const { call, seen } = await serve((_, response) => json(response, 503, {}), { retries: 0 });
    await failure(call());
    expect(seen).toHaveLength(1);
  });

  test('Retry-After is honoured', async () => {
    const { call } = await serve(second(503, { 'retry-after': '1' }));
    const started = Date.now();
    expect(await call()).toBe(2);
    expect(Date.now() - started).toBeGreaterThanOrEqual(990);
  });

  test('a wait beyond the time-out is not begun', async () => {
    const { call, seen } = await serve(second(503, { 'retry-after': '3600' }), { timeout: 5000 });
    const started = Date.now();
    expect(await failure(call())).toMatchObject({ status: 503, retryAfter: 3600 });
    expect(Date.now() - started).toBeLessThan(2000);
    expect(seen).toHaveLength(1);
  });

  test('Retry-After may be a date', async () => {
    const date = new Date(Date.now() + 60_000).toUTCString();
    const { call } = await serve(second(503, { 'retry-after': date }), { retries: 0 });
    const { retryAfter } = await failure(call());
    expect(retryAfter).toBeGreaterThan(50);
    expect(retryAfter).toBeLessThanOrEqual(60);
  });

  test('cancelling ends a wait at once', async () => {
    const { client, seen } = await serve(second(503, { 'retry-after': '20' }));
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const started = Date.now();
    const request = { method: 'GET', path: '/', operation: 'A.b' };
    const error = await failure(client.call(request, { signal: controller.signal }));
    expect(error.code).toBe('cancelled');
    expect(Date.now() - started).toBeLessThan(2000);
    expect(seen).toHaveLength(1);
  });

  test('the token is asked for each time', async () => {
    let tokens = 0;
    const { call, seen } = await serve(second(503), { token: () => `t${(tokens += 1)}` });
    await call();
    expect(seen.map((request) => request.headers.authorization)).toEqual([
      'Bearer t1',
      'Bearer t2',
    ]);
  });
});
