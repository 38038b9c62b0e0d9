/* oxlint-disable vitest/expect-expect -- `until` fails the test when what it waits for does not come */
import { afterEach, describe, expect, test } from 'vitest';
import { KitError } from '../src/errors/kit-error.ts';
import type { HttpRoute } from '../src/http/index.ts';
import { Greeter, type GreeterOptions } from './support/greeter.ts';
import { pause } from './support/project.ts';
import { RawConnection } from './support/raw.ts';

const running: Greeter[] = [];
const open: RawConnection[] = [];

async function greeter(options: GreeterOptions = {}): Promise<Greeter> {
  const created = new Greeter(options);
  running.push(created);
  return created.start();
}

async function connection(options: GreeterOptions = {}): Promise<RawConnection> {
  return connect(await greeter(options));
}

function connect({ port }: Greeter, options: { allowHalfOpen?: boolean } = {}): RawConnection {
  const created = new RawConnection(port, options);
  open.push(created);
  return created;
}

afterEach(async () => {
  for (const one of open.splice(0)) one.socket.destroy();
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

const json = 'Content-Type: application/json\n';
const head = `POST /greet HTTP/1.1\nHost: x\n${json}`;
const ada = '{"name":"Ada"}';
const request = `${head}Content-Length: ${ada.length}\n\n${ada}`;

describe('bodies', () => {
  test('a length beyond the limit is refused before the body is read', async () => {
    const raw = await connection({ limits: { bodyBytes: 100 } });
    raw.send(`${head}Content-Length: 5000000\n\n`);
    await raw.until(/413 Payload Too Large[^]*connection: close[^]*"code":"payload_too_large"/i);
    await raw.closed;
  });

  test('chunks beyond the limit are refused, and the answer survives the rest', async () => {
    const raw = await connection({ limits: { bodyBytes: 100 } });
    const chunk = `400\n${'x'.repeat(1024)}\n`;
    raw.send(`${head}Transfer-Encoding: chunked\n\n${chunk}`);
    await raw.until(/413 Payload Too Large/);
    for (let index = 0; index < 50; index += 1) raw.send(chunk);
    raw.send('0\n\n');
    await raw.until(/"code":"payload_too_large"/);
    await raw.closed;
    expect(raw.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('a client that never stops sending is cut off', async () => {
    const raw = await connection({ limits: { bodyBytes: 100 } });
    raw.send(`${head}Transfer-Encoding: chunked\n\n`);
    const endless = setInterval(() => raw.send(`400\n${'x'.repeat(1024)}\n`), 10);
    try {
      await raw.until(/413/);
      await raw.closed;
    } finally {
      clearInterval(endless);
    }
  });

  test('leave to send is given, once the request may go on', async () => {
    const raw = await connection();
    raw.send(`${head}Content-Length: ${ada.length}\nExpect: 100-continue\n\n`);
    await raw.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    raw.send(ada);
    await raw.until(/HTTP\/1\.1 200 OK[^]*Hello, Ada!/);
  });

  test.each([
    ['too long', `${head}Content-Length: 5000000\nExpect: 100-continue\n\n`, 413],
    [
      'another type',
      'POST /greet HTTP/1.1\nHost: x\nContent-Type: a/b\nContent-Length: 9\nExpect: 100-continue\n\n',
      415,
    ],
    ['no route', 'POST /nope HTTP/1.1\nHost: x\nContent-Length: 9\nExpect: 100-continue\n\n', 404],
  ])('no leave for a body that is refused: %s', async (_, text, status) => {
    const raw = await connection();
    raw.send(text);
    await raw.until(new RegExp(`^HTTP/1.1 ${status} [^]*connection: close`, 'i'));
    await raw.closed;
    expect(raw.received).not.toContain('100 Continue');
  });

  test.each([
    ['GET', 'query', 'application/json', '{"name":'],
    ['DELETE', 'query', 'text/plain', 'x'.repeat(1000)],
    ['POST', 'none', 'application/json', '{"name":"Eve"}'],
  ] as const)('one that %s /plain with input %s has no use for is ignored', async (...how) => {
    const [method, input, type, body] = how;
    const one = await greeter({ limits: { bodyBytes: 100 } });
    const decode: HttpRoute['decode'] = (given) => ({ seen: given.body ?? 'nothing' });
    const endpoint: HttpRoute['endpoint'] = async (seen) => seen;
    one.server.route({ method, path: '/plain', handler: 'A.plain', input, decode, endpoint });
    const raw = connect(one).send(`${method} /plain HTTP/1.1\nHost: x\nContent-Type: ${type}\n`);
    raw.send(`Content-Length: ${body.length}\n\n${body}${request}`);
    await raw.until(/200 OK[^]*\{"seen":"nothing"\}[^]*200 OK[^]*Hello, Ada!/);
  });

  test('minus zero arrives as such, and leaves as zero', async () => {
    const raw = await connection({
      route: {
        decode: ({ body }) => body,
        endpoint: async (zero) => ({ isMinusZero: Object.is(zero, -0), zero }),
      },
    });
    raw.send(`${head}Content-Length: 2\n\n-0`);
    await raw.until(/200 OK[^]*\{"isMinusZero":true,"zero":0\}/);
  });

  test('an upload that breaks off is logged and counted, and nobody crashes', async () => {
    const one = await greeter();
    const raw = connect(one).send(`${head}Content-Length: 1000\n\n{"name":`);
    await pause(50);
    raw.socket.destroy();
    await expect.poll(() => one.lines.at(-1)?.['code']).toBe('cancelled');
    const [requests] = one.server.metrics.collectors();
    const labels = { method: 'POST', route: '/greet', status: 499 };
    expect((await requests!.get()).values).toContainEqual({ labels, value: 1 });
    expect((await one.post(ada)).status).toBe(200);
  });
});

describe('what is no proper request', () => {
  test('headers beyond the limit', async () => {
    const raw = await connection({ limits: { headerBytes: 2048 } });
    raw.send(`GET /greet HTTP/1.1\nHost: x\nX-Long: ${'x'.repeat(4000)}\n\n`);
    await raw.until(
      /431 Request Header Fields Too Large[^]*application\/problem\+json[^]*"code":"header_fields_too_large"/,
    );
    await raw.closed;
  });

  test('no HTTP at all', async () => {
    const one = await greeter();
    const raw = connect(one).send('hello\n\n');
    const [, id] = await raw.until(
      /400 Bad Request[^]*"code":"invalid_argument","requestId":"(.*?)"/,
    );
    expect(raw.received).toContain(`x-request-id: ${id}`);
    await raw.closed;
    expect(one.lines.at(-1)).toMatchObject({ msg: 'request refused', status: 400 });
  });

  test('conflicting lengths (request smuggling)', async () => {
    const raw = await connection();
    raw.send(`${head}Content-Length: 5\nTransfer-Encoding: chunked\n\n0\n\n`);
    await raw.until(/^HTTP\/1\.1 400 /);
    await raw.closed;
  });

  test('headers that trickle in (slow loris)', async () => {
    const raw = await connection({ limits: { headersTimeout: 200 } });
    raw.send('GET /greet HTTP/1.1\nHost: x\n');
    const drip = setInterval(() => raw.send('X-A: b\n'), 50);
    try {
      await raw.until(/408 Request Timeout[^]*"code":"request_timeout"/);
      await raw.closed;
    } finally {
      clearInterval(drip);
    }
  });

  test('a body that does not arrive', async () => {
    const one = await greeter({ limits: { requestTimeout: 200 } });
    const raw = connect(one).send(`${head}Content-Length: 100\n\n{`);
    await raw.until(/408 Request Timeout[^]*"code":"request_timeout"/);
    await raw.closed;
    expect(raw.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    await expect.poll(() => one.lines.some((line) => line['code'] === 'cancelled')).toBe(true);
  });

  const problem = (status: string, code: string) =>
    new RegExp(
      `^HTTP/1\\.1 ${status}\r\n[^]*content-type: application/problem\\+json\r\n[^]*"code":"${code}"`,
    );

  test.each([
    ['without a body', 'GET /greet HTTP/1.1\n\n'],
    ['with one', `POST /greet HTTP/1.1\n${json}Content-Length: ${ada.length}\n\n${ada}`],
    [
      'and leave to send',
      `POST /greet HTTP/1.1\n${json}Content-Length: 9\nExpect: 100-continue\n\n`,
    ],
    ['and another expectation', 'GET /greet HTTP/1.1\nExpect: a miracle\n\n'],
  ])('a missing Host: %s', async (_, text) => {
    const one = await greeter();
    const raw = connect(one).send(text);
    await raw.until(problem('400 Bad Request', 'invalid_argument'));
    await raw.closed;
    expect(raw.received).toContain('"detail":"the request has no Host header"');
    expect(raw.received).toMatch(/connection: close/i);
    expect(raw.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(one.lines.at(-1)).toMatchObject({ code: 'invalid_argument' });
  });

  test.each([
    ['whose body waits', `${head}Content-Length: ${ada.length}\nExpect: a-miracle\n\n`],
    ['whose body is there', `${head}Content-Length: ${ada.length}\nExpect: a-miracle\n\n${ada}`],
    ['that has no body', 'GET /greet HTTP/1.1\nHost: x\nExpect: a-miracle\n\n'],
  ])('an expectation that nobody can meet: %s', async (_, text) => {
    const one = await greeter();
    const raw = connect(one).send(text);
    await raw.until(problem('417 Expectation Failed', 'expectation_failed'));
    await raw.closed;
    expect(raw.received).toContain('"detail":"there is no meeting Expect: a-miracle"');
    expect(raw.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
    expect(one.lines.at(-1)).toMatchObject({ code: 'expectation_failed', status: 417 });
    const [requests] = one.server.metrics.collectors();
    const { values } = await requests!.get();
    expect(values).toContainEqual(
      expect.objectContaining({ labels: expect.objectContaining({ status: 417 }), value: 1 }),
    );
  });

  test('a tunnel, whose client never closes its end', async () => {
    const one = await greeter();
    const raw = connect(one, { allowHalfOpen: true });
    raw.send('CONNECT example.com:443 HTTP/1.1\nHost: example.com:443\n\nmore');
    await raw.until(problem('405 Method Not Allowed', 'method_not_allowed'));
    expect(raw.received).toMatch(/\r\nallow: GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS\r\n/);
    expect(one.lines.at(-1)).toMatchObject({ msg: 'request refused', status: 405 });
    const endless = setInterval(() => raw.send('more'), 20);
    await raw.closed.finally(() => clearInterval(endless));
  });

  test('a tunnel, whose client is gone at once, and nobody crashes', async () => {
    const one = await greeter();
    for (let round = 0; round < 20; round += 1) {
      const raw = connect(one, { allowHalfOpen: true });
      raw.send('CONNECT a:1 HTTP/1.1\nHost: a:1\n\nmore');
      await raw.until(/405/);
      raw.socket.resetAndDestroy();
    }
    expect((await one.post(ada)).status).toBe(200);
  });
});

describe('connections', () => {
  test('are kept, and answer requests in order', async () => {
    const raw = await connection();
    raw.send(request).send(request.replace('Ada', 'Bob'));
    await raw.until(/Hello, Ada![^]*Hello, Bob!/);
    raw.send(request.replace('Ada', 'Cyd'));
    await raw.until(/Hello, Cyd!/);
  });

  test('are closed when idle for long enough', async () => {
    const raw = await connection({ limits: { keepAliveTimeout: 50 } });
    raw.send(request);
    await raw.until(/Hello/);
    await raw.closed;
  });

  test('beyond the bound are dropped', async () => {
    const one = await greeter({ limits: { maxConnections: 1 } });
    const first = connect(one).send(request);
    await first.until(/Hello/);
    const second = connect(one).send(request);
    await second.closed;
    expect(second.received).toBe('');
  });

  test('the absolute form of a target is understood', async () => {
    const raw = await connection();
    raw.send(request.replace('/greet', 'http://example.com/greet'));
    await raw.until(/Hello, Ada!/);
    raw.send('OPTIONS * HTTP/1.1\nHost: x\n\n');
    await raw.until(/204 No Content\r\n[^]*allow: GET, HEAD, POST/);
  });

  test('HTTP/1.0 is served and closed', async () => {
    const raw = await connection();
    raw.send(`POST /greet HTTP/1.0\n${json}Content-Length: ${ada.length}\n\n${ada}`);
    await raw.until(/Hello, Ada!/);
    await raw.closed;
  });
});

describe('a caller that goes away', () => {
  test('aborts the signal of a handler that looks', async () => {
    let reason: unknown;
    const greet: GreeterOptions['greet'] = (_, { signal }) =>
      new Promise((__, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(reason as Error);
        });
      });
    const one = await greeter({ greet });
    const raw = connect(one).send(request);
    await pause(50);
    raw.socket.destroy();
    await expect.poll(() => KitError.from(reason).code).toBe('cancelled');
    await expect.poll(() => one.lines.at(-1)).toMatchObject({ code: 'cancelled', level: 'info' });
  });

  test('does no harm to one that does not', async () => {
    const one = await greeter({ greet: () => pause(100).then(() => 'late') });
    const raw = connect(one).send(request);
    await pause(30);
    raw.socket.destroy();
    await expect.poll(() => one.lines.at(-1)?.['code']).toBe('ok');
    expect((await one.post(ada)).status).toBe(200);
  });
});

describe('what a client or a handler gets wrong', () => {
  const deep = `{"name":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  const post = (more: string, body: string) =>
    `${head}${more}Content-Length: ${Buffer.byteLength(body)}\n\n${body}`;

  test('an encoded body is refused', async () => {
    const raw = await connection();
    raw.send(post('Content-Encoding: gzip\n', ada));
    await raw.until(/415 Unsupported Media Type[^]*came as gzip/);
  });

  test('a request that no stack can hold is the fault of who sent it', async () => {
    const walk = (value: unknown): number => (Array.isArray(value) ? 1 + walk(value[0]) : 0);
    const decode: HttpRoute['decode'] = ({ body }) => walk(Reflect.get(Object(body), 'name'));
    const raw = await connection({ route: { decode } });
    raw.send(post('', deep));
    await raw.until(/400 Bad Request[^]*nested too deeply/);
  });

  test('details that are no JSON are left out, and the service lives', async () => {
    const cyclic: Record<string, unknown> = { id: 1n };
    cyclic['self'] = cyclic;
    const thrown = new KitError('not_found', 'gone', { details: cyclic, retryAfter: Number.NaN });
    const raw = await connection({ greet: () => Promise.reject(thrown) });
    raw.send(request);
    await raw.until(/404 Not Found[^]*"detail":"gone"/);
  });

  test('a wait that is no number is the usual one', async () => {
    const thrown = new KitError('unavailable', 'later', { retryAfter: Number.NaN });
    const raw = await connection({ greet: () => Promise.reject(thrown) });
    raw.send(request);
    await raw.until(/retry-after: 1\r?\n/i);
  });
});

describe('drain', () => {
  test('running requests end, with their connections; idle ones are closed', async () => {
    const one = await greeter({ greet: () => pause(200).then(() => 'done') });
    const idle = connect(one);
    const busy = connect(one).send(request);
    await pause(50);
    const started = Date.now();
    const drained = one.server.drain();
    await idle.closed;
    await busy.until(/connection: close[^]*"done"/i);
    await busy.closed;
    await drained;
    expect(Date.now() - started).toBeLessThan(2000);
    await expect(fetch(one.url)).rejects.toThrow('fetch failed');
  });

  test('a kept connection that sends once more is served and closed', async () => {
    const one = await greeter({ greet: ({ name }) => pause(100).then(() => name) });
    const raw = connect(one).send(request);
    await pause(30);
    const drained = one.server.drain();
    await raw.until(/"Ada"/);
    await raw.closed;
    await drained;
  });

  test('a client that has sent half a request keeps nobody waiting', async () => {
    const one = await greeter();
    const fresh = connect(one).send('POST /gre');
    const kept = connect(one).send(request);
    await kept.until(/200 OK/);
    kept.send('POST /greet HTTP/1.1\nHost: x\n');
    await pause(50);
    const started = Date.now();
    await one.server.drain();
    await Promise.all([fresh.closed, kept.closed]);
    expect(Date.now() - started).toBeLessThan(2000);
  });

  test('destroy cuts what still runs, and tells the handlers', async () => {
    let reason: unknown;
    const greet: GreeterOptions['greet'] = (_, ctx) =>
      new Promise(() => ctx.onCancel((why) => (reason = why)));
    const one = await greeter({ greet });
    const raw = connect(one).send(request);
    await pause(50);
    const drained = one.server.drain();
    one.server.destroy();
    await drained;
    await raw.closed;
    await expect.poll(() => KitError.from(reason).code).toBe('unavailable');
  });
});
