import type { Metadata as GrpcMetadata, StatusObject } from '@grpc/grpc-js';
import { ApiError } from '../sdk/api-error.ts';
import type { CallClock } from '../sdk/call-clock.ts';
import { encodeMessage } from './bytes.ts';
import { CallMetadata } from './call-metadata.ts';
import { errorOfStatus, invalidResponse } from './client-error.ts';
import type { GrpcCallOptions, GrpcClientMethod } from './client-options.ts';

/** What all kinds of calls have in grpc-js. */
export interface ClientSurface {
  cancel(): void;
  on(event: 'metadata', listener: (metadata: GrpcMetadata) => void): unknown;
  on(event: 'status', listener: (status: StatusObject) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
}

/** A call that is under way: its clock, and what its metadata says. */
export class ClientCall {
  readonly #clock: CallClock;
  readonly #options: GrpcCallOptions;
  #headers: GrpcMetadata | undefined;
  #release: (() => void) | undefined;

  constructor(clock: CallClock, options: GrpcCallOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** Ends the call with the clock, and shows its metadata. `cut` is called when the clock ends it. */
  follow(surface: ClientSurface, cut: (failure: unknown) => void = () => undefined): void {
    const { onHeaders, onTrailers } = this.#options;
    const { signal } = this.#clock;
    const stop = () => {
      surface.cancel();
      cut(this.#clock.failure);
    };
    this.#release = () => signal.removeEventListener('abort', stop);
    surface.on('metadata', (metadata) => {
      this.#headers = metadata;
      onHeaders?.(new CallMetadata(metadata));
    });
    surface.on('status', ({ metadata }) => {
      this.#release?.();
      onTrailers?.(new CallMetadata(metadata));
    });
    // What fails is told elsewhere; without a listener it would end the process.
    surface.on('error', () => undefined);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }

  /** What a failure means: why the call was ended, or what the service says. */
  failureOf(status: StatusObject): ApiError {
    return this.#clock.failure ?? errorOfStatus(status, this.#headers);
  }
}

/** The bytes of a message of a request. */
export function encodeRequest(request: GrpcClientMethod['request'], message: unknown): Buffer {
  try {
    return encodeMessage(request, message);
  } catch (cause) {
    if (cause instanceof ApiError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ApiError({ code: 'invalid_argument', detail, cause });
  }
}

/** The value of a message of a response. */
export function decodeResponse(response: GrpcClientMethod['response'], bytes: Buffer): unknown {
  const faults: [] = [];
  let value: unknown;
  try {
    value = response.decode(bytes, faults);
  } catch (error) {
    throw error instanceof ApiError ? error : invalidResponse(error);
  }
  if (faults.length > 0) throw invalidResponse(faults);
  return value;
}

/** The codes of failures that may pass. */
const passing: readonly string[] = ['unavailable', 'resource_exhausted'];

/** Milliseconds to wait before the next try; undefined when there must be none. */
export function waitBefore(error: unknown, { attempt, retries }: Attempts): number | undefined {
  if (!(error instanceof ApiError) || !passing.includes(error.code)) return undefined;
  if (attempt > retries) return undefined;
  const backOff = Math.min(100 * 2 ** (attempt - 1), 5000) * (0.5 + Math.random() / 2);
  return Math.max(backOff, (error.retryAfter ?? 0) * 1000);
}

/** How often a call has been tried, and how often it may be tried again. */
export interface Attempts {
  readonly attempt: number;
  readonly retries: number;
}
