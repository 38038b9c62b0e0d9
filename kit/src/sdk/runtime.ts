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
  /**
   * Milliseconds for a call, its retries included. Default 30 000; `Infinity` is no limit. Streams, which may
   * go on for long, have only the time-out that a call is given.
   */
  readonly timeout?: number;
  /** How often an idempotent call is tried again. Default 2. */
  readonly retries?: number;
  /** The largest response, or message of a stream, that is accepted. Default 4 MiB. */
  readonly maxResponseBytes?: number;
  /** Sees each request before it is sent, and may change its headers. What it throws, the caller gets. */
  readonly onRequest?: (request: OutgoingRequest) => void | Promise<void>;
  /** Sees each response, of an error too, before its body is read. What it throws, the caller gets. */
  readonly onResponse?: (response: IncomingResponse) => void | Promise<void>;
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

/** A response whose body has not been read yet. */
export interface IncomingResponse {
  readonly request: OutgoingRequest;
  readonly status: number;
  readonly headers: Headers;
}

/** How a request is sent and its answer read, for kinds of calls that {@link HttpClient.call} has no part in. */
export interface Transfer<T> {
  readonly options: CallOptions;
  readonly clock: CallClock;
  /** The media type that is asked for. */
  readonly accept: string;
  readonly content?: RequestContent | undefined;
  /** How often a failure is tried again, if not as often as the client says. */
  readonly retries?: number;
  /** Reads a success. An error that it gives back may be tried again, one that it throws is final. */
  readonly read: (response: Response) => Promise<Outcome<T>>;
}

/** The body of a request. */
export interface RequestContent {
  readonly type: string;
  readonly body: string | ReadableStream<Uint8Array>;
}

/** How a try has ended. */
export type Outcome<T> = { readonly value: T } | ApiError;

const defaultTimeout = 30_000;
const longestTimer = 2 ** 31 - 1;
const defaultRetries = 2;
const defaultMaxResponseBytes = 4 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const idempotentMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
const retryableStatuses: readonly number[] = [408, 429, 502, 503, 504];

/** The JSON form of a value. Fails with an {@link ApiError} where it has none. */
export function encoded<T>(wire: { encode(value: unknown): T }, value: unknown): T {
  try {
    return wire.encode(value);
  } catch (cause) {
    throw new ApiError({ code: 'invalid_argument', detail: messageOf(cause), cause });
  }
}

/** The value of a JSON form that the service has sent. Fails with an {@link ApiError} where it is none. */
export function decoded<T>(value: unknown, decode?: (value: unknown) => unknown): T {
  try {
    // The contract says what the value is, and the service is trusted to keep it.
    return (decode === undefined ? value : decode(value)) as T;
  } catch (cause) {
    const detail = `the response is not what the contract says: ${messageOf(cause)}`;
    throw new ApiError({ code: 'invalid_response', detail, body: value, cause });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Calls a service over HTTP with JSON. */
export class HttpClient {
  /** The largest response, or message of a stream, that is accepted. */
  readonly maxResponseBytes: number;
  readonly #options: ClientOptions;
  readonly #base: string;

  /** Throws a TypeError for a base URL that is none. */
  constructor(options: ClientOptions) {
    this.#options = options;
    this.#base = checkedBase(options.baseUrl);
    this.maxResponseBytes = options.maxResponseBytes ?? defaultMaxResponseBytes;
  }

  /**
   * Calls and gives back the parsed body, undefined when there is none, or what `decode` makes of it. Fails
   * with {@link ApiError}.
   */
  async call<T>(
    request: ClientRequest,
    options: CallOptions = {},
    decode?: (body: unknown) => unknown,
  ): Promise<T> {
    const timeout = options.timeout ?? this.#options.timeout ?? defaultTimeout;
    const clock = new CallClock(timeout, options.signal);
    try {
      const content = jsonContent(request.body);
      const read = (response: Response) => this.readJson(response);
      const transfer = { options, clock, accept: 'application/json', content, read };
      return decoded<T>(await this.transfer(request, transfer), decode);
    } finally {
      clock.stop();
    }
  }

  /** Sends until a try succeeds or fails for good. The clock goes on: whoever made it stops it. */
  async transfer<T>(request: ClientRequest, transfer: Transfer<T>): Promise<T> {
    const { clock } = transfer;
    const retries = transfer.retries ?? this.#options.retries ?? defaultRetries;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(request, transfer, attempt);
      if (!(outcome instanceof ApiError)) return outcome.value;
      const wait = attempt > retries ? undefined : waitBefore(attempt + 1, request, outcome);
      if (wait === undefined || wait >= clock.left) throw outcome;
      await clock.sleep(wait);
    }
  }

  /** Reads a response of JSON to its end. */
  async readJson(response: Response): Promise<Outcome<unknown>> {
    if (response.status === 204 || response.status === 205) return { value: undefined };
    const text = await boundedText(response, this.maxResponseBytes, 'refuse');
    if (text === '') return { value: undefined };
    const parsed = parseJson(text);
    if (parsed !== undefined) return parsed;
    throw invalidResponse(response, 'the response is not JSON', text);
  }

  /** What a failure to send or to read means: why the call is over, or that the service is out of reach. */
  failureOf(error: unknown, clock: CallClock): ApiError {
    if (clock.failure !== undefined) return clock.failure;
    return error instanceof ApiError ? error : unreachable(this.#base, error);
  }

  async #attempt<T>(
    request: ClientRequest,
    transfer: Transfer<T>,
    attempt: number,
  ): Promise<Outcome<T>> {
    const { clock } = transfer;
    clock.throwIfOver();
    // What fails before the request is on its way is the caller's own fault, and reaches it as it is.
    const outgoing = await this.#outgoing(request, transfer, attempt);
    clock.throwIfOver();
    const response = await this.#guarded(clock, () => this.#send(outgoing, transfer));
    if (response instanceof ApiError) return response;
    await this.#show(outgoing, response);
    return this.#guarded(clock, async () =>
      response.ok
        ? transfer.read(response)
        : errorOf(response, await boundedText(response, maxErrorBytes, 'cut')),
    );
  }

  async #guarded<T>(clock: CallClock, work: () => Promise<T>): Promise<T | ApiError> {
    try {
      return await work();
    } catch (error) {
      const failure = this.failureOf(error, clock);
      // An error of the network may pass; one that was made on purpose is final.
      if (failure === error || failure === clock.failure) throw failure;
      return failure;
    }
  }

  async #outgoing(
    request: ClientRequest,
    { options, accept, content }: Transfer<unknown>,
    attempt: number,
  ): Promise<OutgoingRequest> {
    const { method, operation, path } = request;
    const token = await provided(this.#options.token);
    const headers: Record<string, string> = {
      accept,
      ...(content === undefined ? {} : { 'content-type': content.type }),
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

  #send(outgoing: OutgoingRequest, { clock, content }: Transfer<unknown>): Promise<Response> {
    const { url, method, headers } = outgoing;
    const body = content?.body;
    // The Fetch standard wants `duplex` with a body that is a stream; older types do not know it.
    const init: RequestInit & { duplex?: 'half' } = { method, headers, signal: clock.signal };
    if (body !== undefined) init.body = body;
    if (typeof body === 'object') init.duplex = 'half';
    const send = this.#options.fetch ?? globalThis.fetch;
    return send(url, init);
  }

  async #show(request: OutgoingRequest, response: Response): Promise<void> {
    const { onResponse } = this.#options;
    if (onResponse === undefined) return;
    const { status, headers } = response;
    try {
      await onResponse({ request, status, headers });
    } catch (error) {
      response.body?.cancel().catch(() => undefined);
      throw error;
    }
  }
}

/** Milliseconds to wait before the next try; undefined when there must be none. */
function waitBefore(attempt: number, request: ClientRequest, error: ApiError): number | undefined {
  const idempotent = request.idempotent ?? idempotentMethods.includes(request.method);
  const passing = error.status === 0 || retryableStatuses.includes(error.status);
  if (!idempotent || !passing) return undefined;
  const backOff = Math.min(100 * 2 ** (attempt - 2), 5000) * (0.5 + Math.random() / 2);
  return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
}

/**
 * A message as JSON text. Throws an {@link ApiError} that names the place of a number which JSON has no form
 * for (NaN, an infinity) and would turn into null.
 */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  const found = text.includes('null') ? findNonFinite(value) : undefined;
  if (found === undefined) return text;
  const message = `${found.value}, which JSON has no form for`;
  const detail = `${found.path === '' ? 'the message' : found.path} is ${message}`;
  const fault = { in: 'body', path: found.path, rule: 'type', message: `is ${message}` };
  throw new ApiError({ code: 'invalid_argument', detail, faults: [fault] });
}

/** A request body of JSON; undefined is none. */
export function jsonContent(body: unknown): RequestContent | undefined {
  if (body === undefined) return undefined;
  return { type: 'application/json', body: jsonText(body) };
}

/**
 * Where a value holds a NaN, an infinity or an invalid Date, as a JSON pointer; undefined where it holds
 * none. It looks at what JSON.stringify looks at, which makes null of them without a word.
 */
export function findNonFinite(value: unknown, key = ''): NonFinite | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : nonFinite(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const members = value as Readonly<Record<string, unknown>>;
  if (typeof members['toJSON'] === 'function') {
    if (value instanceof Date && Number.isNaN(value.getTime())) return nonFinite('an invalid Date');
    const replaced: unknown = members['toJSON'](key);
    return replaced === value ? undefined : findNonFinite(replaced, key);
  }
  return Array.isArray(value) ? inList(value) : inMembers(members);
}

function inList(list: readonly unknown[]): NonFinite | undefined {
  for (let index = 0; index < list.length; index += 1) {
    const found = findNonFinite(list[index], String(index));
    if (found !== undefined) return { path: `/${index}${found.path}`, value: found.value };
  }
  return undefined;
}

function inMembers(members: Readonly<Record<string, unknown>>): NonFinite | undefined {
  // Faster than a list of names, on a path that every message with a null takes.
  for (const name in members) {
    const member = members[name];
    if (typeof member === 'string' || !Object.hasOwn(members, name)) continue;
    const found = findNonFinite(member, name);
    if (found === undefined) continue;
    const step = name.replaceAll('~', '~0').replaceAll('/', '~1');
    return { path: `/${step}${found.path}`, value: found.value };
  }
  return undefined;
}

/** A value that JSON has no form for, and where it is. */
export interface NonFinite {
  readonly path: string;
  readonly value: string;
}

function nonFinite(value: number | string): NonFinite {
  return { path: '', value: String(value) };
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

/** The time that a call has, and the caller's own signal, as one signal. */
export class CallClock {
  /** Why the call is over, once it is. */
  failure: ApiError | undefined;
  readonly #controller = new AbortController();
  readonly #deadline: number;
  readonly #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #caller: AbortSignal | undefined;

  /** Starts at once. A time-out that no timer can keep, such as `Infinity`, is none. */
  constructor(timeout = Number.POSITIVE_INFINITY, signal?: AbortSignal) {
    this.#deadline = Date.now() + timeout;
    if (timeout <= longestTimer) this.#timer = setTimeout(() => this.#expire(timeout), timeout);
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
    let timer: ReturnType<typeof setTimeout> | undefined;
    const pause = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    return this.bound(pause).finally(() => clearTimeout(timer));
  }

  /** What a promise comes to, or the failure of the call if that is over first. */
  bound<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = () => reject(this.failure);
      const settled = () => this.signal.removeEventListener('abort', stop);
      promise.then(resolve, reject).finally(settled);
      if (this.failure === undefined) this.signal.addEventListener('abort', stop, { once: true });
      else stop();
    });
  }

  /** Ends the call before its time. Only the first reason counts. */
  end(failure: ApiError): void {
    this.failure ??= failure;
    this.#controller.abort(this.failure);
  }

  /** The call has ended: neither time nor the caller's signal matters any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#caller?.removeEventListener('abort', this.#cancel);
  }

  readonly #cancel = (): void => {
    const cause: unknown = this.#caller?.reason;
    this.end(new ApiError({ code: 'cancelled', detail: 'the call was cancelled', cause }));
  };

  #expire(timeout: number): void {
    const detail = `the call took longer than ${timeout} ms`;
    this.end(new ApiError({ code: 'deadline_exceeded', detail }));
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
