import { Registry } from 'prom-client';
import { isLoopback } from '../address.ts';
import type { Context } from '../context/context.ts';
import { CallMetrics } from '../endpoint/metrics.ts';
import { HealthChecks, type HealthCheck, type HealthCheckOptions } from '../http/health.ts';
import type { ConnectMiddleware, NodeHandler } from '../http/node-handler.ts';
import type { HttpMethod, HttpRoute, RouteInfo } from '../http/route.ts';
import { HttpServer } from '../http/server.ts';
import type { Logger } from '../logger.ts';
import type { ServiceServer } from '../service-server.ts';
import { callCollectors, registerCollectors, scraper } from '../observability/registry.ts';
import { builtInRoutes } from './built-in-routes.ts';
import { docsRoutes } from './docs-routes.ts';
import { Lifecycle, type Component } from './lifecycle.ts';
import { runUntilSignal } from './run.ts';
import { serviceLogger } from './service-logger.ts';
import type { ServiceOptions } from './service-options.ts';
import { announce, Servers, type RunningService } from './servers.ts';
import { listenAddress, settingsHelp } from './settings.ts';
import { shutDown } from './shutdown.ts';
import type { StandardSchemaV1 } from './standard-schema.ts';
import { typedRoute, type RouteHandler, type RouteSchemas } from './typed-route.ts';

const defaultAddress = '127.0.0.1:8080';
const defaultTimeout = 30_000;
const defaultShutdownTimeout = 10_000;

/** A service: routes, health, metrics, components, and a life from start to shutdown. */
export class Service {
  readonly name: string;
  readonly logger: Logger;
  /** What `/metrics` shows; add your own prom-client metrics to it. */
  readonly registry = new Registry();
  /** Counts for the metrics middleware, shown under `/metrics`. */
  readonly callMetrics = new CallMetrics();
  readonly #options: ServiceOptions;
  readonly #env: Readonly<Record<string, string | undefined>>;
  readonly #server: HttpServer;
  readonly #health: HealthChecks;
  readonly #lifecycle = new Lifecycle();
  readonly #servers: Servers;
  #debugRoutes = false;
  #docs = false;
  #starting: Promise<RunningService> | undefined;
  #stopping: Promise<boolean> | undefined;

  constructor(options: ServiceOptions = {}) {
    this.#options = options;
    this.#env = options.env ?? process.env;
    this.name = options.name ?? 'service';
    this.logger = options.logger ?? serviceLogger(this.name, options, this.#env);
    const { limits = {}, currentContext = false } = options;
    this.#server = new HttpServer({ logger: this.logger, limits, currentContext });
    this.#servers = new Servers(this.#server);
    this.#health = this.#createHealth();
    registerCollectors(this.registry, this.#server.metrics.collectors());
    registerCollectors(this.registry, callCollectors(this.callMetrics));
    this.#addBuiltIns();
    for (const middleware of options.use ?? []) this.use(middleware);
    for (const component of options.components ?? []) this.component(component);
    for (const [name, check] of Object.entries(options.checks ?? {})) this.check(name, check);
  }

  /** A GET route by hand; its message comes from path and query. */
  get<Req extends StandardSchemaV1, Res extends StandardSchemaV1>(
    path: string,
    schemas: RouteSchemas<Req, Res>,
    handle: RouteHandler<Req, Res>,
  ): this {
    return this.#add('GET', path, { schemas, handle });
  }

  /** A POST route by hand; its message is the body. */
  post<Req extends StandardSchemaV1, Res extends StandardSchemaV1>(
    path: string,
    schemas: RouteSchemas<Req, Res>,
    handle: RouteHandler<Req, Res>,
  ): this {
    return this.#add('POST', path, { schemas, handle });
  }

  /** A PUT route by hand; its message is the body. */
  put<Req extends StandardSchemaV1, Res extends StandardSchemaV1>(
    path: string,
    schemas: RouteSchemas<Req, Res>,
    handle: RouteHandler<Req, Res>,
  ): this {
    return this.#add('PUT', path, { schemas, handle });
  }

  /** A PATCH route by hand; its message is the body. */
  patch<Req extends StandardSchemaV1, Res extends StandardSchemaV1>(
    path: string,
    schemas: RouteSchemas<Req, Res>,
    handle: RouteHandler<Req, Res>,
  ): this {
    return this.#add('PATCH', path, { schemas, handle });
  }

  /** A DELETE route by hand; its message comes from path and query. */
  delete<Req extends StandardSchemaV1, Res extends StandardSchemaV1>(
    path: string,
    schemas: RouteSchemas<Req, Res>,
    handle: RouteHandler<Req, Res>,
  ): this {
    return this.#add('DELETE', path, { schemas, handle });
  }

  /** Adds a contract route. */
  route(route: HttpRoute): this {
    this.#server.route(route);
    return this;
  }

  /** Adds contract routes, in order. */
  routes(routes: readonly HttpRoute[]): this {
    for (const route of routes) this.route(route);
    return this;
  }

  /** Adds a plain Node handler; `handler` is its name in listings and logs. */
  handle(method: HttpMethod, path: string, serve: NodeHandler, handler = serve.name): this {
    this.#server.handle({ method, path, serve, handler: handler || `${method} ${path}` });
    return this;
  }

  /** Adds connect-style middleware in front of every request. */
  use(middleware: ConnectMiddleware): this {
    this.#server.use(middleware);
    return this;
  }

  /** Hands what matches no route below a prefix to a Node handler or a whole application. */
  mount(prefix: string, handler: NodeHandler): this {
    this.#server.mount(prefix, handler);
    return this;
  }

  /**
   * Adds pages for the people who build on the service, in a folder such as `/swagger`. The handler sees
   * the URL without it. Whether they answer, {@link ServiceOptions.docs} says.
   */
  docs(prefix: string, pages: NodeHandler): this {
    const routes = docsRoutes({ prefix, pages, shown: () => this.#docs });
    for (const route of routes) this.#server.handle(route);
    return this;
  }

  /** Adds a component behind those that are there. */
  component(component: Component): this {
    this.#lifecycle.add(component);
    return this;
  }

  /**
   * Waits for something that was made, and closes it at shutdown, or when the start fails, if it
   * has a `close()`. What was made last is closed first.
   */
  async own<T extends object>(name: string, made: T | Promise<T>): Promise<T> {
    const value = await made;
    this.#lifecycle.own({
      name,
      stop: async () => {
        if ('close' in value && typeof value.close === 'function') await value.close();
      },
    });
    return value;
  }

  /**
   * Adds a server for another transport, such as a `GrpcServer`. It is bound after the one for HTTP, shows its
   * metrics with the others, and is drained with them.
   */
  add(server: ServiceServer): this {
    this.#servers.add(server, {
      logger: this.logger,
      currentContext: this.#options.currentContext ?? false,
      isReady: async () => (await this.#health.report()).status === 'ok',
    });
    registerCollectors(this.registry, server.collectors());
    return this;
  }

  /** Adds a health check to `/health` and `/readyz`. */
  check(name: string, check: HealthCheck, options?: HealthCheckOptions): this {
    this.#health.add(name, check, options);
    return this;
  }

  /** All routes: the built-in ones, then the others in the order in which they were added. */
  listRoutes(): readonly RouteInfo[] {
    return this.#server.listRoutes();
  }

  /** Starts the components, then listens. A service starts once; a failed start is unwound. */
  start(): Promise<RunningService> {
    return this.#startOnce(this.#options.argv ?? []);
  }

  /** Shuts down in order and within the budget. What fails on the way is logged. */
  async stop(): Promise<void> {
    await this.#shutDown();
  }

  /**
   * Runs until SIGTERM or SIGINT, then shuts down and leaves with exit code 0. Bad settings and a
   * taken address are one line on standard error and exit code 1.
   */
  async run(): Promise<void> {
    const argv = this.#options.argv ?? process.argv.slice(2);
    if (argv.some((argument) => /^--?h(elp)?$/.test(argument))) {
      process.stdout.write(settingsHelp(this.#servers.settings));
      return;
    }
    await runUntilSignal({
      name: this.name,
      logger: this.logger,
      start: () => this.#startOnce(argv),
      shutDown: () => this.#shutDown(),
    });
  }

  #startOnce(argv: readonly string[]): Promise<RunningService> {
    if (this.#starting !== undefined || this.#stopping !== undefined) {
      return Promise.reject(new Error(`${this.name} was started already; a service starts once`));
    }
    return (this.#starting = this.#start(argv));
  }

  async #start(argv: readonly string[]): Promise<RunningService> {
    const settings = this.#servers.configure(argv, this.#env);
    const given = this.#options.address ?? defaultAddress;
    const address = settings.address ?? listenAddress(given, 'address');
    const isLocal = isLoopback(address);
    this.#debugRoutes = this.#options.debugRoutes ?? isLocal;
    this.#docs = this.#options.docs ?? isLocal;
    await this.#lifecycle.start();
    try {
      const running = await this.#servers.listen(address, settings);
      this.#health.ready = true;
      const { name, logger } = this;
      announce({ name, logger, version: this.#options.version, pid: process.pid }, running);
      return running;
    } catch (error) {
      await this.#lifecycle.stop();
      throw error;
    }
  }

  #shutDown(): Promise<boolean> {
    return (this.#stopping ??= this.#shutDownOnce());
  }

  async #shutDownOnce(): Promise<boolean> {
    const running = await this.#starting?.catch(() => undefined);
    if (running === undefined) return true;
    const { shutdownDelay, shutdownTimeout } = this.#options;
    return shutDown({
      health: this.#health,
      servers: this.#servers.all,
      lifecycle: this.#lifecycle,
      logger: this.logger,
      delay: shutdownDelay ?? 0,
      budget: shutdownTimeout ?? defaultShutdownTimeout,
    });
  }

  #createHealth(): HealthChecks {
    const onFailure = (check: string, err: unknown) =>
      this.logger.warn({ check, err }, 'a health check failed');
    return new HealthChecks({ service: this.name, onFailure });
  }

  #addBuiltIns(): void {
    const routes = builtInRoutes({
      health: this.#health,
      scrape: scraper(this.registry),
      metricsType: this.registry.contentType,
      routes: () => this.listRoutes(),
      debugRoutes: () => this.#debugRoutes,
    });
    for (const route of routes) this.#server.handle(route);
  }

  #add(method: HttpMethod, path: string, given: GivenRoute): this {
    const timeout = this.#options.timeout ?? defaultTimeout;
    return this.route(typedRoute({ method, path, ...given, logger: this.logger, timeout }));
  }
}

interface GivenRoute {
  readonly schemas: RouteSchemas;
  readonly handle: (request: never, ctx: Context) => unknown;
}

/** A new service, with health, metrics and route listing in place. */
export function createService(options?: ServiceOptions): Service {
  return new Service(options);
}
