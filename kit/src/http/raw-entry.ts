import type { Exchange, ExchangeTarget } from './exchange.ts';
import { logRequest } from './http-log.ts';
import type { RequestCounts } from '../request-metrics.ts';
import type { NodeHandler } from './node-handler.ts';

/** How a plain handler is served. */
export interface RawEntryOptions {
  readonly handler: string;
  readonly metrics: RequestCounts;
  readonly serve: NodeHandler;
  /** Whether requests get a log line. Probes and scrapes do not. */
  readonly logged: boolean;
}

/** A handler in Node's own terms: it writes the response itself. */
export class RawEntry implements ExchangeTarget {
  readonly handler: string;
  readonly metrics: RequestCounts;
  readonly #serve: NodeHandler;
  readonly #logged: boolean;

  constructor({ handler, metrics, serve, logged }: RawEntryOptions) {
    this.handler = handler;
    this.metrics = metrics;
    this.#serve = serve;
    this.#logged = logged;
  }

  readonly locate = () => 'body' as const;

  /** Serves one request. Never throws: a failure becomes a problem response. */
  serve(exchange: Exchange): void {
    const { request, response, expectsContinue } = exchange.node;
    response.setHeader('x-request-id', exchange.requestId);
    if (exchange.host.draining) response.setHeader('connection', 'close');
    if (expectsContinue) response.writeContinue();
    const settle = { failed: false };
    const fail = (error: unknown) => {
      settle.failed = true;
      exchange.fail(error);
    };
    response.once('close', () => {
      if (!settle.failed) this.#settle(exchange);
    });
    try {
      const result = this.#serve(request, response);
      if (result instanceof Promise) result.catch(fail);
    } catch (error) {
      fail(error);
    }
  }

  #settle(exchange: Exchange): void {
    const { response } = exchange.node;
    const status = response.writableFinished ? response.statusCode : 499;
    exchange.observe(status);
    if (this.#logged) logRequest(exchange.line(), status);
  }
}
