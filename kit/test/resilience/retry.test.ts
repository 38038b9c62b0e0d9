import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Context } from '../../src/context/context.ts';
import { timeout, type Endpoint } from '../../src/endpoint/index.ts';
import { errorCodes } from '../../src/errors/error-code.ts';
import { circuitBreaker, retry, type RetryOptions } from '../../src/resilience/index.ts';
import { all, ctx, errorOf, failure, outcomeOf, Scripted, streamOf } from './support.ts';

// Time itself is the matter here.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const away = failure('unavailable');
const idempotent = { idempotent: true };

/** The outcome of a call through a retry layer, and how often the endpoint was called. */
async function run(
  scripted: Scripted,
  options: RetryOptions,
  call: Context = ctx(),
): Promise<readonly [unknown, number]> {
  const outcome = outcomeOf(retry(options)(scripted.endpoint)('request', call));
  await vi.runAllTimersAsync();
  return [await outcome, scripted.calls];
}

describe('what is made again', () => {
  test('is an idempotent call that failed, three times in all', async () => {
    expect(await run(new Scripted(away, away, 'fine'), idempotent)).toEqual(['fine', 3]);
    expect(await run(new Scripted(away), idempotent)).toEqual(['unavailable', 3]);
    expect(await run(new Scripted('fine'), idempotent)).toEqual(['fine', 1]);
    expect(await run(new Scripted(away), { ...idempotent, attempts: 5 })).toEqual([
      'unavailable',
      5,
    ]);
    expect(await run(new Scripted(away), { ...idempotent, attempts: 1 })).toEqual([
      'unavailable',
      1,
    ]);
  });

  test('is nothing else', async () => {
    expect(await run(new Scripted(away), {})).toEqual(['unavailable', 1]);
  });

  test('is what may pass', async () => {
    const again: string[] = [];
    for (const code of errorCodes) {
      const [, calls] = await run(new Scripted(failure(code)), idempotent);
      if (calls > 1) again.push(code);
    }
    expect(again).toEqual(['resource_exhausted', 'unavailable', 'deadline_exceeded']);
    expect(await run(new Scripted(new TypeError('boom')), idempotent)).toEqual(['internal', 1]);
  });

  test('can be said', async () => {
    const isRetryable = ({ code }: { code: string }) => code === 'conflict';
    const options = { ...idempotent, isRetryable };
    expect(await run(new Scripted(failure('conflict'), 'fine'), options)).toEqual(['fine', 2]);
    expect(await run(new Scripted(away), options)).toEqual(['unavailable', 1]);
    expect(await run(new Scripted(failure('conflict')), { isRetryable })).toEqual(['conflict', 1]);
  });

  test('is what an error says of itself', async () => {
    const harmless = failure('conflict', { retryable: true });
    expect(await run(new Scripted(harmless, 'fine'), {})).toEqual(['fine', 2]);
    const final = failure('unavailable', { retryable: false });
    expect(await run(new Scripted(final), idempotent)).toEqual(['unavailable', 1]);
  });

  test('is thrown as it came where it is not', async () => {
    const boom = new TypeError('boom');
    const endpoint = retry(idempotent)(new Scripted(boom).endpoint);
    await expect(endpoint(undefined, ctx())).rejects.toBe(boom);
    const throwing: Endpoint<unknown, unknown> = () => {
      throw away;
    };
    await expect(retry()(throwing)(undefined, ctx())).rejects.toBe(away);
  });
});

describe('the wait', () => {
  /** The times at which an endpoint that always fails is called, from 0 on. */
  async function callTimes(options: RetryOptions, error: Error = away): Promise<number[]> {
    const began = Date.now();
    const times: number[] = [];
    const endpoint: Endpoint<unknown, unknown> = async () => {
      times.push(Date.now() - began);
      throw error;
    };
    const outcome = outcomeOf(retry({ ...idempotent, ...options })(endpoint)(undefined, ctx()));
    await vi.runAllTimersAsync();
    await outcome;
    return times;
  }

  test('doubles, up to the longest', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(1);
    expect(await callTimes({})).toEqual([0, 100, 300]);
    const options = { attempts: 5, initialDelay: 10, maxDelay: 35 };
    expect(await callTimes(options)).toEqual([0, 10, 30, 65, 100]);
    expect(await callTimes({ maxDelay: 20 })).toEqual([0, 20, 40]);
  });

  test('is spread over its second half', async () => {
    vi.spyOn(Math, 'random').mockReturnValue(0);
    expect(await callTimes({})).toEqual([0, 50, 150]);
    vi.restoreAllMocks();
    const waits = new Set<number>();
    for (let index = 0; index < 20; index += 1) {
      const [, second = 0] = await callTimes({ attempts: 2 });
      expect(second).toBeGreaterThanOrEqual(50);
      expect(second).toBeLessThanOrEqual(100);
      waits.add(second);
    }
    expect(waits.size).toBeGreaterThan(3);
  });

  test('is not shorter than the error asks for', async () => {
    const asking = failure('unavailable', { retryAfter: 2 });
    expect(await callTimes({}, asking)).toEqual([0, 2000, 4000]);
  });

  test('is not made where the error asks for too long a one', async () => {
    expect(await callTimes({}, failure('unavailable', { retryAfter: 5.1 }))).toEqual([0]);
    expect(await callTimes({ maxDelay: 1000 }, failure('unavailable', { retryAfter: 2 }))).toEqual([
      0,
    ]);
  });

  test('is not made for an open circuit', async () => {
    const scripted = new Scripted(away);
    const broken = circuitBreaker({ failures: 1 })(scripted.endpoint);
    const endpoint = retry(idempotent)(broken);
    const error = errorOf(endpoint(undefined, ctx()));
    await vi.runAllTimersAsync();
    expect((await error).message).toBe('the endpoint is unavailable');
    expect(scripted.calls).toBe(1);
  });

  test('ends when the call is cancelled', async () => {
    const call = ctx();
    const scripted = new Scripted(away);
    const outcome = outcomeOf(retry(idempotent)(scripted.endpoint)(undefined, call));
    await vi.advanceTimersByTimeAsync(10);
    call.cancel(new DOMException('gone', 'AbortError'));
    expect(await outcome).toBe('cancelled');
    expect([scripted.calls, vi.getTimerCount()]).toEqual([1, 0]);
  });

  test('is not begun by a call that was cancelled meanwhile', async () => {
    const call = ctx();
    const endpoint: Endpoint<unknown, unknown> = async () => {
      call.cancel(failure('cancelled'));
      throw away;
    };
    expect(await outcomeOf(retry(idempotent)(endpoint)(undefined, call))).toBe('unavailable');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('does not outlast the deadline: the failure comes at once', async () => {
    const scripted = new Scripted(away);
    const endpoint = timeout(40)(retry(idempotent)(scripted.endpoint));
    expect(await outcomeOf(endpoint(undefined, ctx()))).toBe('unavailable');
    expect(scripted.calls).toBe(1);
  });
});

test('each attempt can have a time-out of its own', async () => {
  let calls = 0;
  const hanging: Endpoint<unknown, unknown> = () => {
    calls += 1;
    return calls < 3 ? new Promise(() => undefined) : Promise.resolve('fine');
  };
  const outcome = outcomeOf(retry(idempotent)(timeout(50)(hanging))(undefined, ctx()));
  await vi.runAllTimersAsync();
  expect([await outcome, calls]).toEqual(['fine', 3]);
});

describe('a stream of answers', () => {
  /** Reads the streams that an endpoint gives, one per call. */
  async function read(...streams: readonly (() => unknown)[]) {
    let calls = 0;
    const seen: unknown[] = [];
    const endpoint = retry(idempotent)(async () => streams[calls++]?.());
    const outcome = endpoint(undefined, ctx())
      .then(async (stream) => {
        for await (const message of stream as AsyncIterable<unknown>) seen.push(message);
        return 'end';
      })
      .catch((error: unknown) => (error as Error).message);
    await vi.runAllTimersAsync();
    return { outcome: await outcome, seen, calls };
  }
  const failing = (...messages: readonly unknown[]) => streamOf(messages, away);
  const refusing = () => {
    throw away;
  };

  test('is begun again before its first message', async () => {
    const fine = () => streamOf([1, 2]);
    expect(await read(() => failing(), fine)).toEqual({ outcome: 'end', seen: [1, 2], calls: 2 });
    expect(await read(refusing, () => failing(), fine)).toMatchObject({ seen: [1, 2], calls: 3 });
    expect(await read(() => failing(), refusing, fine)).toMatchObject({ seen: [1, 2], calls: 3 });
    const empty = () => streamOf([]);
    expect(await read(() => failing(), empty)).toMatchObject({ outcome: 'end', calls: 2 });
  });

  test('is given up after as many attempts as any call', async () => {
    const streams = Array(5).fill(() => failing());
    expect(await read(...streams)).toEqual({ outcome: 'unavailable', seen: [], calls: 3 });
  });

  test('is never begun again after its first message', async () => {
    expect(await read(() => failing(1))).toEqual({ outcome: 'unavailable', seen: [1], calls: 1 });
    expect(
      await read(
        () => failing(),
        () => failing(1),
      ),
    ).toEqual({ outcome: 'unavailable', seen: [1], calls: 2 });
  });

  test('has to be one each time', async () => {
    const { outcome } = await read(
      () => failing(),
      () => 'text',
    );
    expect(outcome).toBe('the endpoint gave a stream once, and now none');
  });

  test('closes its source when its reader leaves', async () => {
    let closed = 0;
    const source = async function* () {
      try {
        for (;;) yield 1;
      } finally {
        closed += 1;
      }
    };
    const stream = await retry(idempotent)(async () => source())(undefined, ctx());
    for await (const message of stream) {
      expect(message).toBe(1);
      break;
    }
    expect(closed).toBe(1);
    expect(await all(stream)).toEqual([]);
  });

  test('is not begun again for a reader that has left', async () => {
    const call = ctx();
    let calls = 0;
    const endpoint = retry(idempotent)(async () => {
      calls += 1;
      return failing();
    });
    const stream = (await endpoint(undefined, call))[Symbol.asyncIterator]();
    const pull = stream.next();
    await vi.advanceTimersByTimeAsync(10);
    await stream.return?.();
    await vi.runAllTimersAsync();
    expect([await pull, calls]).toEqual([{ done: true, value: undefined }, 1]);
  });
});

test('a call whose request is a stream is made once', async () => {
  const scripted = new Scripted(failure('unavailable', { retryable: true }));
  const outcome = outcomeOf(retry(idempotent)(scripted.endpoint)(streamOf([1]), ctx()));
  await vi.runAllTimersAsync();
  expect([await outcome, scripted.calls]).toEqual(['unavailable', 1]);
});

describe('options out of range fail at assembly', () => {
  test.each([
    [{ attempts: 0 }, RangeError, 'attempts must be an integer from 1 to 100, not 0'],
    [{ attempts: 1.5 }, RangeError, 'attempts must be an integer'],
    [{ initialDelay: -1 }, RangeError, 'initialDelay must be a number from 0'],
    [{ initialDelay: 200, maxDelay: 100 }, RangeError, 'initialDelay must be a number from 0 to'],
    [{ maxDelay: 2 ** 31 }, RangeError, 'maxDelay must be a number from 0 to 2147483647'],
    [{ idempotent: 'yes' as never }, TypeError, 'idempotent must be true or false'],
    [{ isRetryable: 1 as never }, TypeError, 'isRetryable must be a function'],
  ])('%o', (options, type, message) => {
    expect(() => retry(options)).toThrow(type);
    expect(() => retry(options)).toThrow(message);
  });
});
