import type { BoundAddress, ListenAddress } from './address.ts';
import type { CollectedMetric } from './collected-metric.ts';
import type { Logger } from './logger.ts';

/** What a service has for each of its servers. */
export interface ServerHost {
  readonly logger: Logger;
  /** Whether `currentContext()` is to work inside calls. */
  readonly currentContext: boolean;
  /** Whether the service takes calls and all its health checks are well. */
  readonly isReady: () => Promise<boolean>;
}

/** A file that flags or environment name. */
export interface GivenFile {
  /** The flag or the variable that names it. */
  readonly from: string;
  readonly bytes: Uint8Array;
}

/**
 * A server of a service beside the one for HTTP. They are bound in order before the service is ready,
 * and drained together.
 */
export interface ServiceServer {
  /** `grpc`: the flag `-grpc.addr` and the variable `APP_GRPC_ADDR` say where it listens. */
  readonly name: string;
  /** Where it listens if neither says so. */
  readonly address: string;
  /**
   * The files that it takes by settings, with what each is: `tls.cert` of `grpc` is the flag `-grpc.tls.cert` and the
   * variable `APP_GRPC_TLS_CERT`.
   */
  readonly files?: Readonly<Record<string, string>>;
  /** Called once before it listens, with those that are given. What it throws is shown to a person: no secrets in it. */
  configure?(files: Readonly<Record<string, GivenFile>>): void;
  /** Called once, before it listens. */
  attach(host: ServerHost): void;
  /** What `/metrics` shows of it. */
  collectors(): readonly CollectedMetric[];
  /** Binds. Rejects with Node's own error when the address cannot be had. */
  listen(address: ListenAddress): Promise<BoundAddress>;
  /** Takes no new calls, ends streams, and resolves when the running calls have ended. */
  drain(): Promise<void>;
  /** Cuts every connection. */
  destroy(): void;
}
