import { describe, expect, test } from 'vitest';
import { Context } from '../src/context/context.ts';
import {
  CallMetrics,
  errorHandling,
  implemented,
  implementedStream,
  logging,
  metrics,
  timeout,
  tracing,
  validation,
  type EndedSpan,
  type Endpoint,
} from '../src/endpoint/index.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { logs } from './support/log.ts';
import { pause } from './support/project.ts';

const operation = 'A.b';

/** An endpoint that gives these messages and then throws, if there is something to throw. */
function giving(
  messages: readonly unknown[],
  error?: Error,
): Endpoint<unknown, AsyncIterable<unknown>> {
  return async () =>
    (async function* () {
      yield* messages;
      if (error !== undefined) throw error;
    })();
}

async function all(stream: AsyncIterable<unknown>): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const message of stream) seen.push(message);
  return seen;
}

async function* of(...messages: readonly unknown[]): AsyncGenerator<unknown> {
  yield* messages;
}

const ctx = () => Context.background({ requestId: 'r' });

describe('logging', () => {
  test('writes its line when the stream ends', async () => {
    const { logger, lines } = logs();
    const call = ctx();
    const endpoint = logging({ logger, operation })(giving([1, 2, 3]));
    const stream = await endpoint(undefined, call);
    await pause(5);
    expect(lines).toEqual([]);
    expect(call.logged).toBe(false);
    expect(await all(stream)).toEqual([1, 2, 3]);
    expect(call.logged).toBe(true);
    await pause(5);
    expect(lines).toMatchObject([{ operation, code: 'ok', messages_sent: 3, request_id: 'r' }]);
    expect(lines[0]).not.toHaveProperty('messages_received');
  });

  test('says how a stream failed, once', async () => {
    const { logger, lines } = logs();
    const failing = giving([1], new KitError('not_found', 'gone'));
    const stream = await logging({ logger, operation })(failing)(undefined, ctx());
    await expect(all(stream)).rejects.toThrow('gone');
    expect(await all(stream)).toEqual([]);
    expect(lines).toMatchObject([{ code: 'not_found', messages_sent: 1, reason: 'gone' }]);
  });

  test('takes a reader that has had enough for a success, and a cancelled call for what it is', async () => {
    const { logger, lines } = logs();
    const endpoint = logging({ logger, operation })(giving([1, 2, 3]));
    for await (const _ of await endpoint(undefined, ctx())) break;
    const call = ctx();
    const stream = (await endpoint(undefined, call))[Symbol.asyncIterator]();
    await stream.next();
    call.cancel(new KitError('unavailable', 'stopping'));
    await stream.return?.();
    await pause(5);
    expect(lines).toMatchObject([
      { code: 'unavailable', messages_sent: 1 },
      { code: 'ok', messages_sent: 1 },
    ]);
  });

  test('counts what comes and what goes', async () => {
    const { logger, lines } = logs();
    const echo: Endpoint<AsyncIterable<unknown>, AsyncIterable<unknown>> = async (messages) =>
      (async function* () {
        for await (const message of messages) yield* [message, message];
      })();
    const sum: Endpoint<AsyncIterable<unknown>, number> = async (messages) =>
      (await all(messages)).length;
    const middleware = logging({ logger, operation });
    expect(await all(await middleware(echo)(of(1, 2), ctx()))).toEqual([1, 1, 2, 2]);
    expect(await middleware(sum)(of(1, 2, 3), ctx())).toBe(3);
    await pause(5);
    expect(lines).toMatchObject([
      { code: 'ok', messages_received: 2, messages_sent: 4 },
      { code: 'ok', messages_received: 3 },
    ]);
  });
});

describe('metrics and tracing', () => {
  test('count a stream as one call, when it ends', async () => {
    const counts = new CallMetrics();
    const spans: EndedSpan[] = [];
    const wrap = (next: Endpoint<unknown, AsyncIterable<unknown>>) =>
      metrics({ counts, operation })(
        tracing({ operation, onEnd: (span) => spans.push(span) })(next),
      );
    const stream = await wrap(giving([1, 2]))(undefined, ctx());
    expect(counts.snapshot()[0]?.requests).toBe(0);
    expect(spans).toEqual([]);
    await pause(20);
    await all(stream);
    const failing = await wrap(giving([], new KitError('conflict', 'no')))(undefined, ctx());
    await expect(all(failing)).rejects.toThrow('no');
    const [counted] = counts.snapshot();
    expect(counted).toMatchObject({ requests: 2, successes: 1 });
    expect(counted?.errors).toEqual(new Map([['conflict', 1]]));
    expect(counted?.totalSeconds).toBeGreaterThan(0.015);
    expect(spans.map(({ code }) => code)).toEqual(['ok', 'conflict']);
    expect(spans[0]?.durationMs).toBeGreaterThan(15);
  });
});

test('errorHandling names the operation of a stream that fails', async () => {
  const stream = await errorHandling({ operation })(giving([1], new Error('x')))(undefined, ctx());
  await expect(all(stream)).rejects.toMatchObject({ code: 'internal', operation });
});

describe('timeout', () => {
  test('ends a stream that is not over, and its source', async () => {
    let closed = false;
    let signal: AbortSignal | undefined;
    const endpoint: Endpoint<unknown, AsyncIterable<unknown>> = async (_, call) =>
      (async function* () {
        ({ signal } = call);
        try {
          for (;;) {
            yield 1;
            await pause(10);
          }
        } finally {
          closed = true;
        }
      })();
    const stream = await timeout(60)(endpoint)(undefined, ctx());
    await expect(all(stream)).rejects.toMatchObject({ code: 'deadline_exceeded' });
    expect(signal?.aborted).toBe(true);
    await expect.poll(() => closed).toBe(true);
  });

  test('does not wait for a source that hangs', async () => {
    const endpoint: Endpoint<unknown, AsyncIterable<unknown>> = async () =>
      (async function* () {
        await new Promise(() => undefined);
        yield 1;
      })();
    const stream = (await timeout(30)(endpoint)(undefined, ctx()))[Symbol.asyncIterator]();
    const pulls = await Promise.allSettled([stream.next(), stream.next()]);
    expect(pulls).toMatchObject([
      { status: 'rejected', reason: { code: 'deadline_exceeded' } },
      { status: 'fulfilled', value: { done: true } },
    ]);
  });

  test('leaves a stream alone that is over in time', async () => {
    const call = ctx();
    expect(await all(await timeout(30)(giving([1, 2]))(undefined, call))).toEqual([1, 2]);
    await pause(50);
    expect(call.signal.aborted).toBe(false);
  });

  test('closes a stream that comes too late', async () => {
    let closed = false;
    const stream: AsyncIterable<unknown> = {
      [Symbol.asyncIterator]: () => ({
        next: async () => ({ done: false, value: 1 }),
        return: async () => {
          closed = true;
          return { done: true, value: undefined };
        },
      }),
    };
    const late: Endpoint<unknown, AsyncIterable<unknown>> = async () => {
      await pause(60);
      return stream;
    };
    await expect(timeout(20)(late)(undefined, ctx())).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    await expect.poll(() => closed).toBe(true);
  });
});

describe('validation of a stream', () => {
  const check = validation<unknown>((value, faults) => {
    if (value === 0) faults.push({ path: '', rule: 'minimum', message: 'must be at least 1' });
  });
  const collect: Endpoint<AsyncIterable<unknown>, unknown[]> = async (messages) => all(messages);

  test('checks each message when it is pulled', async () => {
    const seen: unknown[] = [];
    const endpoint: Endpoint<AsyncIterable<unknown>, void> = async (messages) => {
      for await (const message of messages) seen.push(message);
    };
    let closed = false;
    const source = (async function* () {
      try {
        yield* [1, 2, 0, 3];
      } finally {
        closed = true;
      }
    })();
    await expect(check(endpoint)(source, ctx())).rejects.toMatchObject({
      code: 'invalid_argument',
      message: 'message 3 of the stream is not valid',
      faults: [{ rule: 'minimum' }],
    });
    expect(seen).toEqual([1, 2]);
    await expect.poll(() => closed).toBe(true);
  });

  test('adds what decoding has found, and only of the same message', async () => {
    const call = ctx();
    const decoded = async function* (...faulty: readonly boolean[]) {
      for (const [index, bad] of faulty.entries()) {
        call.faults = bad ? [{ path: '/a', rule: 'type', message: 'must be a string' }] : undefined;
        yield index;
      }
    };
    await expect(check(collect)(decoded(true), call)).rejects.toMatchObject({
      faults: [{ rule: 'type' }, { rule: 'minimum' }],
    });
    const fine = validation()(collect);
    expect(await fine(decoded(false, false), call)).toEqual([0, 1]);
    await expect(fine(decoded(false, true), call)).rejects.toMatchObject({
      message: 'message 2 of the stream is not valid',
    });
  });

  test('is done by the innermost endpoint where no layer does it', async () => {
    const call = ctx();
    const service = { take: async (messages: AsyncIterable<unknown>) => all(messages) };
    const endpoint = implemented(service, 'take', (messages: AsyncIterable<unknown>) =>
      service.take(messages),
    );
    const faulty = async function* () {
      call.faults = [{ path: '/a', rule: 'type', message: 'must be a string' }];
      yield 1;
    };
    await expect(endpoint(faulty(), call)).rejects.toMatchObject({ code: 'invalid_argument' });
    call.faults = undefined;
    expect(await endpoint(of(1, 2), call)).toEqual([1, 2]);
  });
});

describe('implementedStream', () => {
  const service = {
    tail: (from: number) => of(from, from + 1),
    broken: () => {
      throw new KitError('conflict', 'no');
    },
    missing: undefined as unknown,
  };

  test('gives the stream of the method', async () => {
    const endpoint = implementedStream(service, 'tail', (from: number) => service.tail(from));
    expect(await all(await endpoint(3, ctx()))).toEqual([3, 4]);
  });

  test('rejects for what is missing, what throws, and what is faulty', async () => {
    const never = () => {
      throw new Error('was called');
    };
    const missing = implementedStream(service, 'missing', never);
    await expect(missing(1, ctx())).rejects.toMatchObject({ code: 'unimplemented' });
    const broken = implementedStream(service, 'broken', () => service.broken());
    await expect(broken(1, ctx())).rejects.toMatchObject({ code: 'conflict' });
    const call = ctx();
    call.faults = [{ path: '', rule: 'type', message: 'must be a number' }];
    await expect(implementedStream(service, 'tail', never)(1, call)).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});

test('a whole chain passes a stream on as it is asked for', async () => {
  let made = 0;
  const { logger } = logs();
  const endless: Endpoint<unknown, AsyncIterable<unknown>> = async () =>
    (async function* () {
      for (;;) yield (made += 1);
    })();
  const wrapped = logging({ logger, operation })(
    tracing({ operation })(timeout(10_000)(errorHandling({ operation })(validation()(endless)))),
  );
  const stream = (await wrapped(undefined, ctx()))[Symbol.asyncIterator]();
  expect([await stream.next(), made]).toEqual([{ done: false, value: 1 }, 1]);
  expect([await stream.next(), made]).toEqual([{ done: false, value: 2 }, 2]);
  await stream.return?.();
  expect([await stream.next(), made]).toEqual([{ done: true, value: undefined }, 2]);
});
