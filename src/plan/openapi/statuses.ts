/** The HTTP status of every error code: the runtime's own table, which a test holds equal. */
export const STATUSES: Readonly<Record<string, number>> = {
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
};

/** What the answers of some statuses are about, in one sentence. */
export const MEANINGS: Readonly<Record<number, string>> = {
  400: 'The request is not what the contract asks for; `errors` says where.',
  401: 'Nobody is signed in, or the token is not valid.',
  403: 'The caller may not do this.',
  413: 'The body is too large.',
  415: 'The body is of another media type.',
};

/** The statuses whose answers say when to try again. */
export const RETRIED: ReadonlySet<number> = new Set([429, 503]);
