import type { ConnectMiddleware } from '../http/node-handler.ts';
import type { HealthCheck } from '../http/health.ts';
import type { HttpLimits } from '../http/options.ts';
import type { Logger, LogLevel } from '../logger.ts';
import type { LogFormat } from '../observability/create-logger.ts';
import type { Component } from './lifecycle.ts';

/** What a service can be told. Flags and environment beat it: see `serviceSettings`. */
export interface ServiceOptions {
  /** For logs, health and messages. Default `service`. */
  readonly name?: string;
  /** Logged at the start. */
  readonly version?: string;
  /** `host:port`; `:8080` is every address, port 0 a free one. Default `127.0.0.1:8080`. */
  readonly address?: string;
  /** Default: pino on standard output. */
  readonly logger?: Logger;
  /** Default `info`. */
  readonly logLevel?: LogLevel;
  /** Default: `console` on a terminal, else `json`. */
  readonly logFormat?: LogFormat;
  /** Started in order before the server listens, stopped in reverse after it has drained. */
  readonly components?: readonly Component[];
  /** Connect-style middleware in front of every request. */
  readonly use?: readonly ConnectMiddleware[];
  /** Health checks by name. */
  readonly checks?: Readonly<Record<string, HealthCheck>>;
  readonly limits?: Partial<HttpLimits>;
  /** Milliseconds for a call to a route written by hand. Default 30 000. */
  readonly timeout?: number;
  /** Milliseconds that a shutdown may take before connections are cut. Default 10 000. */
  readonly shutdownTimeout?: number;
  /**
   * Milliseconds between not being ready and refusing connections, for load balancers that poll.
   * Default 0. It counts towards the shutdown time.
   */
  readonly shutdownDelay?: number;
  /** Whether `/debug/routes` answers. Default: only when the address is a loopback one. */
  readonly debugRoutes?: boolean;
  /** Whether pages such as Swagger UI answer. Default: only when the address is a loopback one. */
  readonly docs?: boolean;
  /** Whether `currentContext()` works; it makes every promise a little dearer. Default false. */
  readonly currentContext?: boolean;
  /** The command line without its first two words. Default: the process's, when `run()` is used. */
  readonly argv?: readonly string[];
  /** Default: the process's environment. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}
