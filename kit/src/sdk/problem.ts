import { ApiError, type ApiFault } from './api-error.ts';
import { parseJson } from './json.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'invalid_argument',
  401: 'unauthenticated',
  403: 'permission_denied',
  404: 'not_found',
  405: 'method_not_allowed',
  406: 'not_acceptable',
  408: 'deadline_exceeded',
  409: 'conflict',
  412: 'failed_precondition',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'resource_exhausted',
  499: 'cancelled',
  501: 'unimplemented',
  502: 'unavailable',
  503: 'unavailable',
  504: 'deadline_exceeded',
};

/** The error of a response; a body that is no problem document only adds its text. */
export function errorOf(response: Response, text: string): ApiError {
  return problemError(parseJson(text)?.value ?? text, response);
}

/** The error that a problem document describes: the body of a response, or the last part of a stream. */
export function problemError(body: unknown, response: Response): ApiError {
  const { headers, ok } = response;
  const problem: Record<string, unknown> = isRecord(body) ? body : {};
  const { code, detail, title, errors, requestId } = problem;
  const status = ok && typeof problem['status'] === 'number' ? problem['status'] : response.status;
  const fallback = status >= 500 ? 'internal' : 'unknown';
  return new ApiError({
    code: textOf(code) ?? codes[status] ?? fallback,
    status,
    detail: textOf(detail) ?? textOf(title) ?? `the service answered ${status}`,
    requestId: textOf(requestId) ?? headers.get('x-request-id') ?? undefined,
    faults: Array.isArray(errors) ? errors.filter(isFault) : [],
    retryAfter: retryAfterOf(headers.get('retry-after')),
    body,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFault(value: unknown): value is ApiFault {
  return isRecord(value) && typeof value['path'] === 'string' && typeof value['rule'] === 'string';
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Seconds, from either form of the header (RFC 9110, section 10.2.3). */
function retryAfterOf(header: string | null): number | undefined {
  if (header === null) return undefined;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}
