import { afterEach, describe, expect, test } from 'vitest';
import {
  endpointBuilder,
  logging,
  timeout,
  type Endpoint,
  type Middleware,
} from '../../src/endpoint/index.ts';
import { HttpServer, httpRoute, serverStreamRoute } from '../../src/http/index.ts';
import { bulkhead, circuitBreaker, rateLimit, retry } from '../../src/resilience/index.ts';
import { problemOf } from '../support/greeter.ts';
import { logs } from '../support/log.ts';
import { deferred, failure, Scripted, streamOf } from './support.ts';

const servers: HttpServer[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    const drained = server.drain();
    server.destroy();
    await drained;
  }
});

/** A server with `GET /call` behind a middleware, and `GET /stream` where there is a source for it. */
async function serving(
  middleware: Middleware,
  inner: Endpoint<unknown, unknown>,
  source?: Endpoint<unknown, AsyncIterable<unknown>>,
) {
  const { logger, lines } = logs();
  const server = new HttpServer({ logger });
  servers.push(server);
  const builder = endpointBuilder()
    .use(logging({ logger, operation: 'A.call' }))
    .use(middleware);
  const route = { method: 'GET', input: 'none', decode: () => undefined } as const;
  const call = { ...route, path: '/call', handler: 'A.call', endpoint: builder.build(inner) };
  server.route(httpRoute(call));
  if (source !== undefined) {
    const endpoint = builder.build(source);
    server.route(serverStreamRoute({ ...route, path: '/stream', handler: 'A.stream', endpoint }));
  }
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const get = (path = '/call') => fetch(`http://127.0.0.1:${port}${path}`);
  const statuses = async (count: number) => {
    const seen: number[] = [];
    for (let index = 0; index < count; index += 1) seen.push((await get()).status);
    return seen;
  };
  return { get, statuses, lines };
}

test('over the rate: 429 with Retry-After, a problem document and a log line', async () => {
  const limit = rateLimit({ perSecond: 0.1, burst: 2 });
  const { get, statuses, lines } = await serving(limit, new Scripted('fine').endpoint);
  expect(await statuses(2)).toEqual([200, 200]);
  const refused = await get();
  expect(refused.status).toBe(429);
  const seconds = Number(refused.headers.get('retry-after'));
  expect(seconds).toBeGreaterThan(0);
  expect(seconds).toBeLessThanOrEqual(10);
  const problem = await problemOf(refused);
  expect(problem).toMatchObject({
    code: 'resource_exhausted',
    detail: 'the rate limit is exceeded',
  });
  await expect.poll(() => lines.length).toBe(3);
  expect(lines[2]).toMatchObject({ level: 'warn', code: 'resource_exhausted' });
});

test('an open circuit: 503 with Retry-After, until a probe succeeds', async () => {
  const scripted = new Scripted(failure('unavailable'), new Error('boom'), 'fine');
  const breaker = circuitBreaker({ failures: 2, openFor: 2000 });
  const { get, statuses } = await serving(breaker, scripted.endpoint);
  expect(await statuses(2)).toEqual([503, 500]);
  const refused = await get();
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toMatch(/^[12]$/);
  expect((await problemOf(refused)).detail).toBe('the endpoint is unavailable');
  expect(scripted.calls).toBe(2);
  await expect.poll(async () => (await get()).status, { timeout: 20_000 }).toBe(200);
  expect(await statuses(2)).toEqual([200, 200]);
});

test('a client that goes does not open the circuit', async () => {
  let began = 0;
  const breaker = circuitBreaker({ failures: 1 });
  const { get } = await serving(breaker, async (_, ctx) => {
    began += 1;
    if (began > 1) return 'fine';
    return new Promise((_resolve, reject) => ctx.onCancel(reject));
  });
  const gone = new AbortController();
  const { url } = await get('/nowhere');
  const left = fetch(new URL('/call', url), { signal: gone.signal }).catch(() => 'left');
  await expect.poll(() => began).toBe(1);
  gone.abort();
  expect(await left).toBe('left');
  expect((await get()).status).toBe(200);
});

test('a full bulkhead: 503 with Retry-After', async () => {
  const first = deferred<string>();
  let began = 0;
  const { get } = await serving(bulkhead({ limit: 1 }), () => {
    began += 1;
    return first.promise;
  });
  const running = get();
  await expect.poll(() => began).toBe(1);
  const refused = await get();
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '1']);
  first.resolve('fine');
  expect((await running).status).toBe(200);
});

test('retries stay inside one call', async () => {
  const scripted = new Scripted(failure('unavailable'), failure('unavailable'), 'fine');
  const layer = retry({ idempotent: true, initialDelay: 1 });
  const { get, lines } = await serving(layer, scripted.endpoint);
  expect(await (await get()).json()).toBe('fine');
  await expect.poll(() => lines.length).toBe(1);
  expect([scripted.calls, lines[0]!['code']]).toEqual([3, 'ok']);
});

describe('all of them in a chain', () => {
  const layers = () =>
    endpointBuilder()
      .useNamed('timeout', timeout(5_000))
      .useNamed('rate-limit', rateLimit({ perSecond: 0.01, burst: 3 }))
      .useNamed('bulkhead', bulkhead({ limit: 1 }))
      .useNamed('circuit-breaker', circuitBreaker({ failures: 2 }))
      .useNamed('retry', retry({ idempotent: true, attempts: 2, initialDelay: 1 }));
  const middleware = (): Middleware => (next) => layers().build(next);

  test('name themselves', () => {
    expect(layers().describe()).toEqual([
      'timeout',
      'rate-limit',
      'bulkhead',
      'circuit-breaker',
      'retry',
    ]);
  });

  test('take turns: the breaker counts calls, not attempts, and the rate limit counts before it', async () => {
    const scripted = new Scripted(failure('unavailable'));
    const { statuses } = await serving(middleware(), scripted.endpoint);
    expect(await statuses(4)).toEqual([503, 503, 503, 429]);
    expect(scripted.calls).toBe(4);
  });

  test('carry a stream', async () => {
    const streams = [streamOf([], failure('unavailable')), streamOf([1, 2])];
    const { get } = await serving(middleware(), new Scripted('').endpoint, async () => {
      return streams.shift() ?? streamOf([]);
    });
    const response = await get('/stream');
    expect(response.status).toBe(200);
    const lines = (await response.text()).trim().split('\n');
    expect(lines).toEqual(['{"value":1}', '{"value":2}', '{"end":true}']);
    expect(await (await get('/stream')).text()).toBe('{"end":true}\n');
  });
});
