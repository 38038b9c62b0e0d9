import { expect, test } from 'vitest';
import { errorCodes, isErrorCode, type ErrorCode } from '../src/errors/error-code.ts';
import { KitError, unimplemented } from '../src/errors/kit-error.ts';
import { HttpError } from '../src/http/http-error.ts';
import { problemFrom } from '../src/http/problem.ts';
import { statusOf, type HttpOnlyCode } from '../src/http/status.ts';

const at = { requestId: 'r-1', locate: () => 'body' as const };

const statuses: Readonly<Record<ErrorCode, readonly [number, string]>> = {
  invalid_argument: [400, 'Bad Request'],
  unauthenticated: [401, 'Unauthorized'],
  permission_denied: [403, 'Forbidden'],
  not_found: [404, 'Not Found'],
  already_exists: [409, 'Conflict'],
  conflict: [409, 'Conflict'],
  failed_precondition: [412, 'Precondition Failed'],
  resource_exhausted: [429, 'Too Many Requests'],
  unavailable: [503, 'Service Unavailable'],
  deadline_exceeded: [504, 'Gateway Timeout'],
  cancelled: [499, 'Client Closed Request'],
  unimplemented: [501, 'Not Implemented'],
  internal: [500, 'Internal Server Error'],
};

test.each(errorCodes)('%s has its status and phrase', (code) => {
  const { problem } = problemFrom(new KitError(code, 'why'), at);
  const [status, title] = statuses[code];
  expect(problem).toEqual({
    type: 'about:blank',
    title,
    status,
    detail: code === 'internal' ? 'an internal error occurred' : 'why',
    code,
    requestId: 'r-1',
  });
});

const httpOnly: Readonly<Record<HttpOnlyCode, number>> = {
  payload_too_large: 413,
  unsupported_media_type: 415,
  method_not_allowed: 405,
  not_acceptable: 406,
  route_not_found: 404,
  request_timeout: 408,
  expectation_failed: 417,
  header_fields_too_large: 431,
};

test.each(Object.entries(httpOnly))('%s is %i', (code, status) => {
  expect(statusOf(code as HttpOnlyCode)).toBe(status);
  const { problem, headers } = problemFrom(
    new HttpError(code as HttpOnlyCode, 'x', { a: 'b' }),
    at,
  );
  expect(problem).toMatchObject({ code, status });
  expect(headers).toEqual({ a: 'b' });
});

test('an internal error tells nothing, neither message nor details', () => {
  const error = new KitError('internal', 'password is hunter2', { details: { secret: 1 } });
  expect(JSON.stringify(problemFrom(error, at).problem)).not.toMatch(/hunter2|secret/);
  expect(JSON.stringify(problemFrom(new Error('hunter2'), at).problem)).not.toContain('hunter2');
});

test('details and located faults of other codes are sent', () => {
  const faults = [{ path: '/id', rule: 'type', wanted: 'number', message: 'must be a number' }];
  const error = new KitError('invalid_argument', 'no', { details: { hint: 'x' }, faults });
  const { problem } = problemFrom(error, { requestId: 'r', locate: () => 'path' });
  expect(problem.details).toEqual({ hint: 'x' });
  expect(problem.errors).toEqual([{ in: 'path', ...faults[0] }]);
});

test.each([
  [new KitError('unavailable', 'x'), '1'],
  [new KitError('unavailable', 'x', { retryAfter: 2.2 }), '3'],
  [new KitError('resource_exhausted', 'x', { retryAfter: 60 }), '60'],
])('429 and 503 say when to come back', (error, seconds) => {
  expect(problemFrom(error, at).headers).toEqual({ 'retry-after': seconds });
});

test('no other status says when to come back', () => {
  expect(problemFrom(new KitError('not_found', 'x', { retryAfter: 5 }), at).headers).toEqual({});
});

test('from keeps a KitError and names aborts and time-outs', () => {
  const error = new KitError('conflict', 'x');
  expect(KitError.from(error)).toBe(error);
  expect(KitError.from(new DOMException('x', 'AbortError')).code).toBe('cancelled');
  expect(KitError.from(new DOMException('x', 'TimeoutError')).code).toBe('deadline_exceeded');
});

test.each([new TypeError('x'), 'text', undefined, null, { code: 'not_found', message: 'x' }])(
  'from makes anything else internal, with its cause: %o',
  (thrown) => {
    const error = KitError.from(thrown);
    expect(error.code).toBe('internal');
    expect(error.cause).toBe(thrown ?? error.cause);
  },
);

test('is knows errors of another copy of the library, and no look-alikes', () => {
  class Other extends Error {
    code = 'not_found';
    get [Symbol.for('@microgen/kit/KitError')]() {
      return true;
    }
  }
  expect(KitError.is(new Other('x'))).toBe(true);
  expect(KitError.from(new Other('x')).code).toBe('not_found');
  const lookAlike = Object.assign(new Error('x'), { name: 'KitError', code: 'not_found' });
  expect(KitError.is(lookAlike)).toBe(false);
  const unknownCode = Object.assign(new Other('x'), { code: 'nonsense' });
  expect(KitError.is(unknownCode)).toBe(false);
});

test('unimplemented names its operation', () => {
  const error = unimplemented('HelloService.sayHello');
  expect(error).toMatchObject({
    code: 'unimplemented',
    message: 'HelloService.sayHello is not implemented',
    operation: 'HelloService.sayHello',
  });
});

test('isErrorCode', () => {
  expect(isErrorCode('not_found')).toBe(true);
  expect(isErrorCode('route_not_found')).toBe(false);
});
