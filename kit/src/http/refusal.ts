import type { IncomingMessage } from 'node:http';
import { KitError } from '../errors/kit-error.ts';
import { HttpError } from './http-error.ts';
import type { NotFound } from './router.ts';

const allMethods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** The value of `allow` for a request that found no route, where there is one. */
export function allowedMethods(reason: NotFound, path: string): string | undefined {
  if (path === '*') return allMethods;
  return reason.kind === 'method-not-allowed' ? reason.allow.join(', ') : undefined;
}

/** The error of a request that found no route. */
export function refusalOf(reason: NotFound, what: string): Error {
  switch (reason.kind) {
    case 'route-not-found':
      return new HttpError('route_not_found', `there is no route ${what}`);
    case 'malformed-path':
      return new KitError('invalid_argument', 'the path holds a malformed percent escape');
    case 'method-not-allowed': {
      const allow = reason.allow.join(', ');
      return new HttpError('method_not_allowed', `there is no ${what}, only ${allow}`, { allow });
    }
  }
}

/** The error of a request that HTTP/1.1 does not let pass, though it could be read (RFC 9112, section 3.2). */
export function malformedRequest({ headers, httpVersion }: IncomingMessage): Error | undefined {
  if (httpVersion !== '1.1' || headers.host !== undefined) return undefined;
  return new KitError('invalid_argument', 'the request has no Host header');
}

/** The error of an expectation other than `100-continue` (RFC 9110, section 10.1.1). */
export function unknownExpectation({ headers }: IncomingMessage): Error {
  return new HttpError('expectation_failed', `there is no meeting Expect: ${headers.expect ?? ''}`);
}

/** The error of a request for a tunnel, which only proxies give. */
export function noTunnel(): Error {
  return new HttpError('method_not_allowed', 'this is no proxy: there is no CONNECT', {
    allow: allMethods,
  });
}
