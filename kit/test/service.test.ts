/* oxlint-disable unicorn/consistent-function-scoping -- a handler reads best in the test that it is for */
import { afterEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { CallMetrics, metrics } from '../src/endpoint/index.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { httpRoute } from '../src/http/index.ts';
import { createService, type RunningService, type Service } from '../src/index.ts';
import type { ServiceOptions } from '../src/service/service-options.ts';
import { logs, type Line } from './support/log.ts';
import { problemOf } from './support/greeter.ts';
import { pause } from './support/project.ts';

interface Made extends RunningService {
  readonly service: Service;
  readonly lines: Line[];
  readonly send: (method: string, path: string, body?: unknown) => Promise<Response>;
}

const running: Service[] = [];

function make(options: ServiceOptions = {}) {
  const { logger, lines } = logs();
  const service = createService({
    address: '127.0.0.1:0',
    name: 'shop',
    logger,
    argv: [],
    env: {},
    ...options,
  });
  running.push(service);
  return { service, lines };
}

async function start(
  options: ServiceOptions = {},
  assemble?: (service: Service) => void,
): Promise<Made> {
  const { service, lines } = make(options);
  assemble?.(service);
  const where = await service.start();
  const send = (method: string, path: string, body?: unknown) => {
    if (body === undefined) return fetch(where.url + path, { method });
    const headers = { 'content-type': 'application/json' };
    return fetch(where.url + path, { method, headers, body: JSON.stringify(body) });
  };
  return { service, lines, send, ...where };
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((service) => service.stop()));
});

describe('built-in routes', () => {
  test('health, livez and readyz', async () => {
    const { send } = await start({ checks: { db: () => true } });
    for (const path of ['/health', '/readyz']) {
      const response = await send('GET', path);
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.json()).toEqual({
        status: 'ok',
        service: 'shop',
        checks: [{ name: 'db', status: 'ok' }],
      });
    }
    expect(await (await send('GET', '/livez')).json()).toEqual({ status: 'ok', service: 'shop' });
    expect((await send('HEAD', '/health')).status).toBe(200);
    expect((await send('POST', '/health')).status).toBe(405);
  });

  test('a failing check is a 503 with its cause in the log; livez does not care', async () => {
    const { service, send, lines } = await start();
    service.check('db', () => Promise.reject(new Error('refused')));
    expect((await send('GET', '/health')).status).toBe(503);
    expect((await send('GET', '/readyz')).status).toBe(503);
    expect((await send('GET', '/livez')).status).toBe(200);
    expect(lines.find((line) => line['check'] === 'db')).toMatchObject({
      level: 'warn',
      err: { message: 'refused' },
    });
  });

  test('metrics: requests, calls, the process and what the user adds', async () => {
    const { service, send } = await start({}, (made) => {
      const counted = metrics({ counts: made.callMetrics, operation: 'A.b' });
      made.route(
        httpRoute({
          method: 'GET',
          path: '/a',
          handler: 'A.b',
          input: 'none',
          decode: () => ({}),
          endpoint: counted(async () => 1),
        }),
      );
    });
    expect(service.callMetrics).toBeInstanceOf(CallMetrics);
    await send('GET', '/a');
    const response = await send('GET', '/metrics');
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
    const text = await response.text();
    expect(text).toContain('http_requests_total{method="GET",route="/a",status="200"} 1');
    expect(text).toMatch(
      /http_request_duration_seconds_bucket\{le="\+Inf",method="GET",route="\/a"\} 1/,
    );
    expect(text).toContain('calls_total{operation="A.b",code="ok"} 1');
    expect(text).toContain('process_cpu_user_seconds_total');
    expect(text).toContain('nodejs_eventloop_lag_seconds');
    expect((await send('GET', '/metrics')).status).toBe(200);
  });

  test('debug routes list everything in order', async () => {
    const { service, send } = await start({}, (made) => {
      made.post('/hello', {}, function sayHello() {
        return {};
      });
      made.get('/users/{id}', {}, () => ({}));
      made.handle('GET', '/version', (_, response) => response.end('1'), 'version');
    });
    const routes = await (await send('GET', '/debug/routes')).json();
    expect(routes).toEqual(service.listRoutes());
    expect(routes).toEqual([
      { Method: 'GET', Path: '/health', Handler: 'health' },
      { Method: 'GET', Path: '/livez', Handler: 'livez' },
      { Method: 'GET', Path: '/readyz', Handler: 'readyz' },
      { Method: 'GET', Path: '/metrics', Handler: 'metrics' },
      { Method: 'GET', Path: '/debug/routes', Handler: 'debug' },
      { Method: 'POST', Path: '/hello', Handler: 'sayHello' },
      { Method: 'GET', Path: '/users/{id}', Handler: 'GET /users/{id}' },
      { Method: 'GET', Path: '/version', Handler: 'version' },
    ]);
  });

  test.each([
    [{ address: ':0' }, 404],
    [{ address: '0.0.0.0:0' }, 404],
    [{ address: ':0', debugRoutes: true }, 200],
    [{ debugRoutes: false }, 404],
    [{ address: 'localhost:0' }, 200],
  ])('debug routes with %o answer %i', async (options, status) => {
    const { send } = await start(options);
    const response = await send('GET', '/debug/routes');
    expect(response.status).toBe(status);
  });

  test.each<[ServiceOptions, number]>([
    [{}, 200],
    [{ address: ':0' }, 404],
    [{ address: ':0', docs: true }, 200],
    [{ docs: false }, 404],
    [{ address: ':0', debugRoutes: true }, 404],
  ])('pages for developers with %o answer %i', async (options, status) => {
    const { send } = await start(options, (service) => {
      service.docs('/pages', (request, response) => response.end(`page ${request.url}`));
    });
    for (const [path, text] of [
      ['/pages/', 'page /'],
      ['/pages/a.js?x=1', 'page /a.js?x=1'],
    ] as const) {
      const response = await send('GET', path);
      expect(response.status).toBe(status);
      if (status === 200) expect(await response.text()).toBe(text);
      else expect((await problemOf(response)).code).toBe('route_not_found');
    }
  });

  test('pages for developers are found without their slash', async () => {
    const { url, service } = await start({}, (one) => {
      one.docs('/pages', (_, response) => response.end('page'));
    });
    const response = await fetch(`${url}/pages`, { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'pages/']);
    expect((await fetch(`${url}/pages`)).url).toBe(`${url}/pages/`);
    expect((await fetch(`${url}/pages/a/b`)).status).toBe(404);
    expect(service.listRoutes()).toContainEqual({
      Method: 'GET',
      Path: '/pages/',
      Handler: 'pages',
    });
  });

  test.each(['pages', '/', '/a/b', '/a/'])('pages cannot be under %s', (prefix) => {
    const { service } = make();
    expect(() => service.docs(prefix, () => undefined)).toThrow(TypeError);
  });

  test('debug routes that are off are no route', async () => {
    const { send } = await start({ debugRoutes: false });
    const problem = await problemOf(await send('GET', '/debug/routes'));
    expect(problem.code).toBe('route_not_found');
  });

  test('probes and scrapes write no line', async () => {
    const { send, lines } = await start();
    const before = lines.length;
    for (const path of ['/health', '/livez', '/readyz', '/metrics', '/debug/routes']) {
      await send('GET', path);
    }
    await pause(20);
    expect(lines).toHaveLength(before);
  });
});

describe('routes by hand', () => {
  const Item = z.strictObject({ name: z.string().min(1), count: z.coerce.number().default(1) });

  test('the request is what the schema makes of it', async () => {
    const { send } = await start({}, (made) => {
      made.post('/items', { request: Item }, async (item) => ({ doubled: item.count * 2 }));
    });
    expect(await (await send('POST', '/items', { name: 'a', count: '4' })).json()).toEqual({
      doubled: 8,
    });
    expect(await (await send('POST', '/items', { name: 'a' })).json()).toEqual({ doubled: 2 });
  });

  test('every fault of the schema is in the problem', async () => {
    const Nested = z.object({ items: z.array(z.object({ 'a/b': z.string() })), n: z.number() });
    const { send } = await start({}, (made) => {
      made.put('/nested', { request: Nested }, () => 'x');
    });
    const { errors, code } = await problemOf(await send('PUT', '/nested', { items: [{}] }));
    expect(code).toBe('invalid_argument');
    expect(errors).toEqual([
      expect.objectContaining({ in: 'body', path: '/items/0/a~1b', rule: 'schema' }),
      expect.objectContaining({ in: 'body', path: '/n', rule: 'schema' }),
    ]);
  });

  test('path and query make the message of GET and DELETE', async () => {
    const Query = z.object({ id: z.coerce.number(), tag: z.array(z.string()) });
    const { send } = await start({}, (made) => {
      made.get('/items/{id}', { request: Query }, (query) => query);
      made.delete('/items/{id}', {}, (query) => query);
    });
    expect(await (await send('GET', '/items/7?tag=a&tag=b')).json()).toEqual({
      id: 7,
      tag: ['a', 'b'],
    });
    expect(await (await send('DELETE', '/items/7?id=8&__proto__=x')).json()).toEqual(
      JSON.parse('{"id":"7","__proto__":"x"}'),
    );
    const { errors } = await problemOf(await send('GET', '/items/x'));
    expect(errors!.map((fault) => [fault.in, fault.path])).toEqual([
      ['path', '/id'],
      ['query', '/tag'],
    ]);
  });

  test('path values are laid over the body', async () => {
    const { send } = await start({}, (made) => {
      made.patch('/items/{id}', {}, (message) => message);
    });
    expect(await (await send('PATCH', '/items/7', { id: 1, a: 2 })).json()).toEqual({
      id: '7',
      a: 2,
    });
  });

  test('a handler that returns nothing is a 204', async () => {
    const { send } = await start({}, (made) => {
      made.post('/nothing', {}, () => undefined);
    });
    expect((await send('POST', '/nothing')).status).toBe(204);
  });

  test('a response that its schema refuses is our fault', async () => {
    const { send, lines } = await start({}, (made) => {
      const response = z.object({ a: z.string() });
      made.get('/bad', { response }, () => ({ a: 1 }) as unknown as { a: string });
    });
    const response = await send('GET', '/bad');
    expect((await problemOf(response)).detail).toBe('an internal error occurred');
    expect(response.status).toBe(500);
    expect(JSON.stringify(lines)).toContain('the response is not valid: /a');
  });

  test('they have the time-out of the service', async () => {
    const { send } = await start({ timeout: 30 }, (made) => {
      made.get('/slow', {}, () => pause(5000));
    });
    expect((await send('GET', '/slow')).status).toBe(504);
  });
});

describe('lifecycle', () => {
  const noted = (notes: string[], name: string, fails?: 'start' | 'stop') => ({
    name,
    start: async () => {
      notes.push(`start ${name}`);
      if (fails === 'start') throw new Error('broken');
    },
    stop: () => {
      notes.push(`stop ${name}`);
      if (fails === 'stop') throw new Error('broken');
    },
  });

  test('components start in order and stop in reverse', async () => {
    const notes: string[] = [];
    const { service } = await start({ components: [noted(notes, 'a')] }, (made) => {
      made.component(noted(notes, 'b'));
      made.component({ name: 'bare' });
    });
    expect(notes).toEqual(['start a', 'start b']);
    await service.stop();
    await service.stop();
    expect(notes).toEqual(['start a', 'start b', 'stop b', 'stop a']);
  });

  test('a failed start unwinds what had started', async () => {
    const notes: string[] = [];
    const components = [noted(notes, 'a'), noted(notes, 'b', 'start'), noted(notes, 'c')];
    const { service } = make({ components });
    await expect(service.start()).rejects.toThrow('b failed to start: broken');
    expect(notes).toEqual(['start a', 'start b', 'stop a']);
    await service.stop();
    expect(notes).toHaveLength(3);
  });

  test('an address that is taken unwinds too, with a clear message', async () => {
    const notes: string[] = [];
    const { port } = await start();
    const address = `127.0.0.1:${port}`;
    const { service } = make({ address, components: [noted(notes, 'a')] });
    await expect(service.start()).rejects.toThrow(
      `${address} is already in use; -http.addr or APP_HTTP_ADDR sets another address`,
    );
    expect(notes).toEqual(['start a', 'stop a']);
  });

  test('a bad address is refused before anything starts', async () => {
    const notes: string[] = [];
    const { service } = make({ address: 'nonsense', components: [noted(notes, 'a')] });
    await expect(service.start()).rejects.toThrow('address: "nonsense" is not host:port');
    expect(notes).toEqual([]);
  });

  test('one that fails to stop is logged and keeps no other from stopping', async () => {
    const notes: string[] = [];
    const components = [noted(notes, 'a'), noted(notes, 'b', 'stop')];
    const { service, lines } = await start({ components });
    await service.stop();
    expect(notes).toEqual(['start a', 'start b', 'stop b', 'stop a']);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'error', msg: 'b failed to stop: broken' }),
    );
  });

  test('what is owned is closed before what started earlier, last first', async () => {
    const notes: string[] = [];
    const closing = (name: string) => ({ close: () => void notes.push(`close ${name}`) });
    const { service } = await start({ components: [noted(notes, 'a')] });
    await service.own('x', closing('x'));
    await service.own('y', Promise.resolve(closing('y')));
    await service.own('z', {});
    await service.stop();
    expect(notes).toEqual(['start a', 'close y', 'close x', 'stop a']);
  });

  test('a service starts once', async () => {
    const { service } = await start();
    await expect(service.start()).rejects.toThrow('shop was started already');
    const { service: stopped } = make();
    await stopped.stop();
    await expect(stopped.start()).rejects.toThrow('shop was started already');
  });

  test('running requests end before components stop, and readyz says no meanwhile', async () => {
    const notes: string[] = [];
    const { service, send } = await start(
      { components: [noted(notes, 'a')], shutdownDelay: 150 },
      (made) => {
        made.get('/slow', {}, async () => {
          await pause(300);
          notes.push('answered');
          return 'done';
        });
      },
    );
    const slow = send('GET', '/slow');
    await pause(50);
    const stopped = service.stop();
    await pause(30);
    expect((await send('GET', '/readyz')).status).toBe(503);
    expect((await send('GET', '/livez')).status).toBe(200);
    expect(await (await slow).json()).toBe('done');
    await stopped;
    expect(notes).toEqual(['start a', 'answered', 'stop a']);
    await expect(send('GET', '/livez')).rejects.toThrow('fetch failed');
  });

  test('what takes longer than the budget is cut, and told', async () => {
    let reason: unknown;
    const { service, send, lines } = await start({ shutdownTimeout: 100 }, (made) => {
      made.get('/stuck', {}, (_, ctx) => new Promise(() => ctx.onCancel((why) => (reason = why))));
    });
    const stuck = send('GET', '/stuck').catch((error: unknown) => error);
    await pause(50);
    const started = Date.now();
    await service.stop();
    expect(Date.now() - started).toBeLessThan(2000);
    expect(await stuck).toBeInstanceOf(Error);
    await expect.poll(() => KitError.from(reason).code).toBe('unavailable');
    expect(lines).toContainEqual(expect.objectContaining({ level: 'warn', budget_ms: 100 }));
  });

  test('components that hang do not keep the service from ending', async () => {
    const stop = () => new Promise(() => undefined);
    const { service, lines } = await start({
      shutdownTimeout: 50,
      components: [{ name: 'x', stop }],
    });
    const started = Date.now();
    await service.stop();
    expect(Date.now() - started).toBeLessThan(5000);
    expect(lines.at(-1)).toMatchObject({ level: 'error', msg: 'components did not stop in time' });
  });

  test('the environment moves the address, and the start says where', async () => {
    const { url, port, lines } = await start({
      address: '127.0.0.1:1',
      env: { APP_HTTP_ADDR: '127.0.0.1:0' },
    });
    expect(port).toBeGreaterThan(1);
    expect(lines[0]).toMatchObject({ url, msg: `shop listening on ${url}` });
  });
});

test('use and mount work on a service', async () => {
  const { send } = await start(
    {
      use: [
        (_, response, next) => {
          response.setHeader('x-powered-by', 'kit');
          next();
        },
      ],
    },
    (made) => {
      made.mount('/app', (request, response) => response.end(request.url));
    },
  );
  expect(await (await send('GET', '/app/x')).text()).toBe('/x');
  expect((await send('GET', '/health')).headers.get('x-powered-by')).toBe('kit');
});
