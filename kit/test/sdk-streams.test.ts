/* oxlint-disable unicorn/consistent-function-scoping -- an answer reads best in the test that it is for */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { KitError } from '../src/errors/kit-error.ts';
import { ApiError } from '../src/sdk/api-error.ts';
import { clientStream } from '../src/sdk/client-stream.ts';
import { HttpClient } from '../src/sdk/http-client.ts';
import { Lines } from '../src/sdk/lines.ts';
import type { ClientOptions } from '../src/sdk/options.ts';
import { serverStream } from '../src/sdk/server-stream.ts';
import type { Greeting } from './support/greeter.ts';
import { pause } from './support/project.ts';
import { Random } from './support/random.ts';
import { Streamer, type Methods, type StreamerOptions } from './support/streamer.ts';

const streamers: Streamer[] = [];
const servers: Server[] = [];

afterEach(async () => {
  await Promise.all(streamers.splice(0).map((one) => one.stop()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

interface Called {
  readonly one: Streamer;
  readonly client: HttpClient;
}

async function streamer(methods: Methods, options: StreamerOptions = {}): Promise<Called> {
  const one = await new Streamer(methods, options).start();
  streamers.push(one);
  return { one, client: new HttpClient({ baseUrl: one.url }) };
}

type Answer = (response: ServerResponse, attempt: number, request: IncomingMessage) => unknown;

/** A client of a server that answers in a way that kit's own never would. */
async function serve(answer: Answer, options: Partial<ClientOptions> = {}) {
  const seen: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    seen.push(request);
    void answer(response, seen.length, request);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { client: new HttpClient({ baseUrl, ...options }), seen };
}

const give = { operation: 'Streamer.give', method: 'GET', path: '/give' };
const take = { operation: 'Streamer.take', method: 'POST', path: '/take' };

async function failure(promise: Promise<unknown>): Promise<ApiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ApiError) return error;
  throw new Error(`not an ApiError but ${String(error)}`);
}

/** All messages, and what ended them. */
async function drain<T>(messages: AsyncIterable<T>): Promise<{ seen: T[]; error?: ApiError }> {
  const seen: T[] = [];
  try {
    for await (const message of messages) seen.push(message);
    return { seen };
  } catch (error) {
    if (error instanceof ApiError) return { seen, error };
    throw error;
  }
}

async function names(greetings: AsyncIterable<Greeting>): Promise<string[]> {
  const seen: string[] = [];
  for await (const { name } of greetings) seen.push(name);
  return seen;
}

describe('a server stream', () => {
  test('gives its messages, decoded', async () => {
    const { client } = await streamer({
      give: async function* (name) {
        yield { name };
        yield null;
        yield 'x\ny\u2028';
      },
    });
    const request = { ...give, method: 'POST', body: { name: 'Bob' } };
    expect(await drain(serverStream(client, request))).toEqual({
      seen: [{ name: 'Bob' }, null, 'x\ny\u2028'],
    });
    const decode = (message: unknown) => JSON.stringify(message);
    expect(await drain(serverStream(client, { ...request, decode }))).toEqual({
      seen: ['{"name":"Bob"}', 'null', '"x\\ny\u2028"'],
    });
  });

  test('is asked for when it is read, once, with what a call may say', async () => {
    const { client, seen } = await serve((response) => response.end('{"end":true}\n'), {
      token: 'secret',
    });
    const messages = serverStream(client, give, { headers: { 'X-Tenant': 'acme' } });
    await pause(30);
    expect(seen).toHaveLength(0);
    expect(await drain(messages)).toEqual({ seen: [] });
    expect(await drain(messages)).toEqual({ seen: [] });
    expect(seen.map(({ headers }) => headers)).toMatchObject([
      { accept: 'application/x-ndjson', authorization: 'Bearer secret', 'x-tenant': 'acme' },
    ]);
  });

  test('gives each message when it comes', async () => {
    let go = () => {};
    const { client } = await streamer({
      give: async function* () {
        yield 1;
        await new Promise<void>((resolve) => (go = resolve));
        yield 2;
      },
    });
    const messages = serverStream<number>(client, give);
    expect(await messages.next()).toEqual({ done: false, value: 1 });
    go();
    expect(await messages.next()).toEqual({ done: false, value: 2 });
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  test('is read no faster than it is asked for', async () => {
    let made = 0;
    const { client } = await streamer({
      give: async function* () {
        for (; made < 1_000_000; made += 1) yield 'x'.repeat(64 * 1024);
      },
    });
    const messages = serverStream(client, give);
    await messages.next();
    await pause(500);
    const paused = made;
    await pause(300);
    expect(made).toBe(paused);
    await messages.return(undefined);
  });

  test.each([
    [
      'break',
      async (messages: AsyncGenerator<unknown>) => {
        for await (const _ of messages) break;
      },
    ],
    [
      'return()',
      async (messages: AsyncGenerator<unknown>) => {
        await messages.next();
        expect(await messages.return(undefined)).toEqual({ done: true, value: undefined });
      },
    ],
    [
      'return() while a message is waited for',
      async (messages: AsyncGenerator<unknown>) => {
        await messages.next();
        const waiting = messages.next();
        await messages.return(undefined);
        expect(await waiting).toEqual({ done: true, value: undefined });
      },
    ],
    [
      'throw()',
      async (messages: AsyncGenerator<unknown>) => {
        await messages.next();
        await messages.throw(new Error('enough')).catch(() => undefined);
      },
    ],
  ])('is ended by %s, for the service too', async (_, leave) => {
    let closed = false;
    const { client } = await streamer({
      give: async function* (_name, ctx) {
        try {
          yield 1;
          await new Promise((resolve) => ctx.onCancel(resolve));
        } finally {
          closed = true;
        }
      },
    });
    const messages = serverStream(client, give);
    await leave(messages);
    await expect.poll(() => closed).toBe(true);
    expect(await messages.next()).toEqual({ done: true, value: undefined });
  });

  test('is never sent when it is left before it is read', async () => {
    const { client, seen } = await serve((response) => response.end());
    const messages = serverStream(client, give);
    await messages.return(undefined);
    expect(await drain(messages)).toEqual({ seen: [] });
    expect(seen).toHaveLength(0);
  });

  test('a message that its decoder refuses ends it', async () => {
    let closed = false;
    const { client } = await streamer({
      give: async function* () {
        try {
          for (;;) yield 1;
        } finally {
          closed = true;
        }
      },
    });
    const decode = () => {
      throw new RangeError('not so');
    };
    const messages = serverStream(client, { ...give, decode });
    await expect(messages.next()).rejects.toMatchObject({
      code: 'invalid_response',
      cause: new RangeError('not so'),
    });
    await expect.poll(() => closed).toBe(true);
  });

  test('the caller can cancel, before and during', async () => {
    const { client, one } = await streamer({
      give: async function* (_, ctx) {
        yield 1;
        await new Promise((resolve) => ctx.onCancel(resolve));
      },
    });
    const before = await drain(serverStream(client, give, { signal: AbortSignal.abort('why') }));
    expect(before.error).toMatchObject({ code: 'cancelled', cause: 'why' });
    expect(one.lines).toHaveLength(0);
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 50);
    const during = await drain(serverStream(client, give, { signal: controller.signal }));
    expect(during).toMatchObject({ seen: [1], error: { code: 'cancelled' } });
    await expect.poll(() => one.lines.length).toBe(1);
  });

  test('has the time-out of its call for the whole, and none from the client', async () => {
    const methods: Methods = {
      give: async function* () {
        for (let count = 0; count < 8; count += 1) {
          yield count;
          await pause(30);
        }
      },
    };
    const { one } = await streamer(methods);
    const client = new HttpClient({ baseUrl: one.url, timeout: 50 });
    expect((await drain(serverStream(client, give))).seen).toHaveLength(8);
    const { seen, error } = await drain(serverStream(client, give, { timeout: 100 }));
    expect(error).toMatchObject({ code: 'deadline_exceeded', status: 0 });
    expect(seen.length).toBeGreaterThan(0);
  });

  test('an error before the first message is that of a call', async () => {
    const { client } = await streamer({});
    const { error } = await drain(serverStream(client, give));
    expect(error).toMatchObject({ code: 'unimplemented', status: 501 });
    const invalid = serverStream(client, { ...give, method: 'POST', body: { name: 'A' } });
    expect((await drain(invalid)).error).toMatchObject({
      code: 'invalid_argument',
      faults: [{ path: '/name', rule: 'minLength' }],
    });
  });

  test('an error in mid-stream has its code, detail, status and request id', async () => {
    const { client } = await streamer({
      give: async function* () {
        yield 1;
        throw new KitError('not_found', 'no more');
      },
    });
    const options = { headers: { 'x-request-id': 'r-7' } };
    expect(await drain(serverStream(client, give, options))).toMatchObject({
      seen: [1],
      error: { code: 'not_found', detail: 'no more', status: 404, requestId: 'r-7' },
    });
  });

  test('a service that stops is unavailable', async () => {
    const { client, one } = await streamer({
      give: async function* (_, ctx) {
        yield 1;
        await new Promise((resolve) => ctx.onCancel(resolve));
      },
    });
    const reading = drain(serverStream(client, give));
    await pause(100);
    await one.server.drain();
    expect(await reading).toMatchObject({ seen: [1], error: { code: 'unavailable', status: 503 } });
  });

  test.each([
    ['that stops short', '{"value":1}\n', 'unavailable'],
    ['that stops in a line', '{"value":1}\n{"val', 'invalid_response'],
    ['of a line that is no JSON', '{"value":1}\n<html>\n', 'invalid_response'],
    ['of a line that is no message', '{"value":1}\n{"values":2}\n', 'invalid_response'],
    ['of a line that is no object', '{"value":1}\n7\n', 'invalid_response'],
    [
      'of bytes that are no UTF-8',
      Buffer.from([...Buffer.from('{"value":1}\n'), 0xff, 10]),
      'invalid_response',
    ],
  ])('an answer %s', async (_, body, code) => {
    const { client } = await serve((response) => response.end(body));
    const { seen, error } = await drain(serverStream(client, give));
    expect(seen).toEqual([1]);
    expect(error?.code).toBe(code);
  });

  test('a connection that breaks is unavailable, and is not tried again', async () => {
    const { client, seen } = await serve((response) => {
      response.write('{"value":1}\n');
      setTimeout(() => response.destroy(), 30);
    });
    const result = await drain(serverStream(client, give));
    expect(result).toMatchObject({ seen: [1], error: { code: 'unavailable', status: 0 } });
    expect(seen).toHaveLength(1);
  });

  test('what comes behind the end, and empty lines, count for nothing', async () => {
    const body = '\n{"value":1,"more":2}\n\r\n{"end":true}\n{"value":2}\n';
    const { client } = await serve((response) => response.end(body));
    expect(await drain(serverStream(client, give))).toEqual({ seen: [1] });
  });

  test('a message beyond the limit is refused while it arrives', async () => {
    let closed = false;
    const { client } = await serve(
      (response) => {
        response.write('{"value":1}\n');
        const endless = setInterval(() => response.write('x'.repeat(1000)), 1);
        response.on('close', () => {
          clearInterval(endless);
          closed = true;
        });
      },
      { maxResponseBytes: 10_000 },
    );
    const { seen, error } = await drain(serverStream(client, give));
    expect(seen).toEqual([1]);
    expect(error).toMatchObject({ code: 'invalid_response' });
    expect(error?.detail).toContain('longer than 10000 bytes');
    await expect.poll(() => closed).toBe(true);
  });

  test('many messages may be larger than the limit together', async () => {
    const { one } = await streamer({
      give: async function* () {
        for (let count = 0; count < 500; count += 1) yield 'x'.repeat(100);
      },
    });
    const client = new HttpClient({ baseUrl: one.url, maxResponseBytes: 200 });
    expect((await drain(serverStream(client, give))).seen).toHaveLength(500);
  });

  const second =
    (first: (response: ServerResponse) => unknown): Answer =>
    (response, attempt) =>
      attempt === 1 ? first(response) : response.end(`{"value":${attempt}}\n{"end":true}\n`);

  test.each([
    ['a 503', (response: ServerResponse) => response.writeHead(503).end()],
    ['a broken connection', (response: ServerResponse) => response.destroy()],
    ['an end without a word', (response: ServerResponse) => response.end()],
    [
      'an error that passes',
      (response: ServerResponse) =>
        response.end('{"error":{"status":503,"code":"unavailable","detail":"stopping"}}\n'),
    ],
  ])('%s before the first message is tried again', async (_, first) => {
    const { client } = await serve(second(first));
    expect(await drain(serverStream(client, give))).toEqual({ seen: [2] });
  });

  test('a POST is not tried again, nor an error that stays', async () => {
    const { client, seen } = await serve(second((response) => response.writeHead(503).end()));
    const post = { ...give, method: 'POST' };
    expect((await drain(serverStream(client, post))).error).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
    const final = await serve(
      second((response) => response.end('{"error":{"status":404,"code":"not_found"}}\n')),
    );
    expect((await drain(serverStream(final.client, give))).error).toMatchObject({ status: 404 });
    expect(final.seen).toHaveLength(1);
  });

  test('a request that JSON cannot carry is never sent', async () => {
    const { client, seen } = await serve((response) => response.end());
    const request = { ...give, method: 'POST', body: { at: [Number.NaN] } };
    const { error } = await drain(serverStream(client, request));
    expect(error).toMatchObject({ code: 'invalid_argument', faults: [{ path: '/at/0' }] });
    expect(seen).toHaveLength(0);
  });
});

describe('a client stream', () => {
  test.each([
    ['a list', [{ name: 'Ada' }, { name: 'Bob' }]],
    ['a set', new Set([{ name: 'Ada' }, { name: 'Bob' }])],
    [
      'a generator',
      (function* () {
        yield { name: 'Ada' };
        yield { name: 'Bob' };
      })(),
    ],
    [
      'a stream',
      (async function* () {
        yield { name: 'Ada' };
        await pause(20);
        yield { name: 'Bob' };
      })(),
    ],
  ])('sends %s', async (_, messages) => {
    const { client } = await streamer({ take: names });
    expect(await clientStream(client, { ...take, messages })).toEqual(['Ada', 'Bob']);
  });

  test('sends none as none', async () => {
    const { client } = await streamer({ take: names });
    expect(await clientStream(client, { ...take, messages: [] })).toEqual([]);
  });

  test('encodes messages and decodes the answer', async () => {
    const { client } = await streamer({ take: names });
    const encode = (name: string) => ({ name });
    const decode = (answer: unknown) => (answer as string[]).length;
    const messages = ['Ada', 'Bob'];
    const count = await clientStream(client, { ...take, messages, encode, decode });
    expect(count).toBe(2);
  });

  test('sends each message when it is made, with what a call may say', async () => {
    const seen: string[] = [];
    let metadata: string | undefined;
    const { client } = await streamer({
      take: async (greetings, ctx) => {
        metadata = ctx.metadata.get('x-tenant');
        for await (const { name } of greetings) seen.push(name);
        return seen.length;
      },
    });
    const messages = (async function* () {
      yield { name: 'Ada' };
      await expect.poll(() => seen).toEqual(['Ada']);
      yield { name: 'Bob' };
    })();
    const options = { headers: { 'x-tenant': 'acme' } };
    expect(await clientStream(client, { ...take, messages }, options)).toBe(2);
    expect(metadata).toBe('acme');
  });

  test('makes messages no faster than they are taken', async () => {
    let made = 0;
    let closed = false;
    const { client } = await streamer({
      take: async (greetings) => {
        for await (const _ of greetings) await pause(1_000_000);
      },
    });
    const messages = (async function* () {
      try {
        for (; ; made += 1) yield { name: 'x'.repeat(64 * 1024) };
      } finally {
        closed = true;
      }
    })();
    const controller = new AbortController();
    const call = failure(
      clientStream(client, { ...take, messages }, { signal: controller.signal }),
    );
    await pause(700);
    const paused = made;
    await pause(300);
    expect(made).toBe(paused);
    controller.abort();
    expect((await call).code).toBe('cancelled');
    await expect.poll(() => closed).toBe(true);
  });

  test('gets an error that comes early, and closes its source', async () => {
    let closed = false;
    const { client } = await streamer({
      take: async (greetings) => {
        for await (const { name } of greetings) {
          if (name === 'n3') throw new KitError('permission_denied', 'not n3');
        }
      },
    });
    const messages = (async function* () {
      try {
        for (let count = 0; ; count += 1) {
          yield { name: `n${count}` };
          await pause(5);
        }
      } finally {
        closed = true;
      }
    })();
    expect(await failure(clientStream(client, { ...take, messages }))).toMatchObject({
      code: 'permission_denied',
      status: 403,
      detail: 'not n3',
    });
    await expect.poll(() => closed).toBe(true);
  });

  test('gets an answer that comes early', async () => {
    const { client } = await streamer({ take: async () => 'enough' });
    const messages = (async function* () {
      for (;;) {
        yield { name: 'Ada' };
        await pause(5);
      }
    })();
    expect(await clientStream(client, { ...take, messages })).toBe('enough');
  });

  test('gets the faults of a message', async () => {
    const { client } = await streamer({ take: names });
    const error = await failure(
      clientStream(client, { ...take, messages: [{ name: 'Ada' }, { name: 'B' }] }),
    );
    expect(error).toMatchObject({
      code: 'invalid_argument',
      detail: 'message 2 of the stream is not valid',
      faults: [{ in: 'body', path: '/name', rule: 'minLength' }],
    });
  });

  test.each([
    ['its source', { messages: throwing() }],
    [
      'its encoder',
      {
        messages: [1],
        encode: () => {
          throw new RangeError('broken');
        },
      },
    ],
  ])('fails with the error of %s, and the service sees it go', async (_, given) => {
    const outcome: unknown[] = [];
    const { client } = await streamer({
      take: async (greetings) => names(greetings).catch((error: unknown) => outcome.push(error)),
    });
    await expect(clientStream(client, { ...take, ...given })).rejects.toThrow(
      new RangeError('broken'),
    );
    if ('encode' in given) return;
    await expect.poll(() => outcome).toMatchObject([{ code: 'cancelled' }]);
  });

  test('names the place of what JSON cannot carry', async () => {
    const { client } = await streamer({ take: names });
    const error = await failure(
      clientStream(client, { ...take, messages: [{ name: 'Ada', age: Number.NaN }] }),
    );
    expect(error).toMatchObject({ code: 'invalid_argument', faults: [{ path: '/age' }] });
  });

  test('ends with its time-out, though its source hangs', async () => {
    const { client } = await streamer({ take: names });
    const messages = (async function* () {
      yield { name: 'Ada' };
      await new Promise(() => undefined);
    })();
    const error = await failure(clientStream(client, { ...take, messages }, { timeout: 100 }));
    expect(error).toMatchObject({ code: 'deadline_exceeded' });
  });

  test('is not tried again', async () => {
    const { client, seen } = await serve((response, _, request) => {
      request.resume().on('end', () => response.writeHead(503).end());
    });
    const put = { ...take, method: 'PUT', messages: [1] };
    expect(await failure(clientStream(client, put))).toMatchObject({ status: 503 });
    expect(seen).toHaveLength(1);
  });

  test('is collected first where bodies cannot be streams', async () => {
    const { client, one } = await streamer({ take: names });
    Object.assign(globalThis, { document: {} });
    try {
      const messages = (async function* () {
        yield { name: 'Ada' };
        expect(one.lines).toHaveLength(0);
        yield { name: 'Bob' };
      })();
      expect(await clientStream(client, { ...take, messages })).toEqual(['Ada', 'Bob']);
      await expect(clientStream(client, { ...take, messages: throwing() })).rejects.toThrow(
        new RangeError('broken'),
      );
      const hanging = (async function* () {
        await new Promise(() => undefined);
        yield 1;
      })();
      const late = clientStream(client, { ...take, messages: hanging }, { timeout: 50 });
      expect((await failure(late)).code).toBe('deadline_exceeded');
    } finally {
      Reflect.deleteProperty(globalThis, 'document');
    }
  });
});

async function* throwing(): AsyncGenerator<unknown> {
  yield { name: 'Ada' };
  await pause(30);
  throw new RangeError('broken');
}

describe('lines', () => {
  const split = (bytes: Uint8Array, cuts: readonly number[], limit: number): string[] | string => {
    const lines = new Lines(limit, (fault) => new Error(fault));
    const seen: string[] = [];
    try {
      let start = 0;
      for (const cut of [...cuts, bytes.length]) {
        seen.push(...lines.push(bytes.subarray(start, cut)));
        start = cut;
      }
      seen.push(...lines.end());
      return seen;
    } catch (error) {
      return (error as Error).message;
    }
  };

  test('are the same however the bytes are cut, and whatever the limit finds', () => {
    const random = new Random(5);
    const alphabet = ['a', 'é', '😀', '\n', '\n', '\r', ' '];
    for (let count = 0; count < 2000; count += 1) {
      const text = Array.from(
        { length: random.integer(0, 30) },
        () => alphabet[random.integer(0, alphabet.length - 1)],
      ).join('');
      const bytes = Buffer.from(text);
      const limit = random.integer(1, 30);
      const cuts = Array.from({ length: random.integer(0, 5) }, () =>
        random.integer(0, bytes.length),
      ).toSorted((one, other) => one - other);
      const expected = text.split('\n');
      if (expected.at(-1) === '') expected.pop();
      const long = expected.some((line) => Buffer.byteLength(line) > limit);
      expect(split(bytes, cuts, limit)).toEqual(long ? 'length' : expected);
    }
  });

  test('that are no UTF-8 are found in every cut', () => {
    const bytes = Buffer.from([97, 10, 0xc3, 10, 98]);
    for (let cut = 0; cut <= bytes.length; cut += 1) {
      expect(split(bytes, [cut], 10)).toBe('encoding');
    }
  });
});
