import { randomHex } from './random-hex.ts';

/** Where a call stands in a distributed trace (W3C Trace Context). */
export interface TraceContext {
  /** 32 lower-case hex digits, never all zero. */
  readonly traceId: string;
  /** 16 lower-case hex digits: this side's own span. */
  readonly spanId: string;
  /** The caller's span, when the trace came from outside. */
  readonly parentSpanId?: string;
  /** The trace flags; bit 0 says that the trace is sampled. */
  readonly flags: number;
  /** The vendors' own part, passed on unread. */
  readonly state?: string;
}

const pattern = /^([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?$/;
const maxStateLength = 512;

/**
 * Reads a `traceparent` header; anything malformed gives undefined, as the standard asks.
 * Versions after 00 may carry more fields, version ff and all-zero ids are invalid.
 */
export function parseTraceparent(header: unknown, state?: unknown): TraceContext | undefined {
  if (typeof header !== 'string') return undefined;
  const match = pattern.exec(header);
  if (match === null) return undefined;
  const [, version, traceId = '', spanId = '', flags = '', rest] = match;
  if (version === 'ff' || (version === '00' && rest !== undefined)) return undefined;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return undefined;
  const parsed = { traceId, spanId, flags: Number.parseInt(flags, 16) };
  const usable = typeof state === 'string' && state !== '' && state.length <= maxStateLength;
  return usable ? { ...parsed, state } : parsed;
}

/** Writes a `traceparent` header. */
export function formatTraceparent(trace: TraceContext): string {
  const flags = (trace.flags & 0xff).toString(16).padStart(2, '0');
  return `00-${trace.traceId}-${trace.spanId}-${flags}`;
}

/** A trace that begins here, sampled. */
export function newTrace(): TraceContext {
  return { traceId: nonZero(32), spanId: nonZero(16), flags: 1 };
}

/** A new span below another one of the same trace. */
export function childSpan(parent: TraceContext): TraceContext {
  return { ...parent, spanId: nonZero(16), parentSpanId: parent.spanId };
}

function nonZero(length: number): string {
  const id = randomHex.take(length);
  return /^0+$/.test(id) ? nonZero(length) : id;
}
