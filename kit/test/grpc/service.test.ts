import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { KitError } from '../../src/errors/kit-error.ts';
import { GrpcServer, grpcClient, grpcMethod, type GrpcClient } from '../../src/grpc/index.ts';
import { createService, type RunningService, type Service } from '../../src/index.ts';
import type { ServiceOptions } from '../../src/service/service-options.ts';
import { SettingsError } from '../../src/service/settings.ts';
import { logs, type Line } from '../support/log.ts';
import { pause, Project } from '../support/project.ts';
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

const running: {
  readonly service?: Service;
  readonly client?: GrpcClient;
  readonly notes?: Notes;
}[] = [];
const note: Note = { text: 'Ada', number: 1 };

interface Made extends RunningService {
  readonly service: Service;
  readonly client: GrpcClient;
  readonly lines: Line[];
}

function make(options: ServiceOptions = {}, endpoint = async (one: Note) => one) {
  const { logger, lines } = logs();
  const service = createService({
    address: '127.0.0.1:0',
    name: 'shop',
    logger,
    argv: [],
    env: {},
    ...options,
  });
  const codecs = { request: noteCodec, response: noteCodec };
  const server = new GrpcServer({ address: '127.0.0.1:0' });
  server.addService('test.v1.Notes', [
    grpcMethod({ name: 'Say', kind: 'unary', ...codecs, endpoint }),
  ]);
  service.add(server);
  running.push({ service });
  return { service, lines };
}

async function start(
  options: ServiceOptions = {},
  endpoint = async (one: Note) => one,
): Promise<Made> {
  const { service, lines } = make(options, endpoint);
  const where = await service.start();
  const client = grpcClient({ address: `127.0.0.1:${where.servers['grpc']!.port}` });
  running.push({ client });
  return { service, lines, client, ...where };
}

const health = {
  path: '/grpc.health.v1.Health/Check',
  request: { encode: () => new Uint8Array() },
  response: { decode: (bytes: Uint8Array) => bytes[1] ?? 0 },
};
const serving = 1;
const notServing = 2;

afterEach(async () => {
  for (const { client } of running) client?.close();
  await Promise.all(
    running.splice(0).map(({ service, notes }) => service?.stop() ?? notes?.stop()),
  );
});

describe('a service with two servers', () => {
  test('answers on both, and says where', async () => {
    const { client, url, servers, lines } = await start();
    expect(await client.unary(say, note)).toEqual(note);
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(servers).toEqual({ grpc: { address: '127.0.0.1', port: expect.any(Number) as number } });
    expect(lines.map(({ msg }) => msg)).toEqual(
      expect.arrayContaining([
        `shop listening on ${url}`,
        `shop listening for grpc on 127.0.0.1:${servers['grpc']?.port}`,
      ]),
    );
  });

  test('shares readiness: a failing check is told on both', async () => {
    let well = false;
    const check = () => (well ? true : Promise.reject(new Error('down')));
    const { client, url } = await start({ checks: { db: check } });
    expect(await client.unary(health, {})).toBe(notServing);
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    well = true;
    expect(await client.unary(health, {})).toBe(serving);
  });

  test('shows the metrics of both in one place', async () => {
    const { client, url } = await start();
    await client.unary(say, note);
    const text = await (await fetch(`${url}/metrics`)).text();
    expect(text).toContain('grpc_requests_total{service="test.v1.Notes",method="Say",code="ok"} 1');
    expect(text).toMatch(
      /grpc_request_duration_seconds_bucket\{le="\+Inf",service="test\.v1\.Notes",method="Say"\} 1/,
    );
  });

  test.each([
    [['-grpc.addr', '127.0.0.1:0'], {}],
    [['--grpc.addr=127.0.0.1:0'], { APP_GRPC_ADDR: '127.0.0.1:1' }],
    [[], { APP_GRPC_ADDR: '127.0.0.1:0' }],
  ])('%j with %j', async (argv, env) => {
    const { client } = await start({ argv, env });
    expect(await client.unary(say, note)).toEqual(note);
  });

  test('an address that is taken is one line, and nothing is left bound', async () => {
    const first = await start();
    const taken = `127.0.0.1:${first.servers['grpc']!.port}`;
    const { service } = make({ argv: ['-grpc.addr', taken, '-http.addr', '127.0.0.1:0'] });
    const failure = await failureOf(service.start());
    expect(failure).toBeInstanceOf(SettingsError);
    expect(failure).toMatchObject({
      message: `${taken} is already in use; -grpc.addr or APP_GRPC_ADDR sets another address`,
    });
  });

  test('two servers of one name are refused', () => {
    const { service } = make();
    expect(() => service.add(new GrpcServer())).toThrow('there is a server for grpc already');
  });

  test('a running call ends before the service does; no new one is taken', async () => {
    const slow = async (one: Note) => {
      await pause(300);
      return one;
    };
    const { client, service } = await start({}, slow);
    await client.unary(health, {});
    const answer = client.unary(say, note).catch((error: unknown) => error);
    await pause(100);
    const stopped = service.stop();
    await pause(50);
    expect(await failureOf(client.unary(say, note, { timeout: 5000 }))).toMatchObject({
      code: 'unavailable',
    });
    expect(await answer).toEqual(note);
    await stopped;
  });

  test('what does not end is cut when the time is up', async () => {
    let cancelled: unknown;
    const { logger } = logs();
    const service = createService({
      address: '127.0.0.1:0',
      logger,
      argv: [],
      env: {},
      shutdownTimeout: 200,
    });
    const server = new GrpcServer({ address: '127.0.0.1:0' });
    const endpoint = (_: Note, ctx: { onCancel(listener: (reason: unknown) => void): void }) => {
      ctx.onCancel((reason) => (cancelled = reason));
      return new Promise<Note>(() => undefined);
    };
    const codecs = { request: noteCodec, response: noteCodec };
    server.addService('test.v1.Notes', [
      grpcMethod({ name: 'Say', kind: 'unary', ...codecs, endpoint }),
    ]);
    service.add(server);
    const { servers } = await service.start();
    const client = grpcClient({ address: `127.0.0.1:${servers['grpc']!.port}` });
    running.push({ client, service });
    await client.unary(health, {});
    const failure = failureOf(client.unary(say, note));
    await pause(100);
    const at = performance.now();
    await service.stop();
    expect(performance.now() - at).toBeLessThan(1000);
    expect(await failure).toMatchObject({ code: 'unavailable' });
    expect(cancelled).toMatchObject({ code: 'unavailable' });
  });
});

describe('a server by itself', () => {
  async function notesWith(methods: NotesMethods): Promise<Notes> {
    const notes = await new Notes(methods).start();
    running.push({ notes });
    return notes;
  }

  test('a shutdown ends streams with unavailable, health watchers too', async () => {
    let closed = 0;
    const notes = await notesWith({
      count: async function* endless(one) {
        try {
          for (;;) {
            yield one;
            await pause(5);
          }
        } finally {
          closed += 1;
        }
      },
    });
    const client = notes.client();
    const stream = client.serverStream(count, note);
    await stream.next();
    const watched = client.serverStream({ ...health, path: '/grpc.health.v1.Health/Watch' }, {});
    await watched.next();
    async function* never() {
      yield note;
      await new Promise(() => undefined);
    }
    const uploaded = failureOf(client.clientStream(sum, never()));
    await pause(100);
    const at = performance.now();
    await notes.server.drain();
    expect(performance.now() - at).toBeLessThan(500);
    expect(await failureOf(all(stream))).toMatchObject({
      code: 'unavailable',
      detail: 'the service is shutting down',
    });
    expect(await failureOf(all(watched))).toMatchObject({ code: 'unavailable' });
    expect(await uploaded).toMatchObject({ code: 'unavailable' });
    expect(closed).toBe(1);
  });

  test('a stream of requests that has come whole may still be answered', async () => {
    const notes = await notesWith({
      sum: async (messages) => {
        const numbers = await all(messages);
        await pause(300);
        return { text: '', number: numbers.length };
      },
    });
    const answer = notes.client().clientStream(sum, [note, note]);
    await pause(150);
    const drained = notes.server.drain();
    expect(await answer).toEqual({ text: '', number: 2 });
    await drained;
  });

  test('one that was never bound stops as well', async () => {
    await expect(new GrpcServer().drain()).resolves.toBeUndefined();
  });
});

describe('retries', () => {
  const failing = (times: number, code: 'unavailable' | 'internal') => {
    let calls = 0;
    return {
      calls: () => calls,
      say: async (one: Note) => {
        calls += 1;
        if (calls <= times) throw new KitError(code, 'no');
        return one;
      },
      async *count(one: Note) {
        calls += 1;
        if (calls <= times) throw new KitError(code, 'no');
        yield one;
      },
    };
  };

  async function against(times: number, code: 'unavailable' | 'internal' = 'unavailable') {
    const methods = failing(times, code);
    const notes = await new Notes({ say: methods.say, count: methods.count }).start();
    running.push({ notes });
    return { client: notes.client(), calls: methods.calls };
  }

  test('are made only where a repetition does no harm', async () => {
    const { client, calls } = await against(1);
    expect(await failureOf(client.unary(say, note))).toMatchObject({ code: 'unavailable' });
    expect(calls()).toBe(1);
    const other = await against(2);
    expect(await other.client.unary({ ...say, idempotent: true }, note)).toEqual(note);
    expect(other.calls()).toBe(3);
  });

  test('have an end, and do not help what will not pass', async () => {
    const { client, calls } = await against(9);
    expect(await failureOf(client.unary({ ...say, idempotent: true }, note))).toMatchObject({
      code: 'unavailable',
    });
    expect(calls()).toBe(3);
    const other = await against(1, 'internal');
    await failureOf(other.client.unary({ ...say, idempotent: true }, note));
    expect(other.calls()).toBe(1);
  });

  test('of a stream, before its first message', async () => {
    const { client, calls } = await against(1);
    expect(await all(client.serverStream({ ...count, idempotent: true }, note))).toEqual([note]);
    expect(calls()).toBe(2);
  });
});

test('nobody at the address is unavailable, at once', async () => {
  const client = grpcClient({ address: '127.0.0.1:1' });
  running.push({ client });
  const at = performance.now();
  expect(await failureOf(client.unary(say, note))).toMatchObject({ code: 'unavailable' });
  expect(await failureOf(all(client.serverStream(count, note)))).toMatchObject({
    code: 'unavailable',
  });
  expect(await failureOf(client.clientStream(sum, [note]))).toMatchObject({ code: 'unavailable' });
  expect(performance.now() - at).toBeLessThan(3000);
});

describe('as a process', () => {
  let project: Project;

  beforeAll(() => {
    project = new Project();
    project.write(
      'both.mjs',
      `
import { createService } from '@microgen/kit';
import { GrpcServer } from '@microgen/kit/grpc';
const service = createService({ name: 'shop', address: '127.0.0.1:0' });
service.add(new GrpcServer());
await service.run();
`,
    );
  });
  afterAll(() => project.remove());

  test('SIGTERM ends it well; -help tells of the flag', async () => {
    const run = project.node('both.mjs', '-grpc.addr', '127.0.0.1:0');
    const [, address = ''] = await run.printed(/listening for grpc on ([\d.]+:\d+)/);
    const client = grpcClient({ address });
    running.push({ client });
    expect(await client.unary(health, {})).toBe(serving);
    run.child.kill('SIGTERM');
    expect([await run.exit, run.stderr]).toEqual([0, '']);
    const help = project.node('both.mjs', '-help');
    expect(await help.exit).toBe(0);
    expect(help.stdout).toContain('-grpc.addr HOST:PORT');
  });

  test('a client alone does not keep a process alive', async () => {
    project.write(
      'client.mjs',
      `
import { grpcClient } from '@microgen/kit/grpc';
const codec = { encode: () => new Uint8Array(), decode: (bytes) => bytes[1] };
const client = grpcClient({ address: process.argv[2] });
console.log('status ' + (await client.unary({ path: '/grpc.health.v1.Health/Check', request: codec, response: codec }, {})));
`,
    );
    const run = project.node('both.mjs', '-grpc.addr', '127.0.0.1:0');
    const [, address = ''] = await run.printed(/listening for grpc on ([\d.]+:\d+)/);
    const client = project.node('client.mjs', address);
    const at = performance.now();
    expect([await client.exit, client.stdout]).toEqual([0, 'status 1\n']);
    expect(performance.now() - at).toBeLessThan(10_000);
    run.child.kill('SIGTERM');
    await run.exit;
  });
});
