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
