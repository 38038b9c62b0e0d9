import { writeFileSync } from 'node:fs';
import { connect } from 'node:http2';
import { createConnection } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Context } from '../../src/context/context.ts';
import { KitError } from '../../src/errors/kit-error.ts';
import { pause, Project } from '../support/project.ts';
import {
  chat,
  count,
  noteCodec,
  Notes,
  say,
  sum,
  type Note,
  type NotesMethods,
} from './support.ts';

/** The acceptance sizes are 1,000,000 and 1,000. */
const MESSAGES = Number(process.env['MICROGEN_GRPC_MESSAGES'] ?? 20_000);
const KILLS = Number(process.env['MICROGEN_GRPC_KILLS'] ?? 40);

const running: Notes[] = [];

/** What was measured, for the record of the acceptance sizes. */
const measured: { messages: number; kills: number; peaks: readonly number[] } = {
  messages: 0,
  kills: 0,
  peaks: [],
};

afterAll(() => {
  const record = process.env['MICROGEN_GRPC_RECORD'];
  if (record !== undefined) writeFileSync(record, JSON.stringify(measured));
});

async function start(methods: NotesMethods = {}): Promise<Notes> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  return notes;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const large = 'x'.repeat(900);

/** Endless messages of almost 1 KB, and how many have been made. */
class Source {
  made = 0;
  closed = false;

  async *messages(): AsyncGenerator<Note> {
    try {
      for (;;) {
        this.made += 1;
        yield { text: large, number: this.made };
      }
    } finally {
      this.closed = true;
    }
  }

  /** How many have been made once no more are made. */
  async settled(): Promise<number> {
    let before = -1;
    while (before !== this.made) {
      before = this.made;
      await pause(100);
    }
    return before;
  }
}

describe('back-pressure', () => {
  test('a service makes no more than a reader and the connection take', async () => {
    const source = new Source();
    const notes = await start({ count: () => source.messages() });
    const stream = notes.client().serverStream(count, { text: '', number: 0 });
    await stream.next();
    const ahead = await source.settled();
    expect(ahead).toBeLessThan(1000);
    for (let read = 0; read < 3000; read += 1) await stream.next();
    expect(source.made).toBeGreaterThan(3000);
    expect((await source.settled()) - 3000).toBeLessThan(1000);
    await stream.return(undefined);
    await expect.poll(() => source.closed).toBe(true);
  });

  test('a client makes no more than the service reads', async () => {
    const source = new Source();
    let read = 0;
    let go: (() => void) | undefined;
    const notes = await start({
      sum: async (messages) => {
        for await (const { number } of messages) {
          read = number;
          if (number === 1) await new Promise<void>((resolve) => (go = resolve));
          if (number === 3000) break;
        }
        return { text: '', number: read };
      },
    });
    const answer = notes.client().clientStream(sum, source.messages());
    await expect.poll(() => read).toBe(1);
    expect(await source.settled()).toBeLessThan(1000);
    go?.();
    expect(await answer).toEqual({ text: '', number: 3000 });
    await expect.poll(() => source.closed).toBe(true);
  });

  test('both ways, each direction has its own pace', async () => {
    const source = new Source();
    const notes = await start();
    const stream = notes.client().bidiStream(chat, source.messages());
    await stream.next();
    expect(await source.settled()).toBeLessThan(2000);
    for (let read = 0; read < 5000; read += 1) {
      expect((await stream.next()).value).toMatchObject({ number: read + 2 });
    }
    await stream.return(undefined);
    await expect.poll(() => source.closed).toBe(true);
  });
});

describe(`${MESSAGES} messages each way, in two processes, with readers that pause`, () => {
  const limit = 200 * 1024;
  let project: Project;

  const shared = `
import { setTimeout as pause } from 'node:timers/promises';
const encoder = new TextEncoder();
const decoder = new TextDecoder();
export const codec = {
  encode: (value) => encoder.encode(JSON.stringify(value)),
  decode: (bytes) => JSON.parse(decoder.decode(bytes)),
};
export async function* give(number) {
  for (let index = 1; index <= number; index += 1) yield { index, text: 'a message of some length' };
}
export async function read(messages) {
  let last = 0;
  for await (const { index } of messages) {
    if (index !== last + 1) throw new Error('out of order: ' + index);
    last = index;
    if (index % 5000 === 0) await pause(5);
  }
  return last;
}
export const peak = () => process.resourceUsage().maxRSS;
`;

  const server = `
import { GrpcServer, grpcMethod } from '@microgen/kit/grpc';
import { codec, give, peak, read } from './shared.mjs';
const codecs = { request: codec, response: codec };
const server = new GrpcServer();
server.addService('test.Many', [
  grpcMethod({ name: 'Give', kind: 'server-stream', ...codecs, endpoint: async (number) => give(number) }),
  grpcMethod({ name: 'Take', kind: 'client-stream', ...codecs, endpoint: read }),
  grpcMethod({ name: 'Echo', kind: 'bidi-stream', ...codecs, endpoint: async (messages) => messages }),
]);
const { port } = await server.listen({ host: '127.0.0.1', port: 0 });
console.log('port ' + port);
process.once('SIGTERM', async () => {
  await server.drain();
  console.log('peak ' + peak());
});
`;

  const client = `
import { grpcClient } from '@microgen/kit/grpc';
import { codec, give, peak, read } from './shared.mjs';
const [, , port, number] = process.argv.map(Number);
const client = grpcClient({ address: '127.0.0.1:' + port });
const method = (name) => ({ path: '/test.Many/' + name, request: codec, response: codec });
console.log('given ' + (await read(client.serverStream(method('Give'), number))));
console.log('taken ' + (await client.clientStream(method('Take'), give(number))));
console.log('echoed ' + (await read(client.bidiStream(method('Echo'), give(number)))));
client.close();
console.log('peak ' + peak());
`;

  beforeAll(() => {
    project = new Project();
    project.write('shared.mjs', shared);
    project.write('server.mjs', server);
    project.write('client.mjs', client);
  });
  afterAll(() => project.remove());

  test('come in order, with less than 200 MiB on either side', async () => {
    const serving = project.node('server.mjs');
    const [, port = ''] = await serving.printed(/port (\d+)/);
    const calling = project.node('client.mjs', port, String(MESSAGES));
    expect([await calling.exit, calling.stderr]).toEqual([0, '']);
    for (const word of ['given', 'taken', 'echoed']) {
      expect(calling.stdout).toContain(`${word} ${MESSAGES}\n`);
    }
    serving.child.kill('SIGTERM');
    expect([await serving.exit, serving.stderr]).toEqual([0, '']);
    const peaks = [calling, serving].map(({ stdout }) => Number(/peak (\d+)/.exec(stdout)?.[1]));
    expect(peaks.every((peak) => peak > 0 && peak < limit)).toBe(true);
    Object.assign(measured, { messages: MESSAGES, peaks });
  }, 600_000);
});

describe('clients that are killed', () => {
  /** Calls all three shapes of streams over a connection of its own, and breaks it. */
  async function killed(port: number): Promise<void> {
    const socket = createConnection({ host: '127.0.0.1', port });
    const session = connect(`http://127.0.0.1:${port}`, { createConnection: () => socket });
    session.on('error', () => undefined);
    const bytes = noteCodec.encode({ text: 'x', number: 1 });
    const frame = Buffer.concat([Buffer.from([0, 0, 0, 0, bytes.length]), bytes]);
    const begun = ['Count', 'Sum', 'Chat'].map((name) => {
      const stream = session.request({
        ':method': 'POST',
        ':path': `/test.v1.Notes/${name}`,
        'content-type': 'application/grpc',
        te: 'trailers',
      });
      stream.on('error', () => undefined);
      if (name === 'Count') stream.end(frame);
      else stream.write(frame);
      return name === 'Sum'
        ? Promise.resolve()
        : new Promise<void>((resolve) => {
            stream.once('data', () => resolve());
          });
    });
    await Promise.all(begun);
    socket.destroy();
  }

  test(`leave nothing behind in ${KILLS} rounds`, async () => {
    const open = new Set<string>();
    const reasons = new Set<string>();
    let sums = 0;
    const follow = (name: string, ctx: Context) => {
      const key = `${name} ${ctx.requestId}`;
      open.add(key);
      ctx.onCancel((reason) => reasons.add(KitError.from(reason).code));
      return () => open.delete(key);
    };
    const notes = await start({
      count: async function* endless(note, ctx) {
        const close = follow('count', ctx);
        try {
          for (;;) yield note;
        } finally {
          close();
        }
      },
      sum: async (messages, ctx) => {
        const close = follow('sum', ctx);
        sums += 1;
        try {
          for await (const one of messages) void one;
        } finally {
          close();
        }
        return { text: '', number: 0 };
      },
      chat: async function* echo(messages, ctx) {
        const close = follow('chat', ctx);
        try {
          yield* messages;
        } finally {
          close();
        }
      },
    });
    const heap = () => {
      collectGarbage();
      return process.memoryUsage().heapUsed;
    };
    for (let round = 0; round < 10; round += 1) await killed(notes.port);
    const before = heap();
    for (let round = 0; round < KILLS; round += 1) await killed(notes.port);
    await expect.poll(() => [...open], { timeout: 5000 }).toEqual([]);
    expect(sums).toBe(KILLS + 10);
    expect([...reasons]).toEqual(['cancelled']);
    measured.kills = KILLS;
    // A call that stays costs some 20 KB; what a round leaves to the collector is not counted.
    if (KILLS >= 500) expect((heap() - before) / KILLS).toBeLessThan(10_000);
    expect(await notes.client().unary(say, { text: '', number: 1 })).toMatchObject({ number: 2 });
  }, 600_000);
});
