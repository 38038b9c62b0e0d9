import type { ChannelOptions } from '@grpc/grpc-js';
import type { Logger } from '../logger.ts';

/** Bounds that keep one client from taking more than its share. Times are in milliseconds; 0 is no bound. */
export interface GrpcLimits {
  /** The largest message that is taken. Default 4 MiB, as everywhere with gRPC. */
  readonly messageBytes: number;
  /** Calls that a connection may have at the same time. Default 1000. */
  readonly maxStreams: number;
  /** Connections beyond this many are dropped. Default: no bound. */
  readonly maxConnections: number;
  /** After how long without a sign of life a client is asked for one. Default 60 s. */
  readonly keepAliveTime: number;
  /** How long its answer may take. Default 20 s. */
  readonly keepAliveTimeout: number;
  /** How long an idle connection is kept. Default 5 minutes. */
  readonly maxConnectionIdle: number;
  /** After how long a connection is replaced, so that load spreads anew. Default: never. */
  readonly maxConnectionAge: number;
}

/** The limits of a server that sets none. */
export const defaultGrpcLimits: GrpcLimits = {
  messageBytes: 4 * 1024 * 1024,
  maxStreams: 1000,
  maxConnections: 0,
  keepAliveTime: 60_000,
  keepAliveTimeout: 20_000,
  maxConnectionIdle: 300_000,
  maxConnectionAge: 0,
};

/** Certificates of a server, in PEM. */
export interface GrpcServerTls {
  readonly cert: string | Uint8Array;
  readonly key: string | Uint8Array;
  /** Who must have signed the certificate that every client then has to show (mTLS). */
  readonly clientCa?: string | Uint8Array;
}

/** What a server can be told. */
export interface GrpcServerOptions {
  /** `host:port`; `:9090` is every address, port 0 a free one. Default `127.0.0.1:9090`. */
  readonly address?: string;
  /** Default: the service's that it is added to, else none. */
  readonly logger?: Logger;
  readonly limits?: Partial<GrpcLimits>;
  /** Default: none, and so plain text. */
  readonly tls?: GrpcServerTls;
  /** Whether `grpc.health.v1.Health` is there. Default true. */
  readonly health?: boolean;
  /**
   * The files that `grpc.reflection` shows, each a serialised `FileDescriptorProto`, their imports included.
   * Default: none, and no reflection.
   */
  readonly reflection?: readonly Uint8Array[];
}

/** Fills in what is not given and fails for what is out of range. */
export function checkedGrpcLimits(given: Partial<GrpcLimits> = {}): GrpcLimits {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  const limits: GrpcLimits = { ...defaultGrpcLimits, ...Object.fromEntries(defined) };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 0 || value > longestTimer) {
      throw new RangeError(`limits.${name} must be a whole number from 0 to ${longestTimer}`);
    }
  }
  return limits;
}

const longestTimer = 2 ** 31 - 1;

/** The limits in grpc-js's words. */
export function serverOptionsOf(limits: GrpcLimits): ChannelOptions {
  const bounded = (name: string, value: number) => (value === 0 ? {} : { [name]: value });
  return {
    // Nobody asks for its statistics, and they cost every call something.
    'grpc.enable_channelz': 0,
    'grpc.max_receive_message_length': limits.messageBytes || -1,
    'grpc.keepalive_timeout_ms': limits.keepAliveTimeout || longestTimer,
    ...bounded('grpc.max_concurrent_streams', limits.maxStreams),
    ...bounded('grpc.keepalive_time_ms', limits.keepAliveTime),
    ...bounded('grpc.max_connection_idle_ms', limits.maxConnectionIdle),
    ...bounded('grpc.max_connection_age_ms', limits.maxConnectionAge),
  };
}
