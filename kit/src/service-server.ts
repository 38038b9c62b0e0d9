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

/**
 * A server of a service beside the one for HTTP. They are bound in order before the service is ready,
 * and drained together.
 */
export interface ServiceServer {
  /** `grpc`: the flag `-grpc.addr` and the variable `APP_GRPC_ADDR` say where it listens. */
  readonly name: string;
  /** Where it listens if neither says so. */
  readonly address: string;
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
