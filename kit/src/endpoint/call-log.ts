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
}

/** The fields of a call's log line. */
export interface CallFields {
  readonly operation: string;
  readonly code: string;
  readonly duration_ms: number;
  readonly request_id: string;
  readonly trace_id?: string;
}

/** The fields that every call's log line has, with the duration to the microsecond. */
export function callFields({ operation, code, started, ctx }: CallLine): CallFields {
  const duration_ms = Math.round((performance.now() - started) * 1000) / 1000;
  const fields = { operation, code, duration_ms, request_id: ctx.requestId };
  const traceId = ctx.knownTraceId;
  return traceId === undefined ? fields : { ...fields, trace_id: traceId };
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
