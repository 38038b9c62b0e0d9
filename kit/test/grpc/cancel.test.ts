import { afterEach, describe, expect, test } from 'vitest';
import { timeout } from '../../src/endpoint/index.ts';
import type { Context } from '../../src/context/context.ts';
import { KitError } from '../../src/errors/kit-error.ts';
import {
  all,
  chat,
  count,
  failureOf,
  Notes,
  say,
  sum,
  type Note,
  type NotesMethods,
} from './support.ts';

const running: Notes[] = [];
const note: Note = { text: '', number: 0 };

async function start(methods: NotesMethods = {}): Promise<Notes> {
  const notes = await new Notes(methods).start();
  running.push(notes);
  return notes;
}

afterEach(async () => {
  await Promise.all(running.splice(0).map((notes) => notes.stop()));
});

const forever = () => new Promise<never>(() => undefined);

/** Notes when it happens that a service is told that it is over, and when its generators are closed. */
class Watch {
  cancelled: number | undefined;
  closed: number | undefined;
  reason: unknown;
  begun = false;

  readonly methods: NotesMethods = {
    say: (_, ctx) => {
      this.#follow(ctx);
      return forever();
    },
    count: (_, ctx) => this.#endless(ctx),
    sum: async (notes, ctx) => {
      this.#follow(ctx);
      try {
        for await (const one of notes) void one;
      } finally {
        this.closed = performance.now();
      }
      return note;
    },
    chat: (_, ctx) => this.#endless(ctx),
  };

  async *#endless(ctx: Context) {
    this.#follow(ctx);
    try {
      for (let number = 0; ; number += 1) {
        yield { text: 'x'.repeat(100), number };
        await new Promise((resolve) => {
          setTimeout(resolve, 1);
        });
      }
    } finally {
      this.closed = performance.now();
    }
  }

  #follow(ctx: Context) {
    this.begun = true;
    ctx.onCancel((reason) => {
      this.cancelled = performance.now();
      this.reason = reason;
    });
  }
}

async function* never(): AsyncGenerator<Note> {
  yield note;
  await forever();
}

const within = 100;

// On a busy machine, a hundredth part of a second may pass before anyone is asked.
describe('a client that goes', { retry: 2 }, () => {
  test.each<
    [string, (client: ReturnType<Notes['client']>, signal: AbortSignal) => Promise<unknown>]
  >([
    ['say', (client, signal) => client.unary(say, note, { signal })],
    ['count', (client, signal) => all(client.serverStream(count, note, { signal }))],
    ['sum', (client, signal) => client.clientStream(sum, never(), { signal })],
    ['chat', (client, signal) => all(client.bidiStream(chat, never(), { signal }))],
  ])('%s: the service knows at once, and so does the caller', async (name, call) => {
    const watch = new Watch();
    const notes = await start(watch.methods);
    const controller = new AbortController();
    const failure = failureOf(call(notes.client(), controller.signal));
    await expect.poll(() => watch.begun).toBe(true);
    const at = performance.now();
    controller.abort(new Error('no longer'));
    expect(await failure).toMatchObject({ code: 'cancelled', cause: { message: 'no longer' } });
    expect(performance.now() - at).toBeLessThan(within);
    await expect.poll(() => watch.cancelled).toBeDefined();
    expect(watch.cancelled! - at).toBeLessThan(within);
    expect(watch.reason).toMatchObject({ code: 'cancelled' });
    if (name !== 'say') {
      await expect.poll(() => watch.closed).toBeDefined();
      expect(watch.closed! - at).toBeLessThan(within);
    }
  });

  test.each<[string, (client: ReturnType<Notes['client']>) => AsyncIterable<Note>]>([
    ['count', (client) => client.serverStream(count, note)],
    ['chat', (client) => client.bidiStream(chat, never())],
  ])('%s: leaving the loop closes everything', async (_, call) => {
    const watch = new Watch();
    const notes = await start(watch.methods);
    for await (const { number } of call(notes.client())) if (number === 2) break;
    const at = performance.now();
    await expect.poll(() => watch.closed).toBeDefined();
    expect(watch.closed! - at).toBeLessThan(within);
    expect(watch.cancelled).toBeDefined();
  });

  test('return() while a message is awaited does not wait for it', async () => {
    const notes = await start({
      count: async function* silent() {
        await forever();
        yield note;
      },
    });
    const stream = notes.client().serverStream(count, note);
    const pending = stream.next();
    await new Promise((resolve) => {
      setTimeout(resolve, 50);
    });
    const at = performance.now();
    expect(await stream.return(undefined)).toEqual({ done: true, value: undefined });
    expect(await pending).toEqual({ done: true, value: undefined });
    expect(performance.now() - at).toBeLessThan(within);
  });

  test('the messages that it still makes are closed when the call is over', async () => {
    let closed = false;
    async function* made() {
      try {
        for (;;) {
          yield note;
          await new Promise((resolve) => {
            setTimeout(resolve, 1);
          });
        }
      } finally {
        closed = true;
      }
    }
    const notes = await start({
      sum: async (messages) => {
        for await (const one of messages) return one;
        return note;
      },
    });
    expect(await notes.client().clientStream(sum, made())).toEqual(note);
    await expect.poll(() => closed).toBe(true);
  });

  test('a signal that is aborted already sends nothing', async () => {
    const watch = new Watch();
    const notes = await start(watch.methods);
    const failure = await failureOf(
      notes.client().unary(say, note, { signal: AbortSignal.abort() }),
    );
    expect(failure).toMatchObject({ code: 'cancelled' });
    expect(watch.begun).toBe(false);
  });
});

describe('a deadline', { retry: 2 }, () => {
  test.each<[string, (client: ReturnType<Notes['client']>) => Promise<unknown>]>([
    ['say', (client) => client.unary(say, note, { timeout: 150 })],
    ['count', (client) => all(client.serverStream(count, note, { timeout: 150 }))],
    ['sum', (client) => client.clientStream(sum, never(), { timeout: 150 })],
    ['chat', (client) => all(client.bidiStream(chat, never(), { timeout: 150 }))],
  ])('%s: ends both sides', async (name, call) => {
    const watch = new Watch();
    const notes = await start(watch.methods);
    const client = notes.client();
    const at = performance.now();
    expect(await failureOf(call(client))).toMatchObject({ code: 'deadline_exceeded' });
    expect(performance.now() - at).toBeLessThan(150 + within);
    await expect.poll(() => watch.cancelled).toBeDefined();
    expect(watch.cancelled! - at).toBeGreaterThan(120);
    expect(watch.cancelled! - at).toBeLessThan(150 + within);
    expect(watch.reason).toMatchObject({ code: 'deadline_exceeded' });
    if (name !== 'say') await expect.poll(() => watch.closed).toBeDefined();
  });

  test('ends a stream whose reader reads nothing', async () => {
    const watch = new Watch();
    const notes = await start({
      ...watch.methods,
      count: async function* flood(request, ctx) {
        yield* watch.methods.count!({ ...request }, ctx);
      },
    });
    const stream = notes.client().serverStream(count, note, { timeout: 200 });
    await stream.next();
    await expect.poll(() => watch.closed).toBeDefined();
    expect(watch.reason).toMatchObject({ code: 'deadline_exceeded' });
    expect(await failureOf(all(stream))).toMatchObject({ code: 'deadline_exceeded' });
  });

  test('of a middleware ends a stream with its code', async () => {
    const notes = await start({
      count: (request, ctx) =>
        (async function* slow() {
          yield request;
          await new Promise((_, reject) => {
            ctx.onCancel(reject);
          });
        })(),
    });
    const limited = timeout(100);
    const { count: endless } = new Watch().methods;
    const late = await start({
      count: (request, ctx) => {
        async function* relayed() {
          const stream = await limited(async (_: Note, inner) => endless!(request, inner))(
            request,
            ctx,
          );
          yield* stream;
        }
        return relayed();
      },
    });
    void notes;
    expect(await failureOf(all(late.client().serverStream(count, note)))).toMatchObject({
      code: 'deadline_exceeded',
    });
  });
});

describe('a service that is at its end', () => {
  test('before its client: what still comes is dropped, and the connection is used on', async () => {
    const notes = await start({ sum: async () => note });
    const client = notes.client();
    for (let round = 0; round < 20; round += 1) {
      expect(await client.clientStream(sum, never())).toEqual(note);
    }
  });

  test('that leaves the messages of a bidi stream goes on answering', async () => {
    const notes = await start({
      chat: async function* one(messages) {
        for await (const first of messages) {
          yield first;
          break;
        }
        yield { text: 'after', number: 1 };
      },
    });
    const texts = await all(notes.client().bidiStream(chat, never()));
    expect(texts.map(({ text }) => text)).toEqual(['', 'after']);
  });

  test('with an error ends both directions', async () => {
    let closed = false;
    async function* made() {
      try {
        yield note;
        await new Promise((resolve) => {
          setTimeout(resolve, 1000).unref();
        });
      } finally {
        closed = true;
      }
    }
    const notes = await start({
      chat: async function* broken() {
        yield note;
        throw new KitError('conflict', 'no');
      },
    });
    expect(await failureOf(all(notes.client().bidiStream(chat, made())))).toMatchObject({
      code: 'conflict',
    });
    await expect.poll(() => closed, { timeout: 2000 }).toBe(true);
  });
});

test('a time-out that is no number fails its call, and one beyond all clocks is none', async () => {
  const client = (await start({ say: async (one) => one })).client();
  for (const time of [Number.NaN, 'abc' as never]) {
    expect(await failureOf(client.unary(say, note, { timeout: time }))).toMatchObject({
      code: 'invalid_argument',
    });
    expect(await failureOf(all(client.serverStream(count, note, { timeout: time })))).toMatchObject(
      {
        code: 'invalid_argument',
      },
    );
  }
  expect(await client.unary(say, note, { timeout: 1e18 })).toEqual(note);
});
