import type { Fault } from '../errors/fault.ts';
import { KitError } from '../errors/kit-error.ts';
import { HttpError } from './http-error.ts';
import { statusOf, statusPhrase } from './status.ts';

/** The part of a request in which a fault was found. */
export type FaultLocation = 'body' | 'path' | 'query' | 'header';

/** One entry of a problem document's `errors`. */
export interface ProblemFault extends Fault {
  readonly in: FaultLocation;
}

/** The body of every error response (RFC 9457). */
export interface Problem {
  readonly type: 'about:blank';
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: readonly ProblemFault[];
  readonly details?: Readonly<Record<string, unknown>>;
}

/** An error response: the document and the headers that go with it. */
export interface ProblemResponse {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a problem document needs to know of the request. */
export interface ProblemContext {
  readonly requestId: string;
  readonly locate: (path: string) => FaultLocation;
}

/** The media type of a problem document. */
export const problemType = 'application/problem+json';

const defaultRetryAfter = 1;

/** Anything thrown, as the response to send. What is `internal` says nothing about its cause. */
export function problemFrom(thrown: unknown, context: ProblemContext): ProblemResponse {
  if (thrown instanceof HttpError) {
    const { code, message, headers } = thrown;
    return { problem: problemOf(code, message, context.requestId), headers };
  }
  const error = KitError.from(thrown);
  const internal = error.code === 'internal';
  const detail = internal ? 'an internal error occurred' : error.message;
  const problem: Problem = {
    ...problemOf(error.code, detail, context.requestId),
    ...(error.faults === undefined ? {} : { errors: located(error.faults, context) }),
    ...(error.details === undefined || internal ? {} : { details: error.details }),
  };
  return { problem, headers: retryHeaders(error, problem.status) };
}

/**
 * A problem document as text. What in it JSON does not have becomes something that it has (the digits of a
 * bigint), or, where nothing helps (a cycle), the details are left out: this is the last line of defence.
 */
export function problemText(problem: Problem): string {
  try {
    return JSON.stringify(problem, withoutBigints);
  } catch {
    const { details: _, errors: __, ...rest } = problem;
    return JSON.stringify(rest);
  }
}

function withoutBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

function problemOf(code: KitError['code'] | HttpError['code'], detail: string, requestId: string) {
  const status = statusOf(code);
  const title = statusPhrase(status);
  return { type: 'about:blank', title, status, detail, code, requestId } as const;
}

function located(faults: readonly Fault[], { locate }: ProblemContext): ProblemFault[] {
  return faults.map((fault) => ({ in: locate(fault.path), ...fault }));
}

function retryHeaders(error: KitError, status: number): Readonly<Record<string, string>> {
  if (status !== 429 && status !== 503) return {};
  const wanted = error.retryAfter ?? defaultRetryAfter;
  const seconds = Number.isFinite(wanted) ? Math.max(0, Math.ceil(wanted)) : defaultRetryAfter;
  return { 'retry-after': String(seconds) };
}
