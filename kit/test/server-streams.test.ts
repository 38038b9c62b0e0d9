/* oxlint-disable vitest/expect-expect, require-yield -- `until` fails the test when what it waits for does not come; some streams have no message */
import { afterEach, describe, expect, test } from 'vitest';
import { currentContext } from '../src/context/current-context.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { HttpServer, serverStreamRoute } from '../src/http/index.ts';
import { problemOf } from './support/greeter.ts';
import { pause } from './support/project.ts';
import { Streamer, type Methods, type StreamerOptions } from './support/streamer.ts';

const running: Streamer[] = [];

async function streamer(
  give: NonNullable<Methods['give']>,
  options: StreamerOptions = {},
): Promise<Streamer> {
  const created = new Streamer({ give }, options);
  running.push(created);
  return created.start();
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const get = 'GET /give HTTP/1.1\nHost: x\nX-Request-Id: r-1\n';
const events = `${get}Accept: text/event-stream\n\n`;

async function* two(name: string): AsyncGenerator<unknown> {
  yield { hello: name };
  yield ['two', null];
}

async function* failing(): AsyncGenerator<unknown> {
  yield 1;
  throw new KitError('not_found', 'there is no second', {
    details: { wanted: 2 },
    cause: 'a secret',
  });
}

/** A chunk of a chunked body. */
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
const last = '0\r\n\r\n';
/** What comes after the headers. */
const bodyOf = (received: string) => received.slice(received.indexOf('\r\n\r\n') + 4);

describe('framing', () => {
  test('lines, byte for byte', async () => {
    const { connect } = bound(await streamer(two));
    const raw = connect().send(`${get}\n`);
    await raw.until(/\r\n0\r\n\r\n$/);
    expect(raw.received).toMatch(
      /^HTTP\/1\.1 200 OK\r\nx-request-id: r-1\r\ncontent-type: application\/x-ndjson\r\ncache-control: no-store\r\nx-accel-buffering: no\r\nDate: [^\r]+\r\nConnection: keep-alive\r\nKeep-Alive: timeout=65\r\nTransfer-Encoding: chunked\r\n\r\n/,
    );
    expect(bodyOf(raw.received)).toBe(
      chunk('{"value":{"hello":"Ada"}}\n') +
        chunk('{"value":["two",null]}\n') +
        chunk('{"end":true}\n') +
        last,
    );
  });

  test('events, byte for byte', async () => {
    const { connect } = bound(await streamer(two));
    const raw = connect().send(events);
    await raw.until(/\r\n0\r\n\r\n$/);
    expect(raw.received).toContain('\r\ncontent-type: text/event-stream\r\n');
    expect(bodyOf(raw.received)).toBe(
      chunk('data: {"hello":"Ada"}\n\n') +
        chunk('data: ["two",null]\n\n') +
        chunk('event: end\ndata: {}\n\n') +
        last,
    );
  });

  test('an error in mid-stream, in both forms, without its cause', async () => {
    const one = await streamer(failing);
    const problem =
      '{"type":"about:blank","title":"Not Found","status":404,"detail":"there is no second","code":"not_found","requestId":"r-1","details":{"wanted":2}}';
    const lines = one.connect().send(`${get}\n`);
    await lines.until(/\r\n0\r\n\r\n$/);
    expect(bodyOf(lines.received)).toBe(
      chunk('{"value":1}\n') + chunk(`{"error":${problem}}\n`) + last,
    );
    const sse = one.connect().send(events);
    await sse.until(/\r\n0\r\n\r\n$/);
    expect(bodyOf(sse.received)).toBe(
      chunk('data: 1\n\n') + chunk(`event: error\ndata: ${problem}\n\n`) + last,
    );
  });

  test('what is internal stays inside', async () => {
    const one = await streamer(async function* () {
      yield 1;
      throw new Error('a secret');
    });
    const text = await (await fetch(`${one.url}/give`)).text();
    expect(text).toContain('"code":"internal"');
    expect(text).not.toContain('secret');
    expect(one.lines.at(-1)).toMatchObject({ level: 'error', code: 'internal', messages_sent: 1 });
  });

  test('no messages are an end alone', async () => {
    const one = await streamer(async function* () {});
    expect(await (await fetch(`${one.url}/give`)).text()).toBe('{"end":true}\n');
  });

  test('old clients get the same without chunks', async () => {
    const { connect } = bound(await streamer(two));
    const raw = connect().send('GET /give HTTP/1.0\n\n');
    await raw.closed;
    expect(bodyOf(raw.received)).toBe(
      '{"value":{"hello":"Ada"}}\n{"value":["two",null]}\n{"end":true}\n',
    );
  });

  test('messages are encoded', async () => {
    const one = await streamer(two, { encode: (item) => JSON.stringify(item).length });
    expect(await (await fetch(`${one.url}/give`)).text()).toBe(
      '{"value":15}\n{"value":12}\n{"end":true}\n',
    );
  });

  test('a client that reads events as browsers do understands them', async () => {
    const one = await streamer(two);
    const seen: [string, unknown][] = [];
    const response = await fetch(`${one.url}/give`, { headers: { accept: 'text/event-stream' } });
    for (const block of (await response.text()).split('\n\n')) {
      const fields = block.split('\n').filter((line) => line !== '' && !line.startsWith(':'));
      const valueOf = (name: string) =>
        fields.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
      const data = valueOf('data');
      if (data !== undefined) seen.push([valueOf('event') ?? 'message', JSON.parse(data)]);
    }
    expect(seen).toEqual([
      ['message', { hello: 'Ada' }],
      ['message', ['two', null]],
      ['end', {}],
    ]);
  });

  test('a quiet stream of events shows that it is alive', async () => {
    const one = await streamer(async function* (_, ctx) {
      yield 1;
      await new Promise((resolve) => ctx.onCancel(resolve));
    });
    const raw = one.connect().send(events);
    await raw.until(/data: 1/);
    const started = Date.now();
    await raw.until(/\r\n3\r\n:\n\n\r\n$/, 20);
    expect(Date.now() - started).toBeGreaterThan(14_000);
  });
});

/** Methods of a streamer that need no `this`. */
function bound(one: Streamer): { connect: Streamer['connect'] } {
  return { connect: () => one.connect() };
}

describe('requests', () => {
  test.each([
    [undefined, 'application/x-ndjson'],
    ['*/*', 'application/x-ndjson'],
    ['application/*', 'application/x-ndjson'],
    ['application/x-ndjson', 'application/x-ndjson'],
    ['text/event-stream', 'text/event-stream'],
    ['text/event-stream, */*', 'text/event-stream'],
    ['application/x-ndjson, text/event-stream', 'text/event-stream'],
    ['application/x-ndjson, text/event-stream;q=0.5', 'application/x-ndjson'],
    ['text/event-stream;q=0, */*', 'application/x-ndjson'],
    ['text/*', 'text/event-stream'],
  ])('accept %s gives %s', async (accept, expected) => {
    const one = await streamer(two);
    const raw = one.connect().send(`${get}${accept === undefined ? '' : `Accept: ${accept}\n`}\n`);
    await raw.until(/\r\n0\r\n\r\n$/);
    expect(raw.received).toContain(`content-type: ${expected}\r\n`);
  });

  test.each(['application/json', 'text/html', 'text/event-stream;q=0'])(
    'accept %s is refused',
    async (accept) => {
      const one = await streamer(two);
      const problem = await problemOf(await fetch(`${one.url}/give`, { headers: { accept } }));
      expect(problem).toMatchObject({ status: 406, code: 'not_acceptable' });
    },
  );

  test('other methods, other bodies and faults are refused as for any route', async () => {
    const one = await streamer(two);
    const post = (body: string, type = 'application/json') =>
      fetch(`${one.url}/give`, { method: 'POST', body, headers: { 'content-type': type } });
    expect((await fetch(`${one.url}/give`, { method: 'PUT' })).status).toBe(405);
    const options = await fetch(`${one.url}/give`, { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([
      204,
      'GET, HEAD, POST, OPTIONS',
    ]);
    expect((await post('x', 'text/plain')).status).toBe(415);
    expect((await post('{')).status).toBe(400);
    expect((await problemOf(await post('{"name":"A","x":1}'))).errors).toMatchObject([
      { in: 'body', path: '/x', rule: 'unevaluatedProperties' },
      { in: 'body', path: '/name', rule: 'minLength' },
    ]);
    expect(await (await post('{"name":"Bob"}')).text()).toContain('{"hello":"Bob"}');
  });

  test('HEAD has the headers, and starts nothing', async () => {
    let started = 0;
    const one = await streamer(async function* () {
      started += 1;
      yield 1;
    });
    const raw = one.connect().send(`${get.replace('GET', 'HEAD')}\n`);
    await raw.until(/\r\n\r\n$/);
    expect(raw.received).toContain('content-type: application/x-ndjson');
    raw.send(`${get}\n`);
    await raw.until(/"end":true/);
    expect(started).toBe(1);
    expect(one.lines.map(({ code, messages_sent }) => [code, messages_sent])).toEqual([
      ['ok', 0],
      ['ok', 1],
    ]);
  });

  test('the connection serves the next request', async () => {
    const one = await streamer(two);
    const raw = one.connect().send(`${get}\n${get}\n`);
    await raw.until(/"end":true[^]*"end":true[^]*\r\n0\r\n\r\n$/);
  });

  test('a method that is missing is unimplemented', async () => {
    const one = new Streamer({});
    running.push(await one.start());
    expect((await problemOf(await fetch(`${one.url}/give`))).code).toBe('unimplemented');
    expect((await problemOf(await fetch(`${one.url}/take`, { method: 'POST' }))).code).toBe(
      'unimplemented',
    );
  });

  test('what is no stream is our own fault', async () => {
    const one = await streamer(() => 7 as unknown as AsyncIterable<unknown>);
    expect((await problemOf(await fetch(`${one.url}/give`))).code).toBe('internal');
    expect(one.lines.some(({ level }) => level === 'error')).toBe(true);
  });

  test('currentContext() works in generators', async () => {
    const give = async function* () {
      yield currentContext()?.requestId;
      await pause(1);
      yield currentContext()?.requestId;
    };
    const one = await streamer(give, { currentContext: true });
    const response = await fetch(`${one.url}/give`, { headers: { 'x-request-id': 'abc' } });
    expect(await response.text()).toBe('{"value":"abc"}\n{"value":"abc"}\n{"end":true}\n');
  });
});

describe('the headers', () => {
  test('wait for an error before the first message', async () => {
    const one = await streamer(async function* () {
      await pause(300);
      throw new KitError('resource_exhausted', 'too much', { retryAfter: 7 });
    });
    const response = await fetch(`${one.url}/give`);
    expect(response.headers.get('retry-after')).toBe('7');
    expect(await problemOf(response)).toMatchObject({ status: 429, detail: 'too much' });
    expect(one.lines).toHaveLength(1);
  });

  test('go out after a second without a message', async () => {
    const one = await streamer(async function* (_, ctx) {
      ctx.outgoing.set('x-seen', 'yes');
      await pause(1500);
      throw new KitError('not_found', 'nothing');
    });
    const started = Date.now();
    const response = await fetch(`${one.url}/give`);
    const waited = Date.now() - started;
    expect(waited).toBeGreaterThan(900);
    expect(waited).toBeLessThan(1450);
    expect([response.status, response.headers.get('x-seen')]).toEqual([200, 'yes']);
    expect(await response.text()).toMatch(/^\{"error":\{.*"code":"not_found".*\}\}\n$/);
  });

  test('a synchronous throw is a response with its status', async () => {
    const one = await streamer(() => {
      throw new KitError('permission_denied', 'no');
    });
    expect((await problemOf(await fetch(`${one.url}/give`))).status).toBe(403);
  });

  test.each([Number.NaN, 1n, { at: [1, { deep: Number.POSITIVE_INFINITY }] }])(
    'a message that JSON cannot carry (%s) ends the stream',
    async (bad) => {
      let closed = false;
      const one = await streamer(async function* () {
        try {
          yield 1;
          yield bad;
          yield 2;
        } finally {
          closed = true;
        }
      });
      const text = await (await fetch(`${one.url}/give`)).text();
      expect(text).toMatch(/^\{"value":1\}\n\{"error":\{.*"code":"internal".*\}\}\n$/);
      expect(closed).toBe(true);
      expect(one.lines).toMatchObject([{ level: 'error', code: 'internal', messages_sent: 2 }]);
    },
  );
});

describe('time', () => {
  test('the time-out is for the whole stream', async () => {
    let reason: unknown;
    const one = await streamer(
      async function* (_, ctx) {
        ctx.onCancel((why) => (reason = why));
        for (let count = 0; ; count += 1) {
          yield count;
          await pause(20);
        }
      },
      { timeout: 200 },
    );
    const text = await (await fetch(`${one.url}/give`)).text();
    expect(text).toMatch(
      /^(?:\{"value":\d+\}\n){3,}\{"error":\{.*"code":"deadline_exceeded".*\}\}\n$/,
    );
    expect(reason).toMatchObject({ code: 'deadline_exceeded' });
    expect(one.lines).toMatchObject([{ code: 'deadline_exceeded', level: 'warn' }]);
  });

  test('a source that hangs does not hold the time-out up', async () => {
    const one = await streamer(
      async function* () {
        yield 1;
        await new Promise(() => undefined);
      },
      { timeout: 100 },
    );
    expect(await (await fetch(`${one.url}/give`)).text()).toContain('"code":"deadline_exceeded"');
  });

  test('a service that gives nothing for long is ended', async () => {
    let aborted = false;
    const one = await streamer(
      async function* (_, ctx) {
        yield 1;
        await new Promise((resolve) => ctx.onCancel(resolve));
        aborted = true;
      },
      { limits: { streamIdleTimeout: 100 } },
    );
    const text = await (await fetch(`${one.url}/give`)).text();
    expect(text).toContain('"detail":"the stream has had no message for 100 ms"');
    await expect.poll(() => aborted).toBe(true);
  });

  test('a service that is slow but not silent goes on', async () => {
    const give = async function* () {
      for (let count = 0; count < 6; count += 1) {
        await pause(40);
        yield count;
      }
    };
    const one = await streamer(give, { limits: { streamIdleTimeout: 120 } });
    expect(await (await fetch(`${one.url}/give`)).text()).toMatch(/\{"end":true\}\n$/);
  });

  test('a client that reads nothing for long is cut off', async () => {
    let closed = false;
    const one = await streamer(
      async function* () {
        try {
          for (;;) yield 'x'.repeat(64 * 1024);
        } finally {
          closed = true;
        }
      },
      { limits: { streamIdleTimeout: 200 } },
    );
    const raw = one.connect();
    raw.socket.pause();
    raw.send(`${get}\n`);
    await expect.poll(() => closed, { timeout: 5000 }).toBe(true);
    expect(one.lines).toMatchObject([{ code: 'deadline_exceeded' }]);
    raw.socket.resume();
    await raw.closed;
  });
});

describe('back-pressure and leaving', () => {
  test('a slow reader stops the producer', async () => {
    let made = 0;
    const one = await streamer(async function* () {
      for (;;) {
        made += 1;
        yield 'x'.repeat(64 * 1024);
      }
    });
    const raw = one.connect();
    raw.socket.pause();
    raw.send(`${get}\n`);
    let before = -1;
    await expect
      .poll(
        () => {
          const still = made === before && made > 0;
          before = made;
          return still;
        },
        { interval: 200, timeout: 10_000 },
      )
      .toBe(true);
    // What the two sockets of the operating system take, and not a message more than that.
    const paused = made;
    expect(paused).toBeLessThan(200);
    await pause(200);
    expect(made).toBe(paused);
    raw.socket.resume();
    await expect.poll(() => made).toBeGreaterThan(paused + 50);
  });

  test('a client that goes ends the source, and is logged', async () => {
    const seen: string[] = [];
    const one = await streamer(async function* (_, ctx) {
      ctx.signal.addEventListener('abort', () => seen.push('aborted'));
      try {
        for (;;) {
          yield 1;
          await pause(5);
        }
      } finally {
        seen.push('closed');
      }
    });
    const raw = one.connect().send(`${get}\n`);
    await raw.until(/"value":1/);
    raw.socket.destroy();
    await expect.poll(() => seen).toEqual(['aborted', 'closed']);
    expect(one.lines).toMatchObject([{ code: 'cancelled', level: 'info' }]);
    const [requests] = one.server.metrics.collectors();
    const labels = { method: 'GET', route: '/give', status: 499 };
    expect((await requests!.get()).values).toContainEqual({ labels, value: 1 });
  });

  test('a client that goes while the headers wait ends the source too', async () => {
    let aborted = false;
    const one = await streamer(async function* (_, ctx) {
      await new Promise((resolve) => ctx.onCancel(resolve));
      aborted = true;
      yield 1;
    });
    const raw = one.connect().send(`${get}\n`);
    await pause(50);
    raw.socket.destroy();
    await expect.poll(() => aborted).toBe(true);
    await expect.poll(() => one.lines.length).toBe(1);
  });

  test('a thousand that are opened and killed leave nothing', async () => {
    let alive = 0;
    const one = await streamer(async function* (_, ctx) {
      alive += 1;
      try {
        yield 1;
        await new Promise((resolve) => ctx.onCancel(resolve));
      } finally {
        alive -= 1;
      }
    });
    const timers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    for (let round = 0; round < 10; round += 1) {
      const open = Array.from({ length: 100 }, () => one.connect().send(events));
      await Promise.all(open.map((raw) => raw.until(/data: 1/)));
      expect(alive).toBe(100);
      for (const raw of open) raw.socket.destroy();
      await expect.poll(() => alive).toBe(0);
    }
    expect(one.lines).toHaveLength(1000);
    await expect.poll(timers).toBeLessThanOrEqual(before);
    const drained = one.server.drain();
    await drained;
  });
});

describe('shutdown', () => {
  test('ends streams with unavailable, and soon', async () => {
    let closed = 0;
    const one = await streamer(async function* (_, ctx) {
      try {
        yield 1;
        await new Promise((resolve) => ctx.onCancel(resolve));
      } finally {
        closed += 1;
      }
    });
    const lines = one.connect().send(`${get}\n`);
    const sse = one.connect().send(events);
    await Promise.all([lines.until(/"value":1/), sse.until(/data: 1/)]);
    const started = Date.now();
    await one.server.drain();
    expect(Date.now() - started).toBeLessThan(1000);
    await Promise.all([lines.closed, sse.closed]);
    expect(lines.received).toMatch(/\{"error":\{.*"code":"unavailable".*\}\}\n\r\n0\r\n\r\n$/);
    expect(sse.received).toMatch(/event: error\ndata: \{.*"code":"unavailable".*\}\n\n\r\n0/);
    await expect.poll(() => closed).toBe(2);
    expect(one.lines).toMatchObject([{ code: 'unavailable' }, { code: 'unavailable' }]);
  });

  test('before the first message it is a 503', async () => {
    const one = await streamer(async function* (_, ctx) {
      await new Promise((resolve) => ctx.onCancel(resolve));
    });
    const raw = one.connect().send(`${get}\n`);
    await pause(50);
    await one.server.drain();
    await raw.closed;
    expect(raw.received).toMatch(/^HTTP\/1\.1 503 [^]*connection: close[^]*"code":"unavailable"/i);
  });

  test('a source that hangs does not hold it up', async () => {
    const one = await streamer(async function* () {
      yield 1;
      await new Promise(() => undefined);
    });
    const raw = one.connect().send(`${get}\n`);
    await raw.until(/"value":1/);
    await one.server.drain();
    expect(raw.received).toContain('"code":"unavailable"');
  });
});

test('without a logging layer, the transport writes the line', async () => {
  const server = new HttpServer();
  server.route(
    serverStreamRoute({
      method: 'GET',
      path: '/x',
      handler: 'A.b',
      input: 'none',
      decode: () => undefined,
      endpoint: async () => failing(),
    }),
  );
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
  const text = await (await fetch(`http://127.0.0.1:${port}/x`)).text();
  expect(text).toContain('"code":"not_found"');
  await server.drain();
});
