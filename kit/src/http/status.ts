import { STATUS_CODES } from 'node:http';
import type { ErrorCode } from '../errors/error-code.ts';

/** Codes that only HTTP has: they are about the request's form, not about the operation. */
export type HttpOnlyCode =
  | 'payload_too_large'
  | 'unsupported_media_type'
  | 'method_not_allowed'
  | 'not_acceptable'
  | 'route_not_found'
  | 'request_timeout'
  | 'expectation_failed'
  | 'header_fields_too_large';

const statuses: Readonly<Record<ErrorCode | HttpOnlyCode, number>> = {
  invalid_argument: 400,
  unauthenticated: 401,
  permission_denied: 403,
  not_found: 404,
  already_exists: 409,
  conflict: 409,
  failed_precondition: 412,
  resource_exhausted: 429,
  unavailable: 503,
  deadline_exceeded: 504,
  cancelled: 499,
  unimplemented: 501,
  internal: 500,
  payload_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
  not_acceptable: 406,
  route_not_found: 404,
  request_timeout: 408,
  expectation_failed: 417,
  header_fields_too_large: 431,
};

/** The HTTP status of a code. */
export function statusOf(code: ErrorCode | HttpOnlyCode): number {
  return statuses[code];
}

/** The phrase of a status; 499 is not registered, and named as the servers that use it do. */
export function statusPhrase(status: number): string {
  return STATUS_CODES[status] ?? (status === 499 ? 'Client Closed Request' : 'Unknown');
}
