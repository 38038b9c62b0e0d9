/* oxlint-disable unicorn/consistent-function-scoping -- a handler reads best in the test that it is for */
import { describe, expect, test, vi } from 'vitest';
import { Context } from '../src/context/context.ts';
import {
  CallMetrics,
  chain,
  endpointBuilder,
  errorHandling,
  implemented,
  logging,
  metrics,
  timeout,
  tracing,
  validation,
  type EndedSpan,
  type Endpoint,
  type Middleware,
} from '../src/endpoint/index.ts';
import type { Fault } from '../src/errors/fault.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { logs } from './support/log.ts';
import { pause } from './support/project.ts';

const echo: Endpoint<string, string> = async (request) => request;
const ctx = () => Context.background({ requestId: 'r-1' });
const failing =
  (error: unknown): Endpoint<string, string> =>
  () =>
    Promise.reject(error);

function noting(name: string, notes: string[]): Middleware {
  return (next) => async (request, context) => {
    notes.push(`${name} in`);
    const response = await next(request, context);
    notes.push(`${name} out`);
    return response;
  };
}

describe('chain and builder', () => {
  test('the first given is the outermost', async () => {
    const notes: string[] = [];
    const endpoint = chain(noting('a', notes), noting('b', notes))(echo);
    expect(await endpoint('x', ctx())).toBe('x');
    expect(notes).toEqual(['a in', 'b in', 'b out', 'a out']);
  });

  test('an empty chain is the endpoint itself', () => {
    expect(chain()(echo)).toBe(echo);
  });

  test('the builder names its layers and can be used again', async () => {
    const notes: string[] = [];
    const builder = endpointBuilder().useNamed('a', noting('a', notes)).use(noting('b', notes));
    expect(builder.describe()).toEqual(['a', '?']);
    await builder.build(echo)('x', ctx());
    await builder
      .build(failing(1))('x', ctx())
      .catch(() => undefined);
    expect(notes).toEqual(['a in', 'b in', 'b out', 'a out', 'a in', 'b in']);
  });

  test('what is no function fails at assembly', () => {
    const none = undefined as unknown as Middleware;
    expect(() => chain(none)).toThrow(TypeError);
    expect(() => endpointBuilder().use(none)).toThrow(TypeError);
    expect(() => endpointBuilder().build(undefined as unknown as Endpoint)).toThrow(TypeError);
  });
});

describe('timeout', () => {
  test('answers in time and aborts the work', async () => {
    let reason: unknown;
    const endpoint = timeout(20)((_: string, { signal }) => {
      signal.addEventListener('abort', () => (reason = signal.reason));
      return new Promise(() => undefined);
    });
    // The queue's timer does not keep a process alive; a pending pause does.
    const [outcome] = await Promise.all([endpoint('x', ctx()).catch((e: unknown) => e), pause(80)]);
    expect(outcome).toMatchObject({ code: 'deadline_exceeded' });
    expect(reason).toBe(outcome);
  });

  test('lets a call that is in time through, and its error', async () => {
    expect(await timeout(1000)(echo)('x', ctx())).toBe('x');
    const error = new Error('x');
    await expect(timeout(1000)(failing(error))('x', ctx())).rejects.toBe(error);
  });

  test('catches what is thrown before there is a promise', async () => {
    const throwing: Endpoint<string, string> = () => {
      throw new KitError('conflict', 'x');
    };
    await expect(timeout(1000)(throwing)('x', ctx())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('never extends a deadline from further out', async () => {
    const outer = timeout(30)(timeout(60_000)(() => new Promise<string>(() => undefined)));
    const started = Date.now();
    const [outcome] = await Promise.all([outer('x', ctx()).catch((e: unknown) => e), pause(120)]);
    expect(outcome).toMatchObject({ code: 'deadline_exceeded' });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  test('a deadline that has passed is refused', async () => {
    const late = ctx().withDeadline(Date.now() - 1);
    const never = timeout(1000)(() => new Promise<string>(() => undefined));
    const [outcome] = await Promise.all([never('x', late).catch((e: unknown) => e), pause(50)]);
    expect(outcome).toMatchObject({ code: 'deadline_exceeded' });
  });

  test('many calls of one duration each end on their own time', async () => {
    const slow = timeout(60)((ms: number) => pause(ms).then(() => ms));
    const outcomes = await Promise.all(
      [1, 500, 5, 400, 10, 300].map((ms) => slow(ms, ctx()).catch((e: KitError) => e.code)),
    );
    const late = 'deadline_exceeded';
    expect(outcomes).toEqual([1, late, 5, late, 10, late]);
    // The queue goes on working after it has been empty.
    expect(await slow(2, ctx())).toBe(2);
    expect(await slow(300, ctx()).catch((e: KitError) => e.code)).toBe(late);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31])(
    'a duration of %d fails at assembly',
    (duration) => {
      expect(() => timeout(duration)).toThrow(RangeError);
    },
  );
});

describe('validation', () => {
  const fault = (path: string): Fault => ({ path, rule: 'minLength', wanted: 1, message: 'x' });

  test('the faults of decoding and of the validator arrive together', async () => {
    const context = ctx();
    context.faults = [fault('/a')];
    const validate = (_: string, faults: Fault[]) => void faults.push(fault('/b'));
    const inner = vi.fn<typeof echo>(echo);
    const call = validation(validate)(inner)('x', context);
    await expect(call).rejects.toMatchObject({
      code: 'invalid_argument',
      message: 'the request is not valid',
      faults: [fault('/a'), fault('/b')],
    });
    expect(inner).not.toHaveBeenCalled();
    expect(context.faults).toEqual([fault('/a')]);
  });

  test('a sound request goes on, with and without a validator', async () => {
    expect(await validation()(echo)('x', ctx())).toBe('x');
    expect(await validation(() => undefined)(echo)('x', ctx())).toBe('x');
  });

  test('a validator that breaks rejects instead of throwing', async () => {
    const broken = validation(() => {
      throw new TypeError('x');
    });
    await expect(broken(echo)('x', ctx())).rejects.toThrow(TypeError);
  });

  test('layers above it run first', async () => {
    const context = ctx();
    context.faults = [fault('/a')];
    const deny: Middleware = () => () => Promise.reject(new KitError('unauthenticated', 'x'));
    const call = chain(deny, validation())(echo)('x', context);
    await expect(call).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe('implemented', () => {
  const service = { greet: async (name: string) => `Hello, ${name}` };

  test('calls the method', async () => {
    const endpoint = implemented(service, 'greet', (name: string) => service.greet(name));
    expect(await endpoint('Ada', ctx())).toBe('Hello, Ada');
  });

  test('a missing method is unimplemented, not a TypeError', async () => {
    const ahead = {} as typeof service;
    const endpoint = implemented(ahead, 'greet', (name: string) => ahead.greet(name));
    await expect(endpoint('x', ctx())).rejects.toMatchObject({ code: 'unimplemented' });
  });

  test('a method that throws or answers without a promise is taken as it is', async () => {
    const loose = { greet: (name: string) => name as unknown as Promise<string> };
    expect(await implemented(loose, 'greet', loose.greet)('x', ctx())).toBe('x');
    const throwing = implemented(service, 'greet', () => {
      throw new KitError('conflict', 'x');
    });
    await expect(throwing('x', ctx())).rejects.toMatchObject({ code: 'conflict' });
  });

  test('faults that no layer has refused are refused here', async () => {
    const context = ctx();
    context.faults = [{ path: '', rule: 'type', message: 'x' }];
    const greet = vi.fn<typeof service.greet>(service.greet);
    const endpoint = implemented({ greet }, 'greet', greet);
    await expect(endpoint('x', context)).rejects.toMatchObject({ code: 'invalid_argument' });
    expect(greet).not.toHaveBeenCalled();
  });
});

describe('logging', () => {
  const operation = 'HelloService.sayHello';

  test('one line for a success, without the message', async () => {
    const { logger, lines, text } = logs();
    const context = ctx();
    await logging({ logger, operation })(echo)('a secret', context);
    await pause(1);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({
      level: 'info',
      operation,
      code: 'ok',
      request_id: 'r-1',
      msg: 'call succeeded',
    });
    expect(lines[0]!['duration_ms']).toEqual(expect.any(Number));
    expect(lines[0]).not.toHaveProperty('trace_id');
    expect(text()).not.toContain('secret');
    expect(context.logged).toBe(true);
  });

  test('a trace that is known is named', async () => {
    const { logger, lines } = logs();
    const context = ctx();
    await logging({ logger, operation })(echo)('x', context.withSpan());
    await pause(1);
    expect(lines[0]!['trace_id']).toBe(context.trace.traceId);
  });

  test.each([
    [new KitError('not_found', 'no user 7'), 'info', 'not_found'],
    [new KitError('unavailable', 'db', { cause: new Error('refused') }), 'warn', 'unavailable'],
    [new KitError('deadline_exceeded', 'x'), 'warn', 'deadline_exceeded'],
  ])('%s is logged by its weight, and goes on', async (error, level, code) => {
    const { logger, lines } = logs();
    await expect(logging({ logger, operation })(failing(error))('x', ctx())).rejects.toBe(error);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatchObject({ level, code, msg: 'call failed', reason: error.message });
  });

  test('an internal error comes with its stack', async () => {
    const { logger, lines } = logs();
    const error = new TypeError('boom');
    await logging({ logger, operation })(failing(error))('x', ctx()).catch(() => undefined);
    expect(lines[0]).toMatchObject({ level: 'error', code: 'internal' });
    expect(lines[0]!['err']).toMatchObject({ message: 'boom', stack: error.stack });
  });
});

test('metrics count calls, outcomes and time', async () => {
  const counts = new CallMetrics();
  const counted = metrics({ counts, operation: 'A.b' });
  await counted(echo)('x', ctx());
  await counted(echo)('x', ctx());
  await counted(failing(new KitError('not_found', 'x')))('x', ctx()).catch(() => undefined);
  const [snapshot] = counts.snapshot();
  expect(snapshot).toMatchObject({ operation: 'A.b', requests: 3, successes: 2 });
  expect(snapshot!.errors).toEqual(new Map([['not_found', 1]]));
  expect(snapshot!.totalSeconds).toBeGreaterThan(0);
  expect(Date.now() - snapshot!.lastRequestAt).toBeLessThan(5000);
});

test('tracing gives each call a span and reports it', async () => {
  const spans: EndedSpan[] = [];
  const context = ctx();
  let inner = '';
  const traced = tracing({ operation: 'A.b', onEnd: (span) => spans.push(span) });
  await traced(async (request: string, span) => {
    inner = span.propagation()['traceparent']!;
    return request;
  })('x', context);
  await traced(failing(new KitError('conflict', 'x')))('x', context).catch(() => undefined);
  const { traceId, spanId } = context.trace;
  expect(spans.map((span) => span.code)).toEqual(['ok', 'conflict']);
  expect(spans[0]).toMatchObject({ operation: 'A.b', requestId: 'r-1' });
  expect(spans[0]!.trace).toMatchObject({ traceId, parentSpanId: spanId });
  expect(inner).toBe(`00-${traceId}-${spans[0]!.trace.spanId}-01`);
  expect(spans[1]!.trace.spanId).not.toBe(spans[0]!.trace.spanId);
});

test('tracing without an exporter writes a debug line', async () => {
  const { logger, lines } = logs('debug');
  await tracing({ operation: 'A.b' })(echo)('x', Context.background({ logger }));
  expect(lines[0]).toMatchObject({ level: 'debug', operation: 'A.b', msg: 'span ended' });
});

test('error handling names the operation and keeps code, details and cause', async () => {
  const handled = errorHandling({ operation: 'A.b' });
  const boom = new TypeError('boom');
  await expect(handled(failing(boom))('x', ctx())).rejects.toMatchObject({
    code: 'internal',
    operation: 'A.b',
    cause: boom,
  });
  const conflict = new KitError('conflict', 'x', { details: { a: 1 }, retryAfter: 3 });
  await expect(handled(failing(conflict))('x', ctx())).rejects.toMatchObject({
    code: 'conflict',
    message: 'x',
    details: { a: 1 },
    retryAfter: 3,
    operation: 'A.b',
    cause: conflict,
  });
  const named = new KitError('conflict', 'x', { operation: 'C.d' });
  await expect(handled(failing(named))('x', ctx())).rejects.toBe(named);
});
