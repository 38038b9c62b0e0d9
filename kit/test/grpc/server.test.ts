import { connect, type ClientHttp2Session } from 'node:http2';
import { connect as connectSocket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { GrpcServer, grpcMethod, type GrpcServerOptions } from '../../src/grpc/index.ts';
import {
  all,
  count,
  failureOf,
  noteCodec,
  Notes,
  say,
  sum,
  type Note,
  type NotesMethods,
} from './support.ts';

const running: Notes[] = [];
const sessions: ClientHttp2Session[] = [];
const note: Note = { text: 'a', number: 1 };

async function start(methods: NotesMethods = {}, options: GrpcServerOptions = {}): Promise<Notes> {
  const notes = await new Notes(methods, options).start();
  running.push(notes);
  return notes;
}

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

interface RawAnswer {
  readonly status: string | undefined;
  readonly message: string | undefined;
  readonly httpStatus: number | undefined;
  readonly rstCode: number;
}

/** Sends what a client of gRPC would not. */
function raw(
  notes: Notes,
  body: Uint8Array,
  headers: Record<string, string> = {},
): Promise<RawAnswer> {
  const session = connect(`http://${notes.address}`);
  sessions.push(session);
  session.on('error', () => undefined);
  const stream = session.request({
    ':method': 'POST',
    ':path': '/test.v1.Notes/Say',
    'content-type': 'application/grpc',
    te: 'trailers',
    ...headers,
  });
  const seen: Record<string, unknown> = {};
  return new Promise((resolve) => {
    stream.on('response', (sent) => Object.assign(seen, sent));
    stream.on('trailers', (sent) => Object.assign(seen, sent));
    stream.on('error', () => undefined);
    stream.on('close', () =>
      resolve({
        status: seen['grpc-status'] as string | undefined,
        message: seen['grpc-message'] as string | undefined,
        httpStatus: seen[':status'] as number | undefined,
        rstCode: stream.rstCode,
      }),
    );
    stream.resume();
    stream.end(body);
  });
}

function frame(message: Uint8Array, flag = 0): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(message.length, 1);
  return Buffer.concat([head, message]);
}

describe('what is no good call', () => {
  const bytes = noteCodec.encode(note);

  test('a good one, as the measure of the others', async () => {
    expect(await raw(await start(), frame(bytes))).toMatchObject({ status: '0', httpStatus: 200 });
  });

  test.each<[string, Uint8Array, Record<string, string>, string]>([
    ['no message', new Uint8Array(), {}, '12'],
    ['half a message', frame(bytes).subarray(0, 6), {}, '12'],
    ['two messages', Buffer.concat([frame(bytes), frame(bytes)]), {}, '12'],
    ['bytes that are no message', frame(Buffer.from([0xff])), {}, '3'],
    ['a length that is a lie', Buffer.from([0, 0xff, 0xff, 0xff, 0xff, 1]), {}, '8'],
    ['an encoding that nobody knows', frame(bytes, 1), { 'grpc-encoding': 'brotli' }, '12'],
    ['gzip that is none', frame(bytes, 1), { 'grpc-encoding': 'gzip' }, '13'],
    ['a deadline that is none', frame(bytes), { 'grpc-timeout': 'soon' }, '13'],
    ['a method that is not there', frame(bytes), { ':path': '/test.v1.Notes/Nope' }, '12'],
    ['a service that is not there', frame(bytes), { ':path': '/nope.Nope/Nope' }, '12'],
  ])('%s', async (_, body, headers, status) => {
    const notes = await start();
    expect(await raw(notes, body, headers)).toMatchObject({ status });
    expect(await notes.client().unary(say, note)).toMatchObject({ number: 2 });
  });

  test.each(['/\u00e9 %00/\u00ff', '', '//', '/test.v1.Notes/Say?x=1', '*'])(
    'the path %j',
    async (path) => {
      const notes = await start();
      expect((await raw(notes, frame(bytes), { ':path': path })).status).not.toBe('0');
      expect(await notes.client().unary(say, note)).toMatchObject({ number: 2 });
    },
  );

  test('gzip is understood, and bounded by what it holds', async () => {
    const notes = await start({}, { limits: { messageBytes: 1000 } });
    const gzip = { 'grpc-encoding': 'gzip' };
    expect(await raw(notes, frame(gzipSync(bytes), 1), gzip)).toMatchObject({ status: '0' });
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    expect(await raw(notes, frame(bomb.subarray(0, 900), 1), gzip)).toMatchObject({
      status: expect.stringMatching(/^(?:8|13)$/) as string,
    });
    const small = gzipSync(Buffer.alloc(100_000));
    expect(small.length).toBeLessThan(1000);
    expect(await raw(notes, frame(small, 1), gzip)).toMatchObject({ status: '8' });
  });

  test('another content type is 415', async () => {
    const answer = await raw(await start(), frame(bytes), { 'content-type': 'application/json' });
    expect(answer).toMatchObject({ httpStatus: 415 });
  });

  test.each([
    ['HTTP/1', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n'],
    ['noise', '\0\u0001\u0002garbage'.repeat(20)],
    [
      'a preface and noise',
      'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\u0000\u0000\u00ff\u0099\u00ff'.padEnd(400, '\u00ff'),
    ],
  ])('%s on the wire ends the connection, and no other', async (_, text) => {
    const notes = await start();
    const socket = connectSocket(notes.port, '127.0.0.1');
    socket.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => {
      socket.once('close', () => resolve());
    });
    socket.resume();
    socket.end(Buffer.from(text, 'latin1'));
    await closed;
    expect(await notes.client().unary(say, note)).toMatchObject({ number: 2 });
  });

  test('is counted and logged, though no handler has seen it', async () => {
    const notes = await start({}, { limits: { messageBytes: 100 } });
    const big = { text: 'x'.repeat(200), number: 1 };
    expect(await failureOf(notes.client().unary(say, big))).toMatchObject({
      code: 'resource_exhausted',
    });
    expect(notes.lines.at(-1)).toMatchObject({
      level: 'info',
      msg: 'call refused',
      path: '/test.v1.Notes/Say',
      code: 'resource_exhausted',
    });
    const [requests] = await Promise.all(notes.server.collectors().map((metric) => metric.get()));
    expect(requests?.values).toEqual([
      { labels: { service: 'test.v1.Notes', method: 'Say', code: 'resource_exhausted' }, value: 1 },
    ]);
  });
});

describe('the size of messages', () => {
  test('is 4 MiB unless set, on both sides', async () => {
    const notes = await start({
      say: async ({ number }) => ({ text: 'x'.repeat(number), number }),
      sum: async (messages) => {
        let total = 0;
        for await (const { text } of messages) total += text.length;
        return { text: '', number: total };
      },
    });
    const client = notes.client();
    const mebi = 1024 * 1024;
    const texts = [{ text: 'x'.repeat(900), number: 0 }];
    expect(await client.unary(say, { text: '', number: 3 * mebi })).toMatchObject({
      number: 3 * mebi,
    });
    const long = { text: '', number: 5 * mebi };
    expect(await failureOf(client.unary(say, long))).toMatchObject({ code: 'resource_exhausted' });
    const able = notes.client({ maxMessageBytes: 8 * mebi });
    expect(await able.unary(say, long)).toMatchObject({ number: 5 * mebi });
    expect(await client.clientStream(sum, texts)).toMatchObject({ number: 900 });
  });

  test('of a stream of requests ends it with its own code, for its reader too', async () => {
    let seen: unknown;
    const notes = await start(
      {
        sum: async (messages) => {
          try {
            for await (const one of messages) void one;
          } catch (error) {
            seen = error;
            throw error;
          }
          return note;
        },
      },
      { limits: { messageBytes: 100 } },
    );
    const messages = [note, { text: 'x'.repeat(200), number: 1 }];
    expect(await failureOf(notes.client().clientStream(sum, messages))).toMatchObject({
      code: 'resource_exhausted',
    });
    await expect.poll(() => seen).toMatchObject({ code: 'resource_exhausted' });
  });
});

describe('limits', () => {
  test.each([
    { messageBytes: -1 },
    { maxStreams: 1.5 },
    { keepAliveTime: 2 ** 31 },
    { maxConnectionAge: Number.NaN },
  ])('%o is refused at assembly', (limits) => {
    expect(() => new GrpcServer({ limits })).toThrow(RangeError);
  });

  test('connections beyond the bound are dropped', async () => {
    const notes = await start({}, { limits: { maxConnections: 1 } });
    expect(await notes.client().unary(say, note)).toMatchObject({ number: 2 });
    const other = notes.client({ channel: { 'grpc.use_local_subchannel_pool': 1 } });
    expect(await failureOf(other.unary(say, note, { timeout: 2000 }))).toMatchObject({
      code: 'unavailable',
    });
  });

  test('a connection that has grown old is replaced, and no call is lost', async () => {
    const notes = await start({}, { limits: { maxConnectionAge: 200 } });
    const client = notes.client();
    for (const until = Date.now() + 1000; Date.now() < until;) {
      expect(await client.unary(say, note)).toMatchObject({ number: 2 });
    }
  });
});

describe('assembly', () => {
  const method = grpcMethod({
    name: 'Say',
    kind: 'unary',
    request: noteCodec,
    response: noteCodec,
    endpoint: async (one: Note) => one,
  });

  test('a service or a method twice, and a name that is none, are refused', () => {
    const server = new GrpcServer();
    server.addService('a.B', [method]);
    expect(() => server.addService('a.B', [])).toThrow('a.B was added already');
    expect(() => server.addService('a.C', [method, method])).toThrow('a.C has two methods Say');
    expect(() => server.addService('/a.D', [])).toThrow('is no full name of a service');
    expect(server.services).toEqual(['grpc.health.v1.Health', 'a.B', 'a.C']);
  });

  test('a method that gives no stream where it should is internal', async () => {
    const notes = await start({ count: (() => 7) as never });
    const stream = notes.client().serverStream(count, note);
    expect(await failureOf(all(stream))).toMatchObject({ code: 'internal' });
    expect(notes.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  test('an address that is taken is an error of Node, with its code', async () => {
    const notes = await start();
    const other = new GrpcServer();
    const taken = other.listen({ host: '127.0.0.1', port: notes.port });
    await expect(taken).rejects.toMatchObject({ code: 'EADDRINUSE' });
    await other.drain();
  });
});
