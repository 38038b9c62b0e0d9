/**
 * Every code a service may fail with, the same for each transport.
 * Transports map them: HTTP in `http/status.ts`, others in a table of their own.
 */
export const errorCodes = [
  'invalid_argument',
  'unauthenticated',
  'permission_denied',
  'not_found',
  'already_exists',
  'conflict',
  'failed_precondition',
  'resource_exhausted',
  'unavailable',
  'deadline_exceeded',
  'cancelled',
  'unimplemented',
  'internal',
] as const;

/** One of the thirteen codes of {@link errorCodes}. */
export type ErrorCode = (typeof errorCodes)[number];

const known: ReadonlySet<unknown> = new Set(errorCodes);

/** Whether a value is one of the thirteen codes. */
export function isErrorCode(value: unknown): value is ErrorCode {
  return known.has(value);
}
