import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Context } from '../../src/context/context.ts';
import { metadataFrom } from '../../src/context/metadata.ts';
import { Keyed } from '../../src/resilience/keyed.ts';
import { rateLimit } from '../../src/resilience/index.ts';
import { all, ctx, echo, errorOf, outcomeOf, streamOf } from './support.ts';

// Time itself is the matter here.
beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const times = (count: number, call: () => Promise<unknown>) =>
  Promise.all(Array.from({ length: count }, () => outcomeOf(call())));

const limited = 'resource_exhausted';

describe('the rate', () => {
  test('is 100 a second unless said otherwise, all of it at once', async () => {
    const endpoint = rateLimit()(echo);
    const outcomes = await times(105, () => endpoint('x', ctx()));
    expect(outcomes.filter((outcome) => outcome === 'x')).toHaveLength(100);
    expect(outcomes.slice(100)).toEqual([limited, limited, limited, limited, limited]);
  });

  test('lets calls through as tokens come, and never more than the burst', async () => {
    const endpoint = rateLimit({ perSecond: 10, burst: 2 })(echo);
    const call = () => endpoint('x', ctx());
    expect(await times(3, call)).toEqual(['x', 'x', limited]);
    vi.advanceTimersByTime(100);
    expect(await times(2, call)).toEqual(['x', limited]);
    vi.advanceTimersByTime(60_000);
    expect(await times(3, call)).toEqual(['x', 'x', limited]);
  });

  test('may be less than one a second', async () => {
    const endpoint = rateLimit({ perSecond: 0.5 })(echo);
    const call = () => endpoint('x', ctx());
    expect(await times(2, call)).toEqual(['x', limited]);
    vi.advanceTimersByTime(500);
    expect(await errorOf(call())).toMatchObject({ code: limited, retryAfter: 1.5 });
    vi.advanceTimersByTime(1500);
    expect(await times(2, call)).toEqual(['x', limited]);
  });

  test('is that of one endpoint, even where several are built with one middleware', async () => {
    const middleware = rateLimit({ perSecond: 1 });
    const [first, second] = [middleware(echo), middleware(echo)];
    expect(await outcomeOf(first('x', ctx()))).toBe('x');
    expect(await outcomeOf(second('x', ctx()))).toBe('x');
    expect(await outcomeOf(first('x', ctx()))).toBe(limited);
  });

  test('counts a stream once', async () => {
    const endpoint = rateLimit({ perSecond: 2 })(async () => streamOf([1, 2, 3]));
    expect(await all(await endpoint('x', ctx()))).toEqual([1, 2, 3]);
    expect(await all(await endpoint('x', ctx()))).toEqual([1, 2, 3]);
    expect(await outcomeOf(endpoint('x', ctx()))).toBe(limited);
  });
});

test('a refusal says when to come back, and that the call has not run', async () => {
  const endpoint = rateLimit({ perSecond: 4, burst: 1 })(echo);
  await endpoint('x', ctx());
  expect(await errorOf(endpoint('x', ctx()))).toMatchObject({
    code: limited,
    message: 'the rate limit is exceeded',
    retryAfter: 0.25,
    retryable: true,
  });
});

describe('with maxWait', () => {
  const waiting = () => rateLimit({ perSecond: 10, burst: 1, maxWait: 200 })(echo);

  test('calls wait for their turn, and those fail that would wait too long', async () => {
    const endpoint = waiting();
    const done: string[] = [];
    const calls = ['a', 'b', 'c', 'd'].map((name) =>
      outcomeOf(endpoint(name, ctx())).then((outcome) => done.push(String(outcome))),
    );
    await vi.advanceTimersByTimeAsync(0);
    expect(done.toSorted()).toEqual(['a', limited]);
    await vi.advanceTimersByTimeAsync(100);
    expect(done.slice(2)).toEqual(['b']);
    await vi.advanceTimersByTimeAsync(100);
    expect(done.slice(2)).toEqual(['b', 'c']);
    await Promise.all(calls);
  });

  test('the seconds of a refusal are those until a wait would be short enough', async () => {
    const endpoint = waiting();
    void endpoint('a', ctx());
    const waits = [endpoint('b', ctx()), endpoint('c', ctx())];
    expect((await errorOf(endpoint('d', ctx()))).retryAfter).toBeCloseTo(0.1);
    await vi.advanceTimersByTimeAsync(200);
    await Promise.all(waits);
  });

  test('a cancelled call stops waiting and leaves its turn to others', async () => {
    const endpoint = waiting();
    await endpoint('a', ctx());
    const call = ctx();
    const cancelled = errorOf(endpoint('b', call));
    const kept = endpoint('c', ctx());
    call.cancel(new DOMException('gone', 'AbortError'));
    expect((await cancelled).code).toBe('cancelled');
    const next = endpoint('d', ctx());
    await vi.advanceTimersByTimeAsync(200);
    expect(await Promise.all([kept, next])).toEqual(['c', 'd']);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a call does not wait for a turn that comes after its deadline', async () => {
    const endpoint = waiting();
    await endpoint('a', ctx());
    const late = ctx().withDeadline(Date.now() + 50);
    expect((await errorOf(endpoint('b', late))).code).toBe(limited);
    const next = endpoint('c', ctx());
    await vi.advanceTimersByTimeAsync(100);
    expect(await next).toBe('c');
  });
});

describe('with a key', () => {
  const keyOf = (call: Context) => call.metadata.get('x-tenant');
  const of = (tenant: string | undefined) =>
    Context.background(
      tenant === undefined ? {} : { metadata: metadataFrom({ 'x-tenant': tenant }) },
    );

  test('each value has a limit of its own, and calls without one share one', async () => {
    const endpoint = rateLimit({ perSecond: 1, key: keyOf })(echo);
    const outcomes: unknown[] = [];
    for (const tenant of ['a', 'b', 'a', undefined, undefined]) {
      outcomes.push(await outcomeOf(endpoint('x', of(tenant))));
    }
    expect(outcomes).toEqual(['x', 'x', limited, 'x', limited]);
  });

  test('the keys that were used last are remembered, and no more', async () => {
    const endpoint = rateLimit({ perSecond: 1, key: keyOf, maxKeys: 2 })(echo);
    const outcomes: unknown[] = [];
    for (const tenant of ['a', 'b', 'a', 'c', 'a', 'b']) {
      outcomes.push(await outcomeOf(endpoint('x', of(tenant))));
    }
    expect(outcomes).toEqual(['x', 'x', limited, 'x', limited, 'x']);
    const keyed = new Keyed(100, () => ({}));
    for (let key = 0; key < 10_000; key += 1) keyed.of(String(key));
    expect(keyed.size).toBe(100);
  });

  test('a key that cannot be had fails the call', async () => {
    const key = () => {
      throw new Error('boom');
    };
    expect(await outcomeOf(rateLimit({ key })(echo)('x', ctx()))).toBe('internal');
  });
});

describe('options out of range fail at assembly', () => {
  test.each([
    [{ perSecond: 0 }, 'perSecond must be a number from 0.001 to 1000000, not 0'],
    [{ perSecond: Number.NaN }, 'perSecond must be a number from 0.001 to 1000000, not NaN'],
    [{ perSecond: Number.POSITIVE_INFINITY }, 'perSecond must be'],
    [{ burst: 0 }, 'burst must be an integer from 1'],
    [{ burst: 1.5 }, 'burst must be an integer from 1'],
    [{ maxWait: -1 }, 'maxWait must be a number from 0 to 2147483647, not -1'],
    [{ maxKeys: 0 }, 'maxKeys must be an integer from 1'],
  ])('%o', (options, message) => {
    expect(() => rateLimit(options)).toThrow(RangeError);
    expect(() => rateLimit(options)).toThrow(message);
  });

  test('a key that is no function', () => {
    expect(() => rateLimit({ key: 'ip' as never })).toThrow(
      new TypeError('key must be a function'),
    );
  });
});
