/* oxlint-disable vitest/expect-expect -- `until` fails the test when what it waits for does not come */
import { afterEach, describe, expect, test } from 'vitest';
import { KitError } from '../src/errors/kit-error.ts';
import { problemOf, type Greeting } from './support/greeter.ts';
import { pause } from './support/project.ts';
import { Streamer, type Methods, type StreamerOptions } from './support/streamer.ts';

const running: Streamer[] = [];

async function streamer(
  take: NonNullable<Methods['take']> = names,
  options: StreamerOptions = {},
): Promise<Streamer> {
  const created = new Streamer({ take }, options);
  running.push(created);
  return created.start();
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop()));
});

/** A service that gives back what it was sent. */
async function names(greetings: AsyncIterable<Greeting>): Promise<unknown> {
  const seen: string[] = [];
  for await (const { name } of greetings) seen.push(name);
  return seen;
}

const type = { 'content-type': 'application/x-ndjson' };

function post(
  one: Streamer,
  body: string | Uint8Array,
  headers: Record<string, string> = type,
): Promise<Response> {
  return fetch(`${one.url}/take`, { method: 'POST', body, headers });
}

const head = 'POST /take HTTP/1.1\nHost: x\nContent-Type: application/x-ndjson\n';
const upload = `${head}Transfer-Encoding: chunked\n\n`;
/** A chunk of a chunked body; the connection makes CRLF of its line ends. */
const chunk = (text: string) =>
  `${Buffer.byteLength(text.replaceAll('\n', '\r\n'), 'latin1').toString(16)}\n${text}\n`;
const line = (name: string) => chunk(`{"name":"${name}"}\n`);

describe('messages', () => {
  test.each([
    ['lines', '{"name":"Ada"}\n{"name":"Bob"}\n'],
    ['a last line without its end', '{"name":"Ada"}\n{"name":"Bob"}'],
    ['CRLF', '{"name":"Ada"}\r\n{"name":"Bob"}\r\n'],
    ['empty lines', '\n\n{"name":"Ada"}\n \t\n\r\n{"name":"Bob"}\n\n'],
    ['white space around', '  {"name":"Ada"}  \n\t{"name" : "Bob"}\n'],
  ])('%s', async (_, body) => {
    expect(await (await post(await streamer(), body)).json()).toEqual(['Ada', 'Bob']);
  });

  test.each([
    'application/x-ndjson',
    'application/jsonl',
    'application/x-ndjson; charset=utf-8',
    'Application/X-NDJSON;charset="UTF-8"',
  ])('come as %s', async (contentType) => {
    const response = await post(await streamer(), '{"name":"Ada"}', {
      'content-type': contentType,
    });
    expect([response.status, await response.json()]).toEqual([200, ['Ada']]);
  });

  test('arrive whole however they are cut', async () => {
    const one = await streamer();
    const bytes = Buffer.from('{"name":"Adä"}\n\n{"name":"B😀b"}\n');
    const cut = new ReadableStream({
      async start(controller) {
        for (const byte of bytes) {
          controller.enqueue(Uint8Array.of(byte));
          await pause(1);
        }
        controller.close();
      },
    });
    const response = await fetch(`${one.url}/take`, {
      method: 'POST',
      body: cut,
      headers: type,
      duplex: 'half',
    });
    expect(await response.json()).toEqual(['Adä', 'B😀b']);
  });

  test('arrive while the client is still sending', async () => {
    const seen: string[] = [];
    const one = await streamer(async (greetings) => {
      for await (const { name } of greetings) seen.push(name);
      return seen;
    });
    const raw = one.connect().send(upload).send(line('Ada'));
    await expect.poll(() => seen).toEqual(['Ada']);
    raw.send(line('Bob')).send('0\n\n');
    await raw.until(/\["Ada","Bob"\]$/);
    expect(one.lines).toMatchObject([{ code: 'ok', messages_received: 2 }]);
  });

  test('may be none', async () => {
    const one = await streamer();
    const bare = await fetch(`${one.url}/take`, { method: 'POST' });
    expect(await bare.json()).toEqual([]);
    expect(await (await post(one, '\n')).json()).toEqual([]);
    const raw = one.connect().send(`${upload}0\n\n`);
    await raw.until(/\[\]$/);
  });

  test('are counted one by one against the limit, not together', async () => {
    const one = await streamer(names, { limits: { bodyBytes: 100 } });
    const many = Array.from({ length: 1000 }, (_, index) => `n${index}`);
    const response = await post(one, many.map((name) => `{"name":"${name}"}\n`).join(''));
    expect(await response.json()).toEqual(many);
  });

  test('leave the connection to the next request', async () => {
    const one = await streamer(async (greetings) => {
      for await (const { name } of greetings) {
        // Time for the rest to come, which nobody reads.
        await pause(20);
        return name;
      }
      return undefined;
    });
    const raw = one.connect();
    for (const round of [1, 2, 3]) {
      raw.send(`${upload}${line('Ada')}${line('Bob')}0\n\n`);
      await raw.until(new RegExp(`(?:HTTP/1.1 200[^]*"Ada"){${round}}$`));
    }
    expect(raw.received).not.toContain('connection: close');
  });
});

describe('refusals', () => {
  test('other media types', async () => {
    const one = await streamer();
    const response = await post(one, '{"name":"Ada"}', { 'content-type': 'application/json' });
    expect(response.headers.get('accept-post')).toBe('application/x-ndjson');
    expect((await problemOf(response)).code).toBe('unsupported_media_type');
    const latin = await post(one, 'x', { 'content-type': 'application/x-ndjson; charset=latin1' });
    expect(latin.status).toBe(415);
    const zipped = await post(one, 'x', { ...type, 'content-encoding': 'gzip' });
    expect(zipped.status).toBe(415);
    expect((await post(one, 'x', { ...type, accept: 'text/html' })).status).toBe(406);
    expect((await fetch(`${one.url}/take`)).status).toBe(405);
  });

  test('all faults of a message together, with its number', async () => {
    const one = await streamer();
    const problem = await problemOf(await post(one, '{"name":"Ada"}\n\n{"name":"B","x":1}\n'));
    expect(problem).toMatchObject({
      status: 400,
      code: 'invalid_argument',
      detail: 'message 2 of the stream is not valid',
      errors: [
        { in: 'body', path: '/x', rule: 'unevaluatedProperties' },
        { in: 'body', path: '/name', rule: 'minLength' },
      ],
    });
    expect(one.lines).toMatchObject([{ code: 'invalid_argument', messages_received: 2 }]);
  });

  test('what decoding finds wrong, without a validation layer too', async () => {
    const seen: unknown[] = [];
    const take = async (greetings: AsyncIterable<Greeting>) => {
      for await (const greeting of greetings) seen.push(greeting);
    };
    const one = await streamer(take, { validated: false });
    const problem = await problemOf(await post(one, '{"name":"Ada"}\n{"name":7}\n'));
    expect(problem).toMatchObject({ status: 400, errors: [{ path: '/name', rule: 'type' }] });
    expect(seen).toEqual([{ name: 'Ada' }]);
  });

  test('a bad message that is pulled beside a good one', async () => {
    const outcomes: string[] = [];
    const one = await streamer(async (greetings) => {
      const messages = greetings[Symbol.asyncIterator]();
      const pulls = Array.from({ length: 4 }, () => messages.next());
      for (const pull of await Promise.allSettled(pulls)) {
        outcomes.push(pull.status === 'rejected' ? 'refused' : (pull.value.value?.name ?? 'end'));
      }
    });
    await post(one, '{"name":"Ada"}\n{"name":7}\n{"name":"Bob"}\n');
    expect(outcomes).toEqual(['Ada', 'refused', 'end', 'end']);
  });

  test.each([
    [
      'no JSON',
      Buffer.from('{"name":"Ada"}\n\n{"name"\n{"name":"Bob"}\n'),
      'line 3 is not valid JSON',
    ],
    [
      'no UTF-8',
      Buffer.concat([
        Buffer.from('{"name":"Ada"}\n{"name":"'),
        Buffer.of(0xff),
        Buffer.from('"}\n'),
      ]),
      'line 2 is not valid UTF-8',
    ],
    ['half a letter at the end', Buffer.from([0x22, 0xc3]), 'line 1 is not valid UTF-8'],
    ['a mark of byte order', Buffer.from('\ufeff{"name":"Ada"}\n'), 'line 1 is not valid JSON'],
    [
      'two texts on a line',
      Buffer.from('{"name":"Ada"} {"name":"Bob"}\n'),
      'line 1 is not valid JSON',
    ],
  ])('%s, with the line', async (_, body, detail) => {
    const problem = await problemOf(await post(await streamer(), body));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_argument', detail });
  });

  test('what comes before a bad line has been seen', async () => {
    const seen: string[] = [];
    const one = await streamer(async (greetings) => {
      for await (const { name } of greetings) seen.push(name);
    });
    const bad = Buffer.concat([Buffer.from('{"name":"Ada"}\n'), Buffer.of(0xff, 10)]);
    expect((await post(one, bad)).status).toBe(400);
    expect(seen).toEqual(['Ada']);
  });

  test.each([
    ['in one piece', 1],
    ['in many', 50],
  ])('a line beyond the limit, %s', async (_, pieces) => {
    const one = await streamer(names, { limits: { bodyBytes: 100 } });
    const long = `{"name":"${'x'.repeat(100)}"}`;
    const raw = one.connect().send(`${upload}${line('Ada')}`);
    const size = Math.ceil(long.length / pieces);
    for (let at = 0; at < long.length; at += size) raw.send(chunk(long.slice(at, at + size)));
    raw.send(chunk('\n')).send('0\n\n');
    await raw.until(/HTTP\/1\.1 413 [^]*"code":"payload_too_large"/);
    expect(raw.received).toContain('"detail":"line 2 is longer than 100 bytes"');
  });

  test('a line of just the limit is none', async () => {
    const text = '{"name":"Ada"}';
    const one = await streamer(names, { limits: { bodyBytes: text.length } });
    expect((await post(one, `${text}\n${text}\n${text}`)).status).toBe(200);
    expect((await post(one, `${text}\n${text} \n`)).status).toBe(413);
  });

  test('a line without an end is cut off, and memory stays bounded', async () => {
    const one = await streamer(names, { limits: { bodyBytes: 64 * 1024 } });
    const raw = one.connect().send(upload);
    const endless = setInterval(() => raw.send(chunk('x'.repeat(16 * 1024))), 1);
    await raw.until(/"code":"payload_too_large"/);
    await raw.closed;
    clearInterval(endless);
    expect(raw.received.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  test('an error of the service while the client is sending', async () => {
    const one = await streamer(async (greetings) => {
      for await (const { name } of greetings) {
        if (name === 'Bob') throw new KitError('permission_denied', 'not Bob');
      }
    });
    const raw = one.connect().send(`${upload}${line('Ada')}${line('Bob')}`);
    await raw.until(/HTTP\/1\.1 403 [^]*connection: close[^]*"detail":"not Bob"/i);
    await raw.closed;
  });

  test('an answer before the messages have ended', async () => {
    const one = await streamer(async () => 'enough');
    const raw = one.connect().send(upload);
    await raw.until(/HTTP\/1\.1 200 [^]*connection: close[^]*"enough"$/i);
    await raw.closed;
  });

  test('a thrown error that wraps the one of a line keeps its status', async () => {
    const one = await streamer(
      async (greetings) => {
        try {
          return await names(greetings);
        } catch (cause) {
          throw new KitError('failed_precondition', 'wrapped', { cause });
        }
      },
      { limits: { bodyBytes: 20 } },
    );
    expect((await post(one, `"${'x'.repeat(30)}"`)).status).toBe(413);
    expect((await post(one, '{')).status).toBe(412);
  });
});

describe('leave to send (Expect: 100-continue)', () => {
  const expecting = `${head}Transfer-Encoding: chunked\nExpect: 100-continue\n\n`;

  test('is given when the service asks for a message', async () => {
    let go = () => {};
    const asked = new Promise<void>((resolve) => (go = resolve));
    const one = await streamer(async (greetings) => {
      await asked;
      return names(greetings);
    });
    const raw = one.connect().send(expecting);
    await pause(100);
    expect(raw.received).toBe('');
    go();
    await raw.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    raw.send(`${line('Ada')}0\n\n`);
    await raw.until(/HTTP\/1\.1 200 [^]*\["Ada"\]$/);
  });

  test('is not given by a service that refuses at once', async () => {
    const one = await streamer(async () => {
      throw new KitError('unauthenticated', 'who?');
    });
    const raw = one.connect().send(expecting);
    await raw.closed;
    expect(raw.received).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('is not given for another media type', async () => {
    const one = await streamer();
    const raw = one.connect().send(expecting.replace('application/x-ndjson', 'text/plain'));
    await raw.closed;
    expect(raw.received).toMatch(/^HTTP\/1\.1 415 /);
  });
});

describe('time', () => {
  test('an upload may take longer than a request, and other requests may not', async () => {
    const one = await streamer(names, { limits: { requestTimeout: 200 } });
    const raw = one.connect().send(upload);
    for (let index = 0; index < 12; index += 1) {
      raw.send(line(`n${index}`));
      await pause(60);
    }
    raw.send('0\n\n');
    await raw.until(/HTTP\/1\.1 200 [^]*"n11"\]$/);
    // The same connection, another kind of request: its limit is back.
    raw.send(
      'POST /give HTTP/1.1\nHost: x\nContent-Type: application/json\nContent-Length: 9\n\n{',
    );
    await raw.until(/HTTP\/1\.1 408 [^]*"code":"request_timeout"/);
    await raw.closed;
  });

  test('a client that sends nothing for long is cut off', async () => {
    const one = await streamer(names, { limits: { streamIdleTimeout: 150 } });
    const raw = one.connect().send(`${upload}${line('Ada')}`);
    await raw.until(/HTTP\/1\.1 408 [^]*"detail":"the client has sent nothing for 150 ms"/);
    await raw.closed;
    expect(one.lines).toMatchObject([{ code: 'deadline_exceeded', messages_received: 1 }]);
  });

  test('a service that takes its time is no silence of the client', async () => {
    const one = await streamer(
      async (greetings) => {
        const seen: string[] = [];
        for await (const { name } of greetings) {
          seen.push(name);
          await pause(200);
        }
        return seen;
      },
      { limits: { streamIdleTimeout: 150 } },
    );
    expect(await (await post(one, '{"name":"Ada"}\n{"name":"Bob"}')).json()).toEqual([
      'Ada',
      'Bob',
    ]);
  });

  test('the time-out of the chain ends the call', async () => {
    let reason: unknown;
    const one = await streamer(
      async (greetings, ctx) => {
        ctx.onCancel((why) => (reason = why));
        return names(greetings);
      },
      { timeout: 100 },
    );
    const raw = one.connect().send(upload);
    await raw.until(/HTTP\/1\.1 504 [^]*"code":"deadline_exceeded"/);
    expect(reason).toMatchObject({ code: 'deadline_exceeded' });
  });
});

describe('back-pressure and leaving', () => {
  test('what the service does not ask for stays with the client', async () => {
    let take = () => {};
    const asked = new Promise<void>((resolve) => (take = resolve));
    let count = 0;
    const one = await streamer(async (greetings) => {
      await asked;
      for await (const _ of greetings) count += 1;
      return count;
    });
    const raw = one.connect().send(upload);
    const message = line('x'.repeat(60_000));
    let sent = 0;
    let stuck = false;
    while (!stuck && sent < 2000) {
      raw.send(message);
      sent += 1;
      if (raw.socket.writableLength < 1_000_000) continue;
      await pause(300);
      stuck = raw.socket.writableLength > 500_000;
    }
    expect(stuck).toBe(true);
    take();
    raw.send('0\n\n');
    await raw.until(new RegExp(`\r\n\r\n${sent}$`));
  });

  test.each(['between lines', 'in the middle of a line'])(
    'a client that goes %s',
    async (where) => {
      const outcome: unknown[] = [];
      const one = await streamer(async (greetings, ctx) => {
        ctx.signal.addEventListener('abort', () => outcome.push('aborted'));
        try {
          return await names(greetings);
        } catch (error) {
          outcome.push(error);
          throw error;
        }
      });
      const raw = one.connect().send(`${upload}${line('Ada')}`);
      if (where !== 'between lines') raw.send(chunk('{"name":'));
      await pause(50);
      raw.socket.destroy();
      await expect.poll(() => outcome).toMatchObject(['aborted', { code: 'cancelled' }]);
      expect(one.lines).toMatchObject([{ code: 'cancelled', messages_received: 1 }]);
    },
  );

  test('a body that is cut short is no end', async () => {
    const one = await streamer();
    const raw = one.connect().send(`${head}Content-Length: 1000\n\n{"name":"Ada"}\n`);
    await pause(50);
    raw.socket.end();
    await expect.poll(() => one.lines).toMatchObject([{ code: 'cancelled' }]);
  });

  test('a service that has answered may be told no more', async () => {
    const one = await streamer(async (greetings) => {
      for await (const { name } of greetings) return name;
      return undefined;
    });
    const raw = one.connect().send(`${upload}${line('Ada')}`);
    const endless = setInterval(() => raw.send(line('Bob')), 1);
    await raw.until(/"Ada"$/);
    await raw.closed;
    clearInterval(endless);
    expect((await post(one, '{"name":"Eve"}')).status).toBe(200);
  });

  test('a thousand that are opened and killed leave nothing', async () => {
    let alive = 0;
    const one = await streamer(async (greetings) => {
      alive += 1;
      try {
        return await names(greetings);
      } finally {
        alive -= 1;
      }
    });
    const timers = () =>
      process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const before = timers();
    for (let round = 0; round < 10; round += 1) {
      const open = Array.from({ length: 100 }, () => one.connect().send(`${upload}${line('Ada')}`));
      await expect.poll(() => alive).toBe(100);
      for (const raw of open) raw.socket.destroy();
      await expect.poll(() => alive).toBe(0);
    }
    expect(one.lines).toHaveLength(1000);
    await expect.poll(timers).toBeLessThanOrEqual(before);
    await one.server.drain();
  });
});

describe('shutdown', () => {
  test('ends an upload with unavailable', async () => {
    const one = await streamer();
    const raw = one.connect().send(`${upload}${line('Ada')}`);
    await pause(50);
    const started = Date.now();
    await one.server.drain();
    expect(Date.now() - started).toBeLessThan(3000);
    await raw.closed;
    expect(raw.received).toMatch(/^HTTP\/1\.1 503 [^]*"code":"unavailable"/);
    expect(one.lines).toMatchObject([{ code: 'unavailable' }]);
  });

  test('lets one that has come whole end', async () => {
    const one = await streamer(async (greetings) => {
      const all = await names(greetings);
      await pause(200);
      return all;
    });
    const raw = one.connect().send(`${upload}${line('Ada')}0\n\n`);
    await pause(50);
    await one.server.drain();
    await raw.closed;
    expect(raw.received).toMatch(/^HTTP\/1\.1 200 [^]*\["Ada"\]$/);
  });
});
