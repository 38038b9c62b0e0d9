/*
 * The HTTP client of a generated SDK. It imports nothing and needs only `fetch`, so that an SDK
 * can carry a copy of this file and run in any JavaScript environment.
 */

/** One thing that the service found wrong with a request. */
export interface ApiFault {
  readonly in: string;
  /** A JSON pointer into the request. */
  readonly path: string;
  /** The JSON Schema keyword that is not met. */
  readonly rule: string;
  readonly wanted?: unknown;
  readonly message: string;
}

/** What an {@link ApiError} is made of. */
export interface ApiErrorOptions {
  readonly code: string;
  readonly status?: number;
  readonly detail: string;
  readonly requestId?: string | undefined;
  readonly faults?: readonly ApiFault[];
  readonly retryAfter?: number | undefined;
  readonly body?: unknown;
  readonly cause?: unknown;
}

/** A call that failed, for whatever reason. */
export class ApiError extends Error {
  /**
   * The service's own code (`not_found`, `invalid_argument` ...), or the client's: `unavailable`
   * when the service cannot be reached, `deadline_exceeded`, `cancelled`, `invalid_response`.
   */
  readonly code: string;
  /** The HTTP status; 0 when there was no response. */
  readonly status: number;
  /** What went wrong, for a person. */
  readonly detail: string;
  readonly requestId: string | undefined;
  /** What is wrong with the request, for `invalid_argument`. */
  readonly faults: readonly ApiFault[];
  /** Seconds after which another try makes sense, when the service said so. */
  readonly retryAfter: number | undefined;
  /** The response body: parsed when it was JSON, else its text. */
  readonly body: unknown;

  constructor(options: ApiErrorOptions) {
    const { code, detail, cause } = options;
    super(`${code}: ${detail}`, cause === undefined ? undefined : { cause });
    this.name = 'ApiError';
    this.code = code;
    this.detail = detail;
    this.status = options.status ?? 0;
    this.requestId = options.requestId;
    this.faults = options.faults ?? [];
    this.retryAfter = options.retryAfter;
    this.body = options.body;
  }
}

/** A value, or how to get it when it is needed. */
export type Provided<T> = T | (() => T | Promise<T>);

/** How a client reaches its service. */
export interface ClientOptions {
  /** `https://api.example.com`, with or without a path. */
  readonly baseUrl: string;
  /** Default: the platform's. */
  readonly fetch?: typeof fetch;
  /** Sent with every request. */
  readonly headers?: Provided<Readonly<Record<string, string>>>;
  /** Sent as a bearer token. */
  readonly token?: Provided<string>;
  /** Milliseconds for a call, its retries included. Default 30 000. */
  readonly timeout?: number;
  /** How often an idempotent call is tried again. Default 2. */
  readonly retries?: number;
  /** The largest response that is accepted. Default 4 MiB. */
  readonly maxResponseBytes?: number;
  /** Sees each request before it is sent, and may change its headers. */
  readonly onRequest?: (request: OutgoingRequest) => void | Promise<void>;
}

/** What one call may override. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly timeout?: number;
  /** Laid over the client's; `ctx.propagation()` of the runtime fits here. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A call, as generated code describes it. */
export interface ClientRequest {
  readonly method: string;
  /** With its parameters filled in; see {@link fillPath}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON unless undefined. */
  readonly body?: unknown;
  /** Whether a repetition does no harm. Default: by the method. */
  readonly idempotent?: boolean;
  /** For messages and {@link ClientOptions.onRequest}. */
  readonly operation: string;
}

/** A request on its way out. */
export interface OutgoingRequest {
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, string>;
  /** 1 for the first try. */
  readonly attempt: number;
}

const defaultTimeout = 30_000;
const defaultRetries = 2;
const defaultMaxResponseBytes = 4 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const idempotentMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
const retryableStatuses: readonly number[] = [408, 429, 502, 503, 504];

/** Calls a service over HTTP with JSON. */
export class HttpClient {
  readonly #options: ClientOptions;
  readonly #base: string;

  /** Throws a TypeError for a base URL that is none. */
  constructor(options: ClientOptions) {
    this.#options = options;
    this.#base = checkedBase(options.baseUrl);
  }

  /** Calls and gives back the parsed body, undefined when there is none. Fails with {@link ApiError}. */
  async call<T>(request: ClientRequest, options: CallOptions = {}): Promise<T> {
    const clock = new CallClock(
      options.timeout ?? this.#options.timeout ?? defaultTimeout,
      options,
    );
    try {
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await this.#attempt(request, { options, clock, attempt });
        // The contract says what the body is, and the service is trusted to keep it.
        if (!(outcome instanceof ApiError)) return outcome.value as T;
        const wait = this.#waitBefore(attempt + 1, request, outcome);
        if (wait === undefined || wait >= clock.left) throw outcome;
        await clock.sleep(wait);
      }
    } finally {
      clock.stop();
    }
  }

  async #attempt(request: ClientRequest, state: Attempt): Promise<{ value: unknown } | ApiError> {
    const { clock } = state;
    clock.throwIfOver();
    // What fails before the request is on its way is the caller's own fault, and reaches it as it is.
    const body = request.body === undefined ? {} : { body: JSON.stringify(request.body) };
    const { url, method, headers } = await this.#outgoing(request, state);
    clock.throwIfOver();
    const send = this.#options.fetch ?? globalThis.fetch;
    try {
      const response = await send(url, { method, headers, signal: clock.signal, ...body });
      return await this.#read(response);
    } catch (error) {
      if (clock.failure !== undefined) throw clock.failure;
      if (error instanceof ApiError) throw error;
      return unreachable(this.#base, error);
    }
  }

  async #outgoing(request: ClientRequest, { options, attempt }: Attempt): Promise<OutgoingRequest> {
    const { method, operation, path } = request;
    const token = await provided(this.#options.token);
    const headers: Record<string, string> = {
      accept: 'application/json',
      ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...lowerCased(await provided(this.#options.headers)),
      ...lowerCased(options.headers),
    };
    const query = request.query === undefined ? '' : buildQuery(request.query);
    const url = `${this.#base}${path}${query === '' ? '' : `?${query}`}`;
    const outgoing = { operation, method, url, headers, attempt };
    await this.#options.onRequest?.(outgoing);
    return outgoing;
  }

  async #read(response: Response): Promise<{ value: unknown } | ApiError> {
    if (!response.ok) return errorOf(response, await boundedText(response, maxErrorBytes, 'cut'));
    if (response.status === 204 || response.status === 205) return { value: undefined };
    const limit = this.#options.maxResponseBytes ?? defaultMaxResponseBytes;
    const text = await boundedText(response, limit, 'refuse');
    if (text === '') return { value: undefined };
    const parsed = parseJson(text);
    if (parsed !== undefined) return parsed;
    throw invalidResponse(response, 'the response is not JSON', text);
  }

  /** Milliseconds to wait before the next try; undefined when there must be none. */
  #waitBefore(attempt: number, request: ClientRequest, error: ApiError): number | undefined {
    const retries = this.#options.retries ?? defaultRetries;
    const idempotent = request.idempotent ?? idempotentMethods.includes(request.method);
    const passing = error.status === 0 || retryableStatuses.includes(error.status);
    if (!idempotent || !passing || attempt > retries + 1) return undefined;
    const backOff = Math.min(100 * 2 ** (attempt - 2), 5000) * (0.5 + Math.random() / 2);
    return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
  }
}

/**
 * Fills `/users/{id}`, each value percent-encoded. Throws an {@link ApiError} for values that no
 * path can carry: an empty one, `.` and `..`, which would address another route.
 */
export function fillPath(template: string, values: Readonly<Record<string, unknown>>): string {
  return template.replaceAll(/\{([^{}]+)\}/g, (_, name: string) => {
    const text = String(values[name] ?? '');
    if (text === '' || text === '.' || text === '..') {
      const detail = `${name} is ${JSON.stringify(text)}, which a path cannot carry`;
      throw new ApiError({ code: 'invalid_argument', detail });
    }
    return encodeURIComponent(text);
  });
}

/** A query: repeated names for lists, `a.b=1` for nested objects; undefined values are left out. */
export function buildQuery(values: Readonly<Record<string, unknown>>): string {
  return pairsOf(values, '')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .join('&');
}

interface Attempt {
  readonly options: CallOptions;
  readonly clock: CallClock;
  readonly attempt: number;
}

/** The time that a call has, and the caller's own signal, as one signal. */
class CallClock {
  /** Why the call is over, once it is. */
  failure: ApiError | undefined;
  readonly #controller = new AbortController();
  readonly #deadline: number;
  readonly #timer: ReturnType<typeof setTimeout>;
  readonly #caller: AbortSignal | undefined;

  constructor(timeout: number, { signal }: CallOptions) {
    this.#deadline = Date.now() + timeout;
    this.#timer = setTimeout(() => this.#expire(timeout), timeout);
    this.#caller = signal;
    if (signal?.aborted === true) this.#cancel();
    else signal?.addEventListener('abort', this.#cancel);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Milliseconds until the deadline. */
  get left(): number {
    return this.#deadline - Date.now();
  }

  throwIfOver(): void {
    if (this.failure !== undefined) throw this.failure;
  }

  /** Waits, and fails at once when the call is over. */
  sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.signal.removeEventListener('abort', stop);
        resolve();
      }, milliseconds);
      const stop = () => {
        clearTimeout(timer);
        reject(this.failure);
      };
      if (this.failure === undefined) this.signal.addEventListener('abort', stop, { once: true });
      else stop();
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#cancel);
  }

  readonly #cancel = (): void => {
    const cause: unknown = this.#caller?.reason;
    this.#end(new ApiError({ code: 'cancelled', detail: 'the call was cancelled', cause }));
  };

  #expire(timeout: number): void {
    const detail = `the call took longer than ${timeout} ms`;
    this.#end(new ApiError({ code: 'deadline_exceeded', detail }));
  }

  #end(failure: ApiError): void {
    this.failure ??= failure;
    this.#controller.abort(this.failure);
  }
}

function checkedBase(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const usable = url !== undefined && /^https?:$/.test(url.protocol);
  if (!usable || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw new TypeError(`baseUrl must be an http or https URL without a query, not ${baseUrl}`);
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

function provided<T>(value: Provided<T> | undefined): T | undefined | Promise<T> {
  // A T is never a function here: it is a string or a record of strings.
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}

function lowerCased(headers: Readonly<Record<string, string>> = {}): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
}

function pairsOf(value: unknown, name: string): [name: string, value: string][] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item) => pairsOf(item, name));
  if (value instanceof Date) return [[name, value.toISOString()]];
  if (typeof value !== 'object' || value === null) return [[name, String(value)]];
  return Object.entries(value).flatMap(([key, item]) =>
    pairsOf(item, name === '' ? key : `${name}.${key}`),
  );
}

/** Reads at most `limit` bytes; a longer body is cut or refused. */
async function boundedText(
  response: Response,
  limit: number,
  beyond: 'cut' | 'refuse',
): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder();
  let text = '';
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    size += value.byteLength;
    if (size <= limit) {
      text += decoder.decode(value, { stream: true });
      continue;
    }
    await reader.cancel();
    if (beyond === 'cut') return text;
    throw invalidResponse(response, `the response is larger than ${limit} bytes`, undefined);
  }
}

function parseJson(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function invalidResponse(response: Response, detail: string, body: unknown): ApiError {
  const requestId = response.headers.get('x-request-id') ?? undefined;
  const { status } = response;
  return new ApiError({ code: 'invalid_response', status, detail, requestId, body });
}

function unreachable(base: string, cause: unknown): ApiError {
  const inner: unknown = cause instanceof Error ? (cause.cause ?? cause) : cause;
  const reason = inner instanceof Error ? inner.message || inner.name : String(inner);
  return new ApiError({ code: 'unavailable', detail: `cannot reach ${base}: ${reason}`, cause });
}

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
function errorOf(response: Response, text: string): ApiError {
  const { status, headers } = response;
  const body = parseJson(text)?.value ?? text;
  const problem: Record<string, unknown> = isRecord(body) ? body : {};
  const { code, detail, title, errors, requestId } = problem;
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
