import { afterEach, describe, expect, test } from 'vitest';
import { currentContext } from '../../src/context/current-context.ts';
import type { Context } from '../../src/context/context.ts';
import type { Metadata } from '../../src/context/metadata.ts';
import { KitError } from '../../src/errors/kit-error.ts';
import { silentLogger } from '../../src/logger.ts';
import { all, count, failureOf, Notes, say, type Note, type NotesMethods } from './support.ts';

const running: Notes[] = [];
const note: Note = { text: '', number: 3 };

async function start(methods: NotesMethods = {}): Promise<Notes> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  return notes;
}

/** What a call with headers finds in its context. */
async function contextOf<T>(
  look: (ctx: Context) => T,
  headers: Record<string, string> = {},
): Promise<T> {
  let found: T | undefined;
  const notes = await start({
    say: async (request, ctx) => {
      found = look(ctx);
      return request;
    },
  });
  await notes.client().unary(say, note, { headers });
  return found as T;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

describe('what a call brings', () => {
  test('metadata, under names without case; what gRPC itself needs is not among it', async () => {
    const { get, names } = await contextOf(
      ({ metadata }) => ({ get: (name: string) => metadata.get(name), names: metadata.names() }),
      { 'X-Tenant': 'acme', 'key-bin': 'AAEC' },
    );
    expect([get('x-tenant'), get('X-TENANT'), get('key-bin'), get('absent')]).toEqual([
      'acme',
      'acme',
      'AAEC',
      undefined,
    ]);
    expect(names).toEqual(expect.arrayContaining(['x-tenant', 'key-bin', 'user-agent']));
    expect(names.filter((name) => /^(?:grpc-|te$|content-type|:)/.test(name))).toEqual([]);
  });

  test('a request id when it is well-formed, else a new one', async () => {
    const idOf = (id: string) => contextOf(({ requestId }) => requestId, { 'x-request-id': id });
    expect(await idOf('abc-1')).toBe('abc-1');
    expect(await idOf('not a good one')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('its trace', async () => {
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const trace = await contextOf((ctx) => ctx.trace, { traceparent, tracestate: 'a=b' });
    expect(trace).toMatchObject({
      traceId: '0af7651916cd43dd8448eb211c80319c',
      parentSpanId: 'b7ad6b7169203331',
      state: 'a=b',
    });
  });

  test('who is at the other end', async () => {
    expect(await contextOf(({ peer }) => peer)).toMatch(/^127\.0\.0\.1:\d+$/);
  });

  test('its deadline', async () => {
    let deadline: number | undefined;
    const notes = await start({
      say: async (request, ctx) => {
        deadline = ctx.deadline;
        return request;
      },
    });
    const client = notes.client();
    const at = Date.now() + 5000;
    await client.unary(say, note, { deadline: at });
    expect(Math.abs((deadline ?? 0) - at)).toBeLessThan(100);
    await client.unary(say, note, { timeout: Infinity });
    expect(deadline).toBeUndefined();
  });

  test('the propagation of a context fits into the headers of the next call', async () => {
    const notes = await start();
    const inner = notes.client();
    const outer = await start({
      say: (request, ctx) =>
        inner.unary(say, request, { headers: ctx.propagation(), deadline: ctx.deadline }),
    });
    await outer.client().unary(say, note, { headers: { 'x-request-id': 'one' } });
    expect(notes.lines.at(-1)).toMatchObject({ request_id: 'one', code: 'ok' });
  });
});

describe('what goes back', () => {
  const told = (metadata: Metadata | undefined) => metadata?.get('x-cost');

  test('metadata before the message, with the request id', async () => {
    const notes = await start({
      say: async (request, ctx) => {
        ctx.outgoing.set('x-cost', '7');
        ctx.outgoing.append('raw-bin', 'AAEC');
        return request;
      },
    });
    let headers: Metadata | undefined;
    await notes.client().unary(say, note, {
      headers: { 'x-request-id': 'mine' },
      onHeaders: (metadata) => (headers = metadata),
    });
    expect([told(headers), headers?.get('raw-bin'), headers?.get('x-request-id')]).toEqual([
      '7',
      'AAEC',
      'mine',
    ]);
  });

  test('of a stream, what is set after its first message comes behind its last', async () => {
    const notes = await start({
      count: async function* counted(request, ctx) {
        ctx.outgoing.set('x-before', 'b');
        yield request;
        ctx.outgoing.set('x-cost', '7');
      },
    });
    let headers: Metadata | undefined;
    let trailers: Metadata | undefined;
    const stream = notes.client().serverStream(count, note, {
      onHeaders: (metadata) => (headers = metadata),
      onTrailers: (metadata) => (trailers = metadata),
    });
    expect(await all(stream)).toHaveLength(1);
    expect([headers?.get('x-before'), told(headers)]).toEqual(['b', undefined]);
    expect([trailers?.get('x-before'), told(trailers)]).toEqual([undefined, '7']);
  });

  test('of a failure, with its status', async () => {
    const notes = await start({
      say: async (_, ctx) => {
        ctx.outgoing.set('x-cost', '7');
        throw new KitError('not_found', 'none');
      },
    });
    let trailers: Metadata | undefined;
    const options = { onTrailers: (metadata: Metadata) => (trailers = metadata) };
    await failureOf(notes.client().unary(say, note, options));
    expect(told(trailers)).toBe('7');
  });

  test('what HTTP has a form for and gRPC has none is left out, and logged', async () => {
    const notes = await start({
      say: async (request, ctx) => {
        ctx.outgoing.set('x-cost', 'caf\u00e9');
        ctx.outgoing.set('grpc-status', '5');
        return request;
      },
    });
    expect(await notes.client().unary(say, note)).toEqual(note);
    expect(notes.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', refused: ['x-cost', 'grpc-status'] }),
    );
  });
});

test('the current context, where the service asks for it, in streams too', async () => {
  const seen: (string | undefined)[] = [];
  const notes = new Notes({
    say: async (request) => {
      seen.push(currentContext()?.requestId);
      return request;
    },
    count: async function* counted(request) {
      yield request;
      seen.push(currentContext()?.requestId);
    },
  });
  const isReady = () => Promise.resolve(true);
  notes.server.attach({ logger: silentLogger, currentContext: true, isReady });
  running.push(await notes.start());
  const client = notes.client();
  await client.unary(say, note, { headers: { 'x-request-id': 'a' } });
  await all(client.serverStream(count, note, { headers: { 'x-request-id': 'b' } }));
  expect(seen).toEqual(['a', 'b']);
});

test('calls are counted by service, method and code, with their time', async () => {
  const notes = await start({
    count: () => {
      throw new KitError('conflict', 'no');
    },
  });
  const client = notes.client();
  await client.unary(say, note);
  await client.unary(say, note);
  await failureOf(all(client.serverStream(count, note)));
  const [requests, durations] = await Promise.all(
    notes.server.collectors().map((metric) => metric.get()),
  );
  expect(requests?.name).toBe('grpc_requests_total');
  expect(requests?.values).toEqual([
    { labels: { service: 'test.v1.Notes', method: 'Say', code: 'ok' }, value: 2 },
    { labels: { service: 'test.v1.Notes', method: 'Count', code: 'conflict' }, value: 1 },
  ]);
  expect(durations?.name).toBe('grpc_request_duration_seconds');
  expect(durations?.values).toContainEqual({
    metricName: 'grpc_request_duration_seconds_count',
    labels: { service: 'test.v1.Notes', method: 'Say' },
    value: 2,
  });
});

test('a header that gRPC has no form for is refused where it is given', async () => {
  const client = (await start()).client();
  const failure = await failureOf(client.unary(say, note, { headers: { 'x y': '1' } }));
  expect(failure).toMatchObject({
    name: 'ApiError',
    code: 'invalid_argument',
    detail: 'gRPC cannot carry the header "x y"',
  });
});
