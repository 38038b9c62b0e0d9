import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { BoundAddress, ListenAddress } from '../address.ts';
import { silentLogger, type Logger } from '../logger.ts';
import { ExpiryQueue } from '../endpoint/expiry-queue.ts';
import { KitError } from '../errors/kit-error.ts';
import { answerClientError, refuseTunnel, requestTimeoutError } from './client-error.ts';
import { Connections } from './connections.ts';
import { entryOf } from './entry-of.ts';
import { Exchange, type ExchangeHost, type ExchangeTarget, type NodeExchange } from './exchange.ts';
import { HttpError } from './http-error.ts';
import { HttpMetrics } from './http-metrics.ts';
import { runConnect, type ConnectMiddleware, type NodeHandler } from './node-handler.ts';
import { checkInterval, nodeServer } from './node-server.ts';
import { checkedLimits, type HttpLimits } from './options.ts';
import { RawEntry } from './raw-entry.ts';
import {
  allowedMethods,
  malformedRequest,
  noTunnel,
  refusalOf,
  unknownExpectation,
} from './refusal.ts';
import type { HttpMethod, HttpRoute, RouteInfo } from './route.ts';
import type { Entry } from './route-entry.ts';
import { originForm, withoutPrefix } from './request-target.ts';
import { Router, type NotFound } from './router.ts';

/** What a server can be told. */
export interface HttpServerOptions {
  readonly logger?: Logger;
  readonly limits?: Partial<HttpLimits>;
  /** Whether `currentContext()` works inside calls. */
  readonly currentContext?: boolean;
}

/** A plain handler and where it is reached. */
export interface HandleOptions {
  readonly method: HttpMethod;
  readonly path: string;
  readonly handler: string;
  readonly serve: NodeHandler;
  /** Whether requests get a log line. Default true. */
  readonly logged?: boolean;
}

interface Mount {
  readonly prefix: string;
  readonly entry: RawEntry;
}

/** A thin layer on node:http: routes, limits, problem errors, and a shutdown that loses nothing. */
export class HttpServer implements ExchangeHost {
  readonly logger: Logger;
  readonly limits: HttpLimits;
  readonly trackContext: boolean;
  readonly streamIdle: ExpiryQueue | undefined;
  /** Counts of requests, by route. */
  readonly metrics = new HttpMetrics();
  readonly #router = new Router<Entry>();
  readonly #middleware: ConnectMiddleware[] = [];
  readonly #mounts: Mount[] = [];
  readonly #routes: RouteInfo[] = [];
  readonly #server: Server;
  readonly #unmatched: ExchangeTarget;
  readonly #connections = new Connections();
  readonly #streams = new Set<(reason: KitError) => void>();
  #draining = false;

  constructor(options: HttpServerOptions = {}) {
    this.logger = options.logger ?? silentLogger;
    this.limits = checkedLimits(options.limits);
    this.trackContext = options.currentContext ?? false;
    const { streamIdleTimeout } = this.limits;
    this.streamIdle = streamIdleTimeout > 0 ? new ExpiryQueue(streamIdleTimeout) : undefined;
    this.#unmatched = {
      handler: 'unmatched',
      metrics: this.metrics.unmatched,
      locate: () => 'path',
    };
    this.#server = this.#createServer();
  }

  /** Whether {@link drain} was called. */
  get draining(): boolean {
    return this.#draining;
  }

  /** Adds a contract route. Throws when its method and path are taken. */
  route(route: HttpRoute): void {
    const { method, path, handler } = route;
    this.#router.add(method, path, entryOf(route, this.metrics.route(method, path)));
    this.#routes.push({ Method: method, Path: path, Handler: handler });
  }

  /** Adds a plain Node handler. Throws when its method and path are taken. */
  handle({ method, path, handler, serve, logged = true }: HandleOptions): void {
    const metrics = this.metrics.route(method, path);
    this.#router.add(method, path, new RawEntry({ handler, metrics, serve, logged }));
    this.#routes.push({ Method: method, Path: path, Handler: handler });
  }

  /** Adds connect-style middleware, which sees every request before its route is looked up. */
  use(middleware: ConnectMiddleware): void {
    this.#middleware.push(middleware);
  }

  /**
   * Hands all requests below a prefix that match no route to a Node handler, or to a whole
   * application. It sees the URL without the prefix and finds the full one in `originalUrl`.
   */
  mount(prefix: string, handler: NodeHandler): void {
    if (!/^\/([^/?#]+(\/[^/?#]+)*)?$/.test(prefix)) {
      throw new TypeError(`the prefix ${prefix} must begin with / and not end with it`);
    }
    const path = prefix === '/' ? '' : prefix;
    const metrics = this.metrics.route('*', `${path}/*`);
    const serve = withoutPrefix(path, handler);
    const entry = new RawEntry({ handler: `mount ${prefix}`, metrics, serve, logged: true });
    this.#mounts.push({ prefix: path, entry });
    this.#mounts.sort((one, other) => other.prefix.length - one.prefix.length);
  }

  /** All routes, in the order in which they were added. */
  listRoutes(): readonly RouteInfo[] {
    return [...this.#routes];
  }

  /** For streams of requests, which may go on for long. */
  allowLongBody({ socket }: IncomingMessage): void {
    this.#connections.allowLongBody(socket);
  }

  /** For streams: `stop` is called when the service shuts down before the stream has ended. */
  addStream(stop: (reason: KitError) => void): () => void {
    if (this.#draining) stop(shuttingDown());
    else this.#streams.add(stop);
    return () => this.#streams.delete(stop);
  }

  /** Binds. Rejects with Node's own error when the address cannot be had. */
  listen({ host, port }: ListenAddress): Promise<BoundAddress> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(host === undefined ? { port } : { port, host }, () => {
        this.#server.off('error', reject);
        this.#watchBodies();
        const bound = this.#server.address() as AddressInfo;
        resolve({ address: bound.address, port: bound.port });
      });
    });
  }

  /**
   * Stops accepting, ends streams, lets running requests end and closes each connection after its last one.
   * Resolves when no connection is left; {@link destroy} makes that happen now.
   */
  drain(): Promise<void> {
    this.#draining = true;
    return new Promise((resolve) => {
      // What falls idle after this point is closed by the sweep.
      const sweep = setInterval(() => this.#closeIdle(), 50);
      this.#server.close(() => {
        clearInterval(sweep);
        resolve();
      });
      this.#server.closeIdleConnections();
      for (const stop of this.#streams) stop(shuttingDown());
      this.#streams.clear();
    });
  }

  /** Cuts every connection. Contexts of running calls are cancelled. */
  destroy(): void {
    this.#draining = true;
    this.#server.closeAllConnections();
  }

  #closeIdle(): void {
    this.#server.closeIdleConnections();
    this.#connections.closeIdle();
  }

  /** Node's own limit makes no difference between requests, so bodies that take too long are cut here. */
  #watchBodies(): void {
    const { requestTimeout } = this.limits;
    const sweep = setInterval(() => {
      for (const socket of this.#connections.late(requestTimeout)) {
        this.#onClientError(requestTimeoutError(), socket);
      }
    }, checkInterval(requestTimeout));
    sweep.unref();
    this.#server.once('close', () => clearInterval(sweep));
  }

  #createServer(): Server {
    const server = nodeServer(this.limits);
    server.on('connection', (socket) => this.#connections.add(socket));
    server.on('request', (request, response) => this.#accept(request, response, false));
    server.on('checkContinue', (request, response) => this.#accept(request, response, true));
    server.on('checkExpectation', (request, response) => {
      this.#refuseForm(request, response, malformedRequest(request) ?? unknownExpectation(request));
    });
    server.on('connect', (_, socket) => {
      refuseTunnel(this.#observeRefusal(noTunnel()), socket as Socket);
    });
    server.on('clientError', (error, socket) => this.#onClientError(error, socket as Socket));
    return server;
  }

  #accept(request: IncomingMessage, response: ServerResponse, expectsContinue: boolean): void {
    const malformed = malformedRequest(request);
    if (malformed !== undefined) return this.#refuseForm(request, response, malformed);
    this.#connections.arrived(request, response);
    if (this.#middleware.length === 0) {
      return this.#dispatch(this.#exchangeOf(request, response, expectsContinue));
    }
    let routed = false;
    response.once('close', () => {
      if (!routed) this.metrics.unmatched.observe(response.statusCode, 0);
    });
    runConnect(this.#middleware, { request, response }, (error) => {
      routed = true;
      const node = this.#exchangeOf(request, response, expectsContinue);
      if (error === undefined) this.#dispatch(node);
      else new Exchange(this, node, this.#unmatched).fail(error);
    });
  }

  #exchangeOf(
    request: IncomingMessage,
    response: ServerResponse,
    expectsContinue: boolean,
  ): NodeExchange {
    const url = originForm(request.url ?? '/');
    const mark = url.indexOf('?');
    const path = mark === -1 ? url : url.slice(0, mark);
    const search = mark === -1 ? '' : url.slice(mark + 1);
    return { request, response, path, search, expectsContinue };
  }

  #dispatch(node: NodeExchange): void {
    const found = this.#router.find(node.request.method ?? '', node.path);
    if (found.kind === 'found') {
      found.target.serve(new Exchange(this, node, found.target), found.params);
      return;
    }
    const mount = found.kind === 'route-not-found' ? this.#mountOf(node.path) : undefined;
    if (mount === undefined) this.#refuse(node, found);
    else mount.serve(new Exchange(this, node, mount));
  }

  #mountOf(path: string): RawEntry | undefined {
    return this.#mounts.find(({ prefix }) => path === prefix || path.startsWith(`${prefix}/`))
      ?.entry;
  }

  #refuse(node: NodeExchange, reason: NotFound): void {
    const exchange = new Exchange(this, node, this.#unmatched);
    const { method = '' } = node.request;
    const allow = allowedMethods(reason, node.path);
    if (method === 'OPTIONS' && allow !== undefined) {
      node.response.setHeader('allow', allow);
      exchange.send(204, undefined, '');
    } else exchange.fail(refusalOf(reason, `${method} ${node.path}`));
  }

  /** Refuses a request before anyone has seen it, and closes its connection. */
  #refuseForm(request: IncomingMessage, response: ServerResponse, reason: Error): void {
    this.#connections.arrived(request, response);
    const node = this.#exchangeOf(request, response, false);
    const exchange = new Exchange(this, node, this.#unmatched);
    exchange.answersEarly = true;
    exchange.fail(reason);
  }

  #onClientError(error: Error, socket: Socket): void {
    const refusal = answerClientError(error, socket);
    if (refusal !== undefined) this.#observeRefusal(refusal);
  }

  /** Counts and logs what was refused without an exchange. */
  #observeRefusal(refusal: Error): Error {
    const status = refusal instanceof HttpError ? refusal.status : 400;
    this.metrics.unmatched.observe(status, 0);
    this.logger.info({ status, reason: refusal.message }, 'request refused');
    return refusal;
  }
}

function shuttingDown(): KitError {
  return new KitError('unavailable', 'the service is shutting down');
}
