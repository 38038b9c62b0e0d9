import type { ChannelOptions } from '@grpc/grpc-js';
import type { Metadata } from '../context/metadata.ts';
import type { CallOptions, Provided } from '../sdk/options.ts';
import type { MessageCodec } from './message-codec.ts';

/** Certificates of a client, in PEM. */
export interface GrpcClientTls {
  /** Who must have signed the server's certificate. Default: those that Node trusts. */
  readonly ca?: string | Uint8Array;
  /** The client's own, where the server asks for one. */
  readonly cert?: string | Uint8Array;
  readonly key?: string | Uint8Array;
  /** The name that the server's certificate must have. Default: the host of the address. */
  readonly serverName?: string;
}

/** How a client reaches its service. */
export interface GrpcClientOptions {
  /** `host:port`, or another name that gRPC resolves, such as `dns:///greeter:9090`. */
  readonly address: string;
  /** `true` for a server whose certificate Node trusts. Default: plain text. */
  readonly tls?: boolean | GrpcClientTls;
  /** Sent as metadata with every call; values of `-bin` names in base64. */
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
  /** The largest message that is accepted. Default 4 MiB. */
  readonly maxMessageBytes?: number;
  /**
   * After how many milliseconds without a sign of life a busy connection is asked for one. Default: never, since many
   * servers take that for an attack.
   */
  readonly keepAliveTime?: number;
  /** What else grpc-js can be told of a channel. */
  readonly channel?: ChannelOptions;
}

/** What one call may override. */
export interface GrpcCallOptions extends CallOptions {
  /** When the call must be over, in milliseconds since the epoch; `ctx.deadline` fits here. */
  readonly deadline?: number | undefined;
  /** Sees the metadata that comes before the first message. */
  readonly onHeaders?: (headers: Metadata) => void;
  /** Sees the metadata that comes with the end of the call. */
  readonly onTrailers?: (trailers: Metadata) => void;
}

/** A method, as a client knows it. */
export interface GrpcClientMethod<Req = unknown, Res = unknown> {
  /** `/greet.v1.Greeter/SayHello`. */
  readonly path: string;
  readonly request: Pick<MessageCodec<Req>, 'encode'>;
  readonly response: Pick<MessageCodec<Res>, 'decode'>;
  /** Whether the call may be made again when it has failed in a way that may pass. Default false. */
  readonly idempotent?: boolean;
}

/** Messages that a call sends while they are made. */
export type Messages<T> = AsyncIterable<T> | Iterable<T>;
