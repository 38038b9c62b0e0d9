import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { errorHandling, timeout, type Endpoint } from '../../src/endpoint/index.ts';
import { errorCodes } from '../../src/errors/error-code.ts';
import {
  bulkhead,
  circuitBreaker,
  rateLimit,
  type CircuitBreakerOptions,
  type CircuitStatus,
} from '../../src/resilience/index.ts';
import { all, ctx, deferred, errorOf, failure, outcomeOf, Scripted, streamOf } from './support.ts';

// Time itself is the matter here.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const down = failure('internal');
const refused = 'unavailable';

/** A breaker that opens at the second failure for a second, around an endpoint. */
function guarded(inner: Endpoint<unknown, unknown>, options: CircuitBreakerOptions = {}) {
  const states: CircuitStatus[] = [];
  const onStateChange = (state: CircuitStatus) => states.push(state);
  const breaker = circuitBreaker({ failures: 2, openFor: 1000, onStateChange, ...options });
  const endpoint = breaker(inner);
  return { states, call: (call = ctx()) => outcomeOf(endpoint(undefined, call)) };
}

async function times(count: number, call: () => Promise<unknown>): Promise<unknown[]> {
  const outcomes: unknown[] = [];
  for (let index = 0; index < count; index += 1) outcomes.push(await call());
  return outcomes;
}

describe('the circuit', () => {
  test('opens after five failures in a row for a minute unless said otherwise', async () => {
    const scripted = new Scripted(down);
    const endpoint = circuitBreaker()(scripted.endpoint);
    const call = () => outcomeOf(endpoint(undefined, ctx()));
    expect(await times(6, call)).toEqual([...Array(5).fill('internal'), refused]);
    vi.advanceTimersByTime(59_999);
    expect([await call(), scripted.calls]).toEqual([refused, 5]);
    vi.advanceTimersByTime(1);
    expect([await call(), scripted.calls]).toEqual(['internal', 6]);
  });

  test('stays closed where failures are not in a row', async () => {
    const scripted = new Scripted(down, 'a', down, failure('not_found'), down, 'b');
    const { call, states } = guarded(scripted.endpoint);
    const outcomes = ['internal', 'a', 'internal', 'not_found', 'internal', 'b'];
    expect(await times(6, () => call())).toEqual(outcomes);
    expect(states).toEqual([]);
  });

  test('refuses with the seconds until it is tried again', async () => {
    const endpoint = circuitBreaker({ failures: 1, openFor: 5000 })(new Scripted(down).endpoint);
    await outcomeOf(endpoint(undefined, ctx()));
    vi.advanceTimersByTime(1500);
    expect(await errorOf(endpoint(undefined, ctx()))).toMatchObject({
      code: 'unavailable',
      message: 'the endpoint is unavailable',
      retryAfter: 3.5,
      retryable: true,
    });
  });

  test('is that of one endpoint, even where several are built with one middleware', async () => {
    const breaker = circuitBreaker({ failures: 1 });
    const first = breaker(new Scripted(down).endpoint);
    const second = breaker(new Scripted('fine').endpoint);
    await outcomeOf(first(undefined, ctx()));
    expect(await outcomeOf(first(undefined, ctx()))).toBe(refused);
    expect(await outcomeOf(second(undefined, ctx()))).toBe('fine');
  });
});

describe('what counts', () => {
  test('is unavailability and the unknown, whatever the code of the others', async () => {
    const opening: string[] = [];
    for (const code of errorCodes) {
      const scripted = new Scripted(failure(code));
      const { call } = guarded(scripted.endpoint);
      await times(3, () => call());
      if (scripted.calls === 2) opening.push(code);
    }
    expect(opening).toEqual(['unavailable', 'deadline_exceeded', 'internal']);
  });

  test.each([new TypeError('boom'), undefined, 'text'])('is %o, thrown', async (thrown) => {
    const { call, states } = guarded(async () => {
      throw thrown;
    });
    await times(2, () => call());
    expect(states).toEqual(['open']);
  });

  test('can be said', async () => {
    const isFailure = ({ code }: { code: string }) => code === 'conflict';
    const conflicting = guarded(new Scripted(failure('conflict')).endpoint, { isFailure });
    const broken = guarded(new Scripted(down).endpoint, { isFailure });
    await times(2, () => conflicting.call());
    await times(2, () => broken.call());
    expect([conflicting.states, broken.states]).toEqual([['open'], []]);
  });

  test('is no call that its caller has left, whatever becomes of it', async () => {
    const { call, states } = guarded(async (_, context) => {
      context.signal.throwIfAborted();
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      throw down;
    });
    for (let index = 0; index < 5; index += 1) {
      const context = ctx();
      const outcome = call(context);
      context.cancel(new DOMException('gone', 'AbortError'));
      expect(await outcome).toBe('internal');
    }
    expect(states).toEqual([]);
  });

  test('is a call that runs out of time, even if the endpoint never ends', async () => {
    const hanging = new Scripted(new Promise(() => undefined));
    const breaker = circuitBreaker({ failures: 2, openFor: 1000 });
    const endpoint = timeout(100)(breaker(hanging.endpoint));
    for (let index = 0; index < 2; index += 1) {
      const outcome = outcomeOf(endpoint(undefined, ctx()));
      await vi.advanceTimersByTimeAsync(150);
      expect(await outcome).toBe('deadline_exceeded');
    }
    expect(await outcomeOf(endpoint(undefined, ctx()))).toBe(refused);
    expect(hanging.calls).toBe(2);
  });

  test('is no refusal of a layer below', async () => {
    const scripted = new Scripted('fine');
    const full = bulkhead({ limit: 1 })(() => new Promise(() => undefined));
    const other = circuitBreaker({ failures: 1 })(new Scripted(down).endpoint);
    const limited = rateLimit({ perSecond: 1 })(scripted.endpoint);
    for (const endpoint of [full, other, limited]) void outcomeOf(endpoint(undefined, ctx()));
    await vi.advanceTimersByTimeAsync(0);
    for (const endpoint of [full, other, limited]) {
      const { call, states } = guarded(endpoint);
      await times(3, () => call());
      expect(states).toEqual([]);
    }
  });

  test('is no refusal of a layer below either that has been given the name of its operation', async () => {
    const full = bulkhead({ limit: 1 })(() => new Promise(() => undefined));
    void full(undefined, ctx());
    const { call, states } = guarded(errorHandling({ operation: 'A.b' })(full));
    expect(await times(3, () => call())).toEqual([refused, refused, refused]);
    expect(states).toEqual([]);
  });
});

test('nothing is left behind in a context that many calls share', async () => {
  const call = ctx();
  const add = vi.spyOn(call.signal, 'addEventListener');
  const remove = vi.spyOn(call.signal, 'removeEventListener');
  const guard = guarded(new Scripted('fine', failure('not_found'), 'fine').endpoint);
  await times(3, () => guard.call(call));
  const listeners = (spy: typeof add | typeof remove) => spy.mock.calls.map(([, one]) => one);
  expect(listeners(add)).toHaveLength(3);
  expect(listeners(remove)).toEqual(listeners(add));
});

describe('half-open', () => {
  /** An endpoint that has opened its circuit, and is due for a probe. */
  async function probing() {
    const calls: ReturnType<typeof deferred<unknown>>[] = [];
    const { call, states } = guarded(() => {
      const one = deferred<unknown>();
      calls.push(one);
      return one.promise;
    });
    const failing = [call(), call()];
    for (const one of calls) one.reject(down);
    await Promise.all(failing);
    vi.advanceTimersByTime(1000);
    return { call, states, calls };
  }

  test('lets one call through, and closes when that succeeds', async () => {
    const { call, states, calls } = await probing();
    const probe = call();
    expect(await times(3, () => call())).toEqual([refused, refused, refused]);
    expect(calls).toHaveLength(3);
    calls[2]!.resolve('back');
    expect(await probe).toBe('back');
    const next = call();
    calls[3]!.resolve('again');
    expect(await next).toBe('again');
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  test('opens again, for as long as before, when that fails', async () => {
    const { call, states, calls } = await probing();
    const probe = call();
    calls[2]!.reject(down);
    expect(await probe).toBe('internal');
    vi.advanceTimersByTime(999);
    expect(await call()).toBe(refused);
    vi.advanceTimersByTime(1);
    const second = call();
    calls[3]!.resolve('back');
    expect(await second).toBe('back');
    expect(states).toEqual(['open', 'half-open', 'open', 'half-open', 'closed']);
  });

  test('closes for an answer that is an error of the caller', async () => {
    const { call, states, calls } = await probing();
    const probe = call();
    calls[2]!.reject(failure('not_found'));
    expect(await probe).toBe('not_found');
    expect(states.at(-1)).toBe('closed');
  });

  test('tries the next call where the first was cancelled', async () => {
    const { call, states, calls } = await probing();
    const context = ctx();
    const probe = call(context);
    context.cancel(failure('cancelled'));
    calls[2]!.reject(failure('cancelled'));
    expect(await probe).toBe('cancelled');
    const next = call();
    calls[3]!.resolve('back');
    expect(await next).toBe('back');
    expect(states.at(-1)).toBe('closed');
  });

  test('does not wait for a probe that never ends', async () => {
    const { call, calls } = await probing();
    void call();
    vi.advanceTimersByTime(1000);
    expect(await call()).toBe(refused);
    const next = call();
    calls[3]!.resolve('back');
    expect(await next).toBe('back');
  });

  test('is not decided by a call from before', async () => {
    const calls: ReturnType<typeof deferred<unknown>>[] = [];
    const { call, states } = guarded(() => {
      const one = deferred<unknown>();
      calls.push(one);
      return one.promise;
    });
    const old = [call(), call(), call(), call()];
    calls[0]!.reject(down);
    calls[1]!.reject(down);
    await Promise.all(old.slice(0, 2));
    calls[2]!.resolve('late');
    expect(await old[2]).toBe('late');
    expect(await call()).toBe(refused);
    vi.advanceTimersByTime(1000);
    const probe = call();
    calls[3]!.reject(down);
    expect(await old[3]).toBe('internal');
    calls[4]!.resolve('back');
    expect(await probe).toBe('back');
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });
});

describe('a stream', () => {
  /** Calls an endpoint of streams and reads what it gives. */
  function reading(source: () => AsyncIterable<unknown>) {
    const states: CircuitStatus[] = [];
    const onStateChange = (state: CircuitStatus) => states.push(state);
    const breaker = circuitBreaker({ failures: 2, openFor: 1000, onStateChange });
    const endpoint = breaker(async () => source());
    const call = () => outcomeOf(endpoint(undefined, ctx()).then(all));
    return { states, call, endpoint };
  }

  test('is a failure where it fails before its first message', async () => {
    const { call, states } = reading(() => streamOf([], down));
    expect(await times(3, call)).toEqual(['internal', 'internal', refused]);
    expect(states).toEqual(['open']);
  });

  test('is none where it fails later, ends, or fails for a reason of the caller', async () => {
    for (const stream of [
      () => streamOf([1], down),
      () => streamOf([]),
      () => streamOf([], failure('not_found')),
    ]) {
      const { call, states } = reading(stream);
      await times(3, call);
      expect(states).toEqual([]);
    }
  });

  test('closes the circuit with its first message, while it goes on', async () => {
    const streams = [streamOf([], down), streamOf([], down)];
    const rest = deferred<void>();
    const { call, states, endpoint } = reading(
      () =>
        streams.shift() ??
        (async function* () {
          yield 1;
          await rest.promise;
        })(),
    );
    await times(2, call);
    vi.advanceTimersByTime(1000);
    const probe = (await endpoint(undefined, ctx()))[Symbol.asyncIterator]();
    expect(await call()).toBe(refused);
    expect(await probe.next()).toEqual({ done: false, value: 1 });
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toBe('closed');
    rest.resolve();
    expect(await call()).toEqual([1]);
  });
});

describe('options out of range fail at assembly', () => {
  test.each([
    [{ failures: 0 }, RangeError, 'failures must be an integer from 1'],
    [{ failures: 2.5 }, RangeError, 'failures must be an integer from 1'],
    [{ openFor: 0 }, RangeError, 'openFor must be a number from 1 to 2147483647, not 0'],
    [{ openFor: 2 ** 31 }, RangeError, 'openFor must be a number from 1'],
    [{ isFailure: 'internal' as never }, TypeError, 'isFailure must be a function'],
    [{ onStateChange: 1 as never }, TypeError, 'onStateChange must be a function'],
  ])('%o', (options, type, message) => {
    expect(() => circuitBreaker(options)).toThrow(type);
    expect(() => circuitBreaker(options)).toThrow(message);
  });
});
