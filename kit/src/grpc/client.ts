import {
  Client,
  credentials,
  Metadata as GrpcMetadata,
  type ChannelCredentials,
  type ServiceError,
} from '@grpc/grpc-js';
import { isLoopback, parseAddress } from '../address.ts';
import { ApiError } from '../sdk/api-error.ts';
import { CallClock } from '../sdk/call-clock.ts';
import type { Provided } from '../sdk/options.ts';
import { addValue } from './call-metadata.ts';
import { ClientCall, decodeResponse, encodeRequest, waitBefore } from './client-call.ts';
import type {
  GrpcCallOptions,
  GrpcClientMethod,
  GrpcClientOptions,
  Messages,
} from './client-options.ts';
import { readAnswer, streamOf, type StreamSource } from './client-stream.ts';
import { upload } from './client-upload.ts';
import { asIs } from './bytes.ts';
import { pemOf } from './pem.ts';

const defaultTimeout = 30_000;
const defaultRetries = 2;
/** Ten years, in milliseconds. */
const longestDeadline = 10 * 365 * 24 * 3_600_000;

/** Calls a service over gRPC, in all four shapes. Every failure is an `ApiError`. */
export class GrpcClient {
  readonly #options: GrpcClientOptions;
  readonly #client: Client;

  constructor(options: GrpcClientOptions) {
    this.#options = options;
    this.#client = new Client(options.address, credentialsOf(options), channelOptionsOf(options));
  }

  /** One message each way. */
  async unary<Req, Res>(
    method: GrpcClientMethod<Req, Res>,
    request: Req,
    options: GrpcCallOptions = {},
  ): Promise<Res> {
    const bytes = encodeRequest(method.request as GrpcClientMethod['request'], request);
    const clock = clockOf(options, this.#options.timeout ?? defaultTimeout);
    try {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const answer = await this.#attempt(method.path, bytes, { clock, options });
          return decodeResponse(method.response, answer) as Res;
        } catch (error) {
          const wait = this.#waitBefore(error, attempt, method);
          if (wait === undefined || wait >= clock.left) throw error;
          await clock.sleep(wait);
        }
      }
    } finally {
      clock.stop();
    }
  }

  /**
   * One message, and a stream of them in return. It is tried again only before the first message, and has no time-out
   * unless the call is given one. The service is slowed down to the pace of the reader.
   */
  serverStream<Req, Res>(
    method: GrpcClientMethod<Req, Res>,
    request: Req,
    options: GrpcCallOptions = {},
  ): AsyncGenerator<Res, undefined, unknown> {
    return streamOf<Res>({
      ...this.#sourceOf(options),
      open: async (clock) => {
        const bytes = encodeRequest(method.request as GrpcClientMethod['request'], request);
        const { metadata, given } = await this.#prepare(clock, options);
        const surface = this.#client.makeServerStreamRequest(
          method.path,
          asIs,
          asIs,
          bytes,
          metadata,
          given,
        );
        const reader = readAnswer(surface, method, { clock, options });
        return { reader, close: () => surface.cancel() };
      },
      waitBefore: (error, attempt) => this.#waitBefore(error, attempt, method),
    });
  }

  /**
   * A stream of messages, and one in return, which may come before they have ended. They are pulled no faster than the
   * service reads. Nothing is tried again.
   */
  async clientStream<Req, Res>(
    method: GrpcClientMethod<Req, Res>,
    messages: Messages<Req>,
    options: GrpcCallOptions = {},
  ): Promise<Res> {
    const clock = clockOf(options);
    try {
      const { metadata, given } = await this.#prepare(clock, options);
      const answer = await new Promise<Buffer>((resolve, reject) => {
        const call = new ClientCall(clock, options);
        const surface = this.#client.makeClientStreamRequest<Buffer, Buffer>(
          method.path,
          asIs,
          asIs,
          metadata,
          given,
          (error, value) => {
            pump.stop();
            if (error === null && value !== undefined) resolve(value);
            else reject(call.failureOf(error as ServiceError));
          },
        );
        call.follow(surface);
        const pump = upload(
          messages,
          { request: method.request as GrpcClientMethod['request'] },
          surface,
          reject,
        );
      });
      return decodeResponse(method.response, answer) as Res;
    } finally {
      clock.stop();
    }
  }

  /** Streams of messages both ways at once, each at the pace of its reader. Nothing is tried again. */
  bidiStream<Req, Res>(
    method: GrpcClientMethod<Req, Res>,
    messages: Messages<Req>,
    options: GrpcCallOptions = {},
  ): AsyncGenerator<Res, undefined, unknown> {
    return streamOf<Res>({
      ...this.#sourceOf(options),
      open: async (clock) => {
        const { metadata, given } = await this.#prepare(clock, options);
        const surface = this.#client.makeBidiStreamRequest<Buffer, Buffer>(
          method.path,
          asIs,
          asIs,
          metadata,
          given,
        );
        const reader = readAnswer(surface, method, { clock, options });
        const request = method.request as GrpcClientMethod['request'];
        const pump = upload(messages, { request }, surface, (error) => reader.fail(error));
        surface.on('status', () => pump.stop());
        return { reader, close: () => surface.cancel() };
      },
    });
  }

  /** Closes the connection. Calls that run are cancelled. */
  close(): void {
    this.#client.close();
  }

  #sourceOf(options: GrpcCallOptions): Omit<StreamSource, 'open'> {
    return {
      clock: () => clockOf(options),
      waitBefore: () => undefined,
    };
  }

  async #attempt(path: string, bytes: Buffer, { clock, options }: Timed): Promise<Buffer> {
    const { metadata, given } = await this.#prepare(clock, options);
    return new Promise((resolve, reject) => {
      const call = new ClientCall(clock, options);
      const surface = this.#client.makeUnaryRequest<Buffer, Buffer>(
        path,
        asIs,
        asIs,
        bytes,
        metadata,
        given,
        (error, value) => {
          if (error === null && value !== undefined) resolve(value);
          else reject(call.failureOf(error as ServiceError));
        },
      );
      call.follow(surface);
    });
  }

  /** The metadata and the deadline of a call. Throws when it is over before it has begun. */
  async #prepare(clock: CallClock, options: GrpcCallOptions) {
    const metadata = new GrpcMetadata();
    const token = await provided(this.#options.token);
    const headers = { ...(await provided(this.#options.headers)), ...options.headers };
    if (token !== undefined) metadata.set('authorization', `Bearer ${token}`);
    for (const name of Object.keys(headers)) metadata.remove(name);
    for (const [name, value] of Object.entries(headers)) {
      if (!addValue(metadata, name.toLowerCase(), value)) {
        const detail = `gRPC cannot carry the header ${JSON.stringify(name)}`;
        throw new ApiError({ code: 'invalid_argument', detail });
      }
    }
    clock.throwIfOver();
    // grpc-js has no way to say a time that is further away.
    const isEndless = clock.left > longestDeadline;
    return { metadata, given: { deadline: isEndless ? Infinity : Date.now() + clock.left } };
  }

  #waitBefore(error: unknown, attempt: number, { idempotent }: GrpcClientMethod<never>) {
    if (idempotent !== true) return undefined;
    return waitBefore(error, { attempt, retries: this.#options.retries ?? defaultRetries });
  }
}

interface Timed {
  readonly clock: CallClock;
  readonly options: GrpcCallOptions;
}

/** A client of a service. */
export function grpcClient(options: GrpcClientOptions): GrpcClient {
  return new GrpcClient(options);
}

/** Throws an `ApiError` for what is no time. */
function clockOf({ timeout, deadline = Infinity, signal }: GrpcCallOptions, otherwise = Infinity) {
  const left = Math.min(timeout ?? otherwise, deadline - Date.now());
  if (Number.isNaN(left)) {
    const detail = 'the time-out or the deadline of the call is no number';
    throw new ApiError({ code: 'invalid_argument', detail });
  }
  return new CallClock(left, signal);
}

function credentialsOf({ tls = false }: GrpcClientOptions): ChannelCredentials {
  if (tls === false) return credentials.createInsecure();
  const { ca, key, cert } = tls === true ? {} : tls;
  const [root, own, chain] = [ca, key, cert].map((pem) => (pem === undefined ? null : pemOf(pem)));
  return credentials.createSsl(root, own, chain);
}

function channelOptionsOf(options: GrpcClientOptions) {
  const { address, tls, maxMessageBytes, keepAliveTime, channel } = options;
  const serverName = typeof tls === 'object' ? tls.serverName : undefined;
  const parsed = parseAddress(address);
  const isLocal = parsed !== undefined && isLoopback(parsed);
  return {
    'grpc.enable_channelz': 0,
    // What it keeps in order to try again counts bytes alone, and a megabyte of small messages takes fifty in memory.
    'grpc.per_rpc_retry_buffer_size': 64 * 1024,
    'grpc.initial_reconnect_backoff_ms': 100,
    'grpc.max_reconnect_backoff_ms': 10_000,
    ...(keepAliveTime === undefined ? {} : { 'grpc.keepalive_time_ms': keepAliveTime }),
    ...(isLocal ? { 'grpc.enable_http_proxy': 0 } : {}),
    ...(maxMessageBytes === undefined
      ? {}
      : { 'grpc.max_receive_message_length': maxMessageBytes }),
    ...(serverName === undefined ? {} : { 'grpc.ssl_target_name_override': serverName }),
    ...channel,
  };
}

function provided<T>(value: Provided<T> | undefined): T | undefined | Promise<T> {
  // A T is never a function here: it is a string or a record of strings.
  return typeof value === 'function' ? (value as () => T | Promise<T>)() : value;
}
