import type { Context } from '../context/context.ts';
import type { ErrorCode } from '../errors/error-code.ts';
import { KitError } from '../errors/kit-error.ts';
import type { Logger } from '../logger.ts';

/** What a call's log line is made of. */
export interface CallLine {
  readonly operation: string;
  readonly code: string;
  /** `performance.now()` at the start of the call. */
  readonly started: number;
  readonly ctx: Context;
  readonly counts?: MessageCounts | undefined;
}

/** How many messages the streams of a call have carried. */
export interface MessageCounts {
  readonly received?: number;
  readonly sent?: number;
}

/** The fields of a call's log line. */
export interface CallFields {
  readonly operation: string;
  readonly code: string;
  readonly duration_ms: number;
  readonly request_id: string;
  readonly trace_id?: string;
  readonly messages_received?: number;
  readonly messages_sent?: number;
}

/** The fields that every call's log line has, with the duration to the microsecond. */
export function callFields(line: CallLine): CallFields {
  const { operation, code, started, ctx, counts } = line;
  const duration_ms = Math.round((performance.now() - started) * 1000) / 1000;
  const fields = { operation, code, duration_ms, request_id: ctx.requestId };
  const traceId = ctx.knownTraceId;
  const traced = traceId === undefined ? fields : { ...fields, trace_id: traceId };
  return counts === undefined ? traced : { ...traced, ...countFields(counts) };
}

function countFields({ received, sent }: MessageCounts): Partial<CallFields> {
  return {
    ...(received === undefined ? {} : { messages_received: received }),
    ...(sent === undefined ? {} : { messages_sent: sent }),
  };
}

/** Writes the line of a call that failed, at the level its code deserves. */
export function logFailure(logger: Logger, fields: CallFields, thrown: unknown): void {
  const error = KitError.from(thrown);
  const level = failureLevel(error.code);
  if (level === 'error') logger.error({ ...fields, err: thrown }, 'call failed');
  else logger[level]({ ...fields, ...reasonFields(error) }, 'call failed');
}

function failureLevel(code: ErrorCode): 'info' | 'warn' | 'error' {
  switch (code) {
    case 'internal':
      return 'error';
    case 'unavailable':
    case 'deadline_exceeded':
    case 'unimplemented':
    case 'resource_exhausted':
      return 'warn';
    default:
      return 'info';
  }
}

function reasonFields({ message, cause }: KitError): Record<string, unknown> {
  return cause === undefined ? { reason: message } : { reason: message, cause: String(cause) };
}
