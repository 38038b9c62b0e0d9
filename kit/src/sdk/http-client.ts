import { ApiError } from './api-error.ts';
import { CallClock } from './call-clock.ts';
import { decoded, jsonText, parseJson } from './json.ts';
import type { CallOptions, ClientOptions, OutgoingRequest, Provided } from './options.ts';
import { errorOf } from './problem.ts';
import { boundedText, invalidResponse } from './response.ts';
import { buildQuery, checkedBase } from './url.ts';

/** A call, as generated code describes it. */
export interface ClientRequest {
  readonly method: string;
  /** With its parameters filled in; see {@link fillPath}. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  /** Sent as JSON unless undefined. */
  readonly body?: unknown;
  /** Makes a value of the answer's JSON form, or of that of each message. Absent: the JSON form as it is. */
  readonly decode?: (json: unknown) => unknown;
  /** Whether a repetition does no harm. Default: by the method. */
  readonly idempotent?: boolean;
  /** For messages and {@link ClientOptions.onRequest}. */
  readonly operation: string;
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
const defaultRetries = 2;
const defaultMaxResponseBytes = 4 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;
const idempotentMethods: readonly string[] = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'];
const retryableStatuses: readonly number[] = [408, 429, 502, 503, 504];

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

  /** Calls and gives back the decoded body, undefined when there is none. Fails with {@link ApiError}. */
  async call<T>(request: ClientRequest, options: CallOptions = {}): Promise<T> {
    const timeout = options.timeout ?? this.#options.timeout ?? defaultTimeout;
    const clock = new CallClock(timeout, options.signal);
    try {
      const content = jsonContent(request.body);
      const read = (response: Response) => this.readJson(response);
      const transfer = { options, clock, accept: 'application/json', content, read };
      return decoded<T>(await this.transfer(request, transfer), request.decode);
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

/** A request body of JSON; undefined is none. */
export function jsonContent(body: unknown): RequestContent | undefined {
  if (body === undefined) return undefined;
  return { type: 'application/json', body: jsonText(body) };
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

function unreachable(base: string, cause: unknown): ApiError {
  const inner: unknown = cause instanceof Error ? (cause.cause ?? cause) : cause;
  const reason = inner instanceof Error ? inner.message || inner.name : String(inner);
  return new ApiError({ code: 'unavailable', detail: `cannot reach ${base}: ${reason}`, cause });
}
