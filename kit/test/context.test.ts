import { expect, test, vi } from 'vitest';
import { Cancellation, type CancelSource } from '../src/context/cancellation.ts';
import { Context } from '../src/context/context.ts';
import { currentContext, runInContext } from '../src/context/current-context.ts';
import { metadataFrom } from '../src/context/metadata.ts';
import { OutgoingMetadata } from '../src/context/outgoing-metadata.ts';
import { RandomHex } from '../src/context/random-hex.ts';
import { newRequestId, requestIdFrom } from '../src/context/request-id.ts';
import {
  childSpan,
  formatTraceparent,
  newTrace,
  parseTraceparent,
} from '../src/context/trace-context.ts';
import { KitError } from '../src/errors/kit-error.ts';
import { logs } from './support/log.ts';
import { pause } from './support/project.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const spanId = '00f067aa0ba902b7';

test('random hex never repeats a digit of its pool', () => {
  const source = new RandomHex();
  const ids = Array.from({ length: 2000 }, () => source.take(32));
  expect(new Set(ids).size).toBe(2000);
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
});

test.each(['a', 'A-b_c.d:9', 'x'.repeat(128)])('the request id %s is accepted', (id) => {
  expect(requestIdFrom(id)).toBe(id);
});

test.each(['', 'x'.repeat(129), 'a b', 'ä', 'a\n', '"', undefined, ['a']])(
  'the request id %o is replaced',
  (id) => {
    expect(requestIdFrom(id)).toMatch(/^[0-9a-f]{32}$/);
  },
);

test('request ids differ', () => {
  expect(newRequestId()).not.toBe(newRequestId());
});

test.each([
  [`00-${traceId}-${spanId}-01`, { traceId, spanId, flags: 1 }],
  [`00-${traceId}-${spanId}-00`, { traceId, spanId, flags: 0 }],
  [`cc-${traceId}-${spanId}-01-what-the-future-brings`, { traceId, spanId, flags: 1 }],
])('traceparent %s is read', (header, trace) => {
  expect(parseTraceparent(header)).toEqual(trace);
});

test.each([
  undefined,
  '',
  `00-${traceId}-${spanId}`,
  `00-${traceId}-${spanId}-01-more`,
  `ff-${traceId}-${spanId}-01`,
  `00-${'0'.repeat(32)}-${spanId}-01`,
  `00-${traceId}-${'0'.repeat(16)}-01`,
  `00-${traceId.toUpperCase()}-${spanId}-01`,
  `00-${traceId}-${spanId}-1`,
  `cc-${traceId}-${spanId}-01x`,
])('traceparent %s is refused', (header) => {
  expect(parseTraceparent(header)).toBeUndefined();
});

test('tracestate is kept unless it is too long', () => {
  const header = `00-${traceId}-${spanId}-01`;
  expect(parseTraceparent(header, 'a=1')?.state).toBe('a=1');
  expect(parseTraceparent(header, 'x'.repeat(513))?.state).toBeUndefined();
});

test('a new trace and a child span', () => {
  const trace = newTrace();
  const child = childSpan(trace);
  expect(formatTraceparent(trace)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  expect(child).toMatchObject({ traceId: trace.traceId, parentSpanId: trace.spanId });
  expect(child.spanId).not.toBe(trace.spanId);
});

test('a context joins the incoming trace with a span of its own, once', () => {
  const trace = { traceId, spanId, flags: 1, state: 'a=1' };
  const ctx = Context.background({ trace, requestId: 'r' });
  expect(ctx.knownTraceId).toBe(traceId);
  expect(ctx.trace).toMatchObject({ traceId, parentSpanId: spanId, state: 'a=1' });
  expect(ctx.trace).toBe(ctx.trace);
  expect(ctx.propagation()).toEqual({
    traceparent: `00-${traceId}-${ctx.trace.spanId}-01`,
    tracestate: 'a=1',
    'x-request-id': 'r',
  });
});

test('a trace is minted only when it is read', () => {
  const ctx = Context.background();
  expect(ctx.knownTraceId).toBeUndefined();
  const { traceId: minted } = ctx.trace;
  expect(ctx.knownTraceId).toBe(minted);
});

test('a span below a context has its parent there', () => {
  const ctx = Context.background();
  const span = ctx.withSpan();
  expect(span.trace).toMatchObject({ traceId: ctx.trace.traceId, parentSpanId: ctx.trace.spanId });
  expect(span.withTimeout(1000).trace).toBe(span.trace);
});

test('children share what they do not narrow', () => {
  const ctx = Context.background({ metadata: metadataFrom({ 'X-A': '1' }) });
  const child = ctx.withTimeout(1000);
  child.principal = { id: 'ada' };
  child.scopes = ['read'];
  child.outgoing.set('x-b', '2');
  child.faults = [];
  child.logged = true;
  expect(ctx.principal?.id).toBe('ada');
  expect(ctx.scopes).toEqual(['read']);
  expect([...ctx.outgoing.entries()]).toEqual([['x-b', ['2']]]);
  expect([ctx.faults, ctx.logged]).toEqual([[], true]);
  expect(child.requestId).toBe(ctx.requestId);
  expect(child.metadata.get('x-a')).toBe('1');
});

test('the logger carries the request id', () => {
  const { logger, lines } = logs();
  Context.background({ logger, requestId: 'r-9' }).logger.info('hello');
  expect(lines[0]).toMatchObject({ request_id: 'r-9', msg: 'hello' });
});

test('a deadline is never extended', () => {
  const ctx = Context.background().withTimeout(1000);
  expect(ctx.withTimeout(5000).deadline).toBe(ctx.deadline);
  expect(ctx.withTimeout(10).deadline).toBeLessThan(ctx.deadline!);
});

test('a time-out aborts the signal of the child and leaves the parent', async () => {
  const ctx = Context.background();
  const child = ctx.withTimeout(20);
  expect(child.signal.aborted).toBe(false);
  await pause(60);
  expect(KitError.from(child.signal.reason).code).toBe('deadline_exceeded');
  expect(() => child.throwIfCancelled()).toThrow('the call took too long');
  expect(ctx.signal.aborted).toBe(false);
});

test('cancelling reaches grandchildren that were read before and after', () => {
  const ctx = Context.background();
  const before = ctx.withSpan().withTimeout(1000);
  const { signal } = before;
  const heard = vi.fn<(reason: unknown) => void>();
  before.onCancel(heard);
  const reason = new KitError('cancelled', 'gone');
  ctx.cancel(reason);
  ctx.cancel(new Error('too late'));
  expect(signal.reason).toBe(reason);
  expect(heard).toHaveBeenCalledExactlyOnceWith(reason);
  expect(ctx.withSpan().signal.reason).toBe(reason);
});

test('a context follows a given signal', () => {
  const controller = new AbortController();
  const ctx = Context.background({ signal: controller.signal });
  const { signal } = ctx;
  controller.abort('why');
  expect(signal.reason).toBe('why');
  expect(Context.background({ signal: controller.signal }).signal.aborted).toBe(true);
});

test('a source is watched only once and only when someone looks', () => {
  const watch = vi.fn<CancelSource['watch']>();
  const cancellation = new Cancellation({ watch });
  expect(watch).not.toHaveBeenCalled();
  void cancellation.signal;
  void cancellation.signal;
  cancellation.watch(() => undefined);
  expect(watch).toHaveBeenCalledOnce();
  expect(cancellation.cancelled).toBe(false);
});

test('outgoing metadata refuses what would break a response', () => {
  const outgoing = new OutgoingMetadata();
  outgoing.append('X-A', '1');
  outgoing.append('x-a', '2');
  expect([...outgoing.entries()]).toEqual([['x-a', ['1', '2']]]);
  expect(() => outgoing.set('bad name', 'x')).toThrow(TypeError);
  expect(() => outgoing.set('x', 'a\r\nset-cookie: b')).toThrow(TypeError);
  expect(() => outgoing.set('Content-Length', '3')).toThrow(/set by the transport/);
});

test('currentContext is the one that runs', async () => {
  const ctx = Context.background();
  expect(currentContext()).toBeUndefined();
  const seen = await runInContext(ctx, async () => {
    await pause(1);
    return currentContext();
  });
  expect(seen).toBe(ctx);
});
