import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../src/endpoint/index.ts';
import { bulkhead, type BulkheadOptions } from '../../src/resilience/index.ts';
import { pause } from '../support/project.ts';
import { all, ctx, deferred, echo, errorOf, failure, outcomeOf, streamOf } from './support.ts';

/** An endpoint whose calls last until they are let go, by name. */
function held(options: BulkheadOptions) {
  const open = new Map<string, ReturnType<typeof deferred<string>>>();
  const started: string[] = [];
  const inner: Endpoint<string, string> = (name) => {
    started.push(name);
    const call = deferred<string>();
    open.set(name, call);
    return call.promise;
  };
  const endpoint = bulkhead(options)(inner);
  return { endpoint, started, end: (name: string) => open.get(name)!.resolve(name), open };
}

describe('the limit', () => {
  test('is on calls that run at the same time', async () => {
    const { endpoint, end } = held({ limit: 2 });
    const calls = [endpoint('a', ctx()), endpoint('b', ctx())];
    expect(await errorOf(endpoint('c', ctx()))).toMatchObject({
      code: 'unavailable',
      message: 'too many calls at the same time',
      retryAfter: 1,
      retryable: true,
    });
    end('a');
    expect(await calls[0]).toBe('a');
    const next = endpoint('d', ctx());
    end('d');
    end('b');
    expect(await Promise.all([next, calls[1]])).toEqual(['d', 'b']);
  });

  test('is 64, without a queue, unless said otherwise', async () => {
    const { endpoint, started } = held({});
    const outcomes: unknown[] = [];
    for (let call = 0; call < 66; call += 1) {
      void outcomeOf(endpoint(String(call), ctx())).then((outcome) => outcomes.push(outcome));
    }
    await pause(1);
    expect([started.length, outcomes]).toEqual([64, ['unavailable', 'unavailable']]);
  });

  test('is given back by calls that fail, that throw, too', async () => {
    const failing = bulkhead({ limit: 1 })(() => Promise.reject(failure('conflict')));
    const throwing = bulkhead({ limit: 1 })(() => {
      throw failure('conflict');
    });
    for (const endpoint of [failing, throwing]) {
      expect(await outcomeOf(endpoint('x', ctx()))).toBe('conflict');
      expect(await outcomeOf(endpoint('x', ctx()))).toBe('conflict');
    }
  });

  test('is that of one endpoint, even where several are built with one middleware', async () => {
    const middleware = bulkhead({ limit: 1 });
    const first = middleware(() => new Promise<string>(() => undefined));
    const second = middleware(echo);
    void first('x', ctx());
    expect(await second('x', ctx())).toBe('x');
    expect(await outcomeOf(first('x', ctx()))).toBe('unavailable');
  });
});

describe('the queue', () => {
  test('lets calls in as they came, and takes no more than its length', async () => {
    const { endpoint, started, end } = held({ limit: 1, queue: 2 });
    const calls = ['a', 'b', 'c', 'd'].map((name) => outcomeOf(endpoint(name, ctx())));
    expect(await calls[3]).toBe('unavailable');
    expect(started).toEqual(['a']);
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await expect.poll(() => started.length).toBe(index + 1);
      end(name);
      expect(await calls[index]).toBe(name);
    }
    expect(started).toEqual(['a', 'b', 'c']);
  });

  test('is left by a cancelled call at once, and the next in it is not forgotten', async () => {
    const { endpoint, started, end } = held({ limit: 1, queue: 2 });
    const first = endpoint('a', ctx());
    const call = ctx();
    const cancelled = errorOf(endpoint('b', call));
    const waiting = endpoint('c', ctx());
    call.cancel(failure('deadline_exceeded'));
    expect((await cancelled).code).toBe('deadline_exceeded');
    const last = endpoint('d', ctx());
    end('a');
    await first;
    await expect.poll(() => started).toEqual(['a', 'c']);
    end('c');
    await waiting;
    await expect.poll(() => started).toEqual(['a', 'c', 'd']);
    end('d');
    expect(await last).toBe('d');
  });

  test('is not for a call that was cancelled before', async () => {
    const { endpoint } = held({ limit: 1, queue: 1 });
    void endpoint('a', ctx());
    const call = ctx();
    call.cancel(failure('cancelled'));
    expect(await outcomeOf(endpoint('b', call))).toBe('cancelled');
  });
});

describe('a stream holds its place', () => {
  const streaming = (error?: Error) => bulkhead({ limit: 1 })(async () => streamOf([1, 2], error));

  test('until its end', async () => {
    const endpoint = streaming();
    const stream = await endpoint(undefined, ctx());
    expect(await outcomeOf(endpoint(undefined, ctx()))).toBe('unavailable');
    expect(await all(stream)).toEqual([1, 2]);
    expect(await all(await endpoint(undefined, ctx()))).toEqual([1, 2]);
  });

  test('until it fails', async () => {
    const endpoint = streaming(failure('conflict'));
    expect(await outcomeOf(all(await endpoint(undefined, ctx())))).toBe('conflict');
    expect(await outcomeOf(all(await endpoint(undefined, ctx())))).toBe('conflict');
  });

  test('until its reader leaves', async () => {
    const endpoint = streaming();
    for await (const message of await endpoint(undefined, ctx())) {
      expect(message).toBe(1);
      break;
    }
    expect(await all(await endpoint(undefined, ctx()))).toEqual([1, 2]);
  });
});

test.each([
  [{ limit: 0 }, 'limit must be an integer from 1'],
  [{ limit: 1.5 }, 'limit must be an integer from 1'],
  [{ limit: Number.POSITIVE_INFINITY }, 'limit must be an integer from 1'],
  [{ queue: -1 }, 'queue must be an integer from 0'],
])('%o fails at assembly', (options, message) => {
  expect(() => bulkhead(options)).toThrow(RangeError);
  expect(() => bulkhead(options)).toThrow(message);
});
