import { Server, type ConnectionInjector } from '@grpc/grpc-js';
import type { BoundAddress, ListenAddress } from '../address.ts';
import type { CollectedMetric } from '../collected-metric.ts';
import { KitError } from '../errors/kit-error.ts';
import { silentLogger, type Logger } from '../logger.ts';
import { RequestMetrics } from '../request-metrics.ts';
import type { GivenFile, ServerHost, ServiceServer } from '../service-server.ts';
import { builtInFiles } from './built-in-files.ts';
import type { CallHost, CallTarget, ServerSurface } from './call.ts';
import { asIs } from './bytes.ts';
import { handlerOf } from './handlers.ts';
import { healthMethods, healthService } from './health-service.ts';
import { Listener } from './listener.ts';
import { givesStream, takesStream, type AnyGrpcMethod } from './method.ts';
import {
  checkedGrpcLimits,
  serverOptionsOf,
  type GrpcLimits,
  type GrpcServerOptions,
  type GrpcServerTls,
} from './options.ts';
import { reflectionMethods, reflectionServices } from './reflection-service.ts';
import { Refusals } from './refusals.ts';
import { credentialsOf, tlsFiles, tlsFrom } from './server-tls.ts';

const defaultAddress = '127.0.0.1:9090';

/** A thin layer on grpc-js: methods, limits, rich errors, health, reflection, and a shutdown that loses nothing. */
export class GrpcServer implements ServiceServer, CallHost {
  readonly name = 'grpc';
  readonly files = tlsFiles;
  readonly address: string;
  readonly limits: GrpcLimits;
  readonly #given: Logger | undefined;
  readonly #metrics = new RequestMetrics({
    prefix: 'grpc',
    help: ['gRPC calls ended.', 'Time from the start of a call to its end.'],
    outcome: 'code',
  });
  readonly #targets = new Map<string, CallTarget>();
  readonly #services: string[] = [];
  /** Those of {@link #services} that came without being asked for, and give way to ones that are. */
  readonly #builtIns = new Set<string>();
  readonly #refusals = new Refusals((path, error) => this.#observeRefusal(path, error));
  readonly #server: Server;
  readonly #tls: GrpcServerTls | undefined;
  #injector: ConnectionInjector;
  readonly #listener: Listener;
  readonly #streams = new Set<(reason: KitError) => void>();
  #host: ServerHost | undefined;
  #listening = false;
  #draining = false;

  /** Throws for limits that are out of range, certificates that are none, and descriptors that are none. */
  constructor(options: GrpcServerOptions = {}) {
    this.address = options.address ?? defaultAddress;
    this.limits = checkedGrpcLimits(options.limits);
    this.#given = options.logger;
    const { interceptor } = this.#refusals;
    const settings = serverOptionsOf(this.limits);
    this.#server = new Server({ ...settings, interceptors: [interceptor] });
    this.#tls = options.tls;
    this.#injector = this.#server.createConnectionInjector(credentialsOf(options.tls));
    this.#listener = new Listener((socket) => {
      this.#injector.injectConnection(socket);
    }, this.limits.maxConnections);
    this.#addBuiltIns(options);
  }

  get logger(): Logger {
    return this.#given ?? this.#host?.logger ?? silentLogger;
  }

  get trackContext(): boolean {
    return this.#host?.currentContext ?? false;
  }

  get draining(): boolean {
    return this.#draining;
  }

  /** The full names of all services, in the order in which they were added. */
  get services(): readonly string[] {
    return this.#services;
  }

  /**
   * Adds a service by its full name, such as `greet.v1.Greeter`; one that is built in gives way. Throws when another of
   * that name was added.
   */
  addService(fullName: string, methods: readonly AnyGrpcMethod[]): this {
    if (this.#builtIns.delete(fullName)) this.#remove(fullName);
    this.#add(fullName, methods, true);
    return this;
  }

  /** Takes certificates from files. Throws for what is none, and for one part without the other. */
  configure(files: Readonly<Record<string, GivenFile>>): void {
    const before = this.#injector;
    const tls = tlsFrom(files, this.#tls);
    this.#injector = this.#server.createConnectionInjector(credentialsOf(tls));
    before.destroy();
  }

  attach(host: ServerHost): void {
    this.#host = host;
  }

  /** Calls by service, method and code, and their durations by service and method. */
  collectors(): readonly CollectedMetric[] {
    return this.#metrics.collectors();
  }

  /** Binds. Rejects with Node's own error when the address cannot be had. */
  async listen(address: ListenAddress): Promise<BoundAddress> {
    const bound = await this.#listener.listen(address);
    this.#listening = true;
    return bound;
  }

  /**
   * Accepts no more connections and calls, ends streams, and lets running calls end. Resolves when no connection is
   * left; {@link destroy} makes that happen now.
   */
  async drain(): Promise<void> {
    this.#draining = true;
    const closed = this.#listening ? this.#listener.close() : undefined;
    const ended = new Promise<void>((resolve) => {
      this.#server.tryShutdown(() => resolve());
    });
    for (const stop of this.#streams) stop(shuttingDown());
    this.#streams.clear();
    await Promise.all([closed, ended]);
  }

  /** Cuts every connection. Contexts of running calls are cancelled. */
  destroy(): void {
    this.#draining = true;
    this.#listener.destroy();
  }

  /** For streams: `stop` is called when the server shuts down before the stream has ended. */
  addStream(stop: (reason: KitError) => void): () => void {
    if (this.#draining) stop(shuttingDown());
    else this.#streams.add(stop);
    return () => this.#streams.delete(stop);
  }

  /** For calls: why grpc-js has ended one by itself. */
  refusalOf(surface: ServerSurface): KitError | undefined {
    return this.#refusals.of(surface);
  }

  #add(service: string, methods: readonly AnyGrpcMethod[], logged: boolean): void {
    if (this.#services.includes(service)) throw new Error(`${service} was added already`);
    if (!/^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(service)) {
      throw new TypeError(`${service} is no full name of a service`);
    }
    this.#services.push(service);
    for (const method of methods) this.#addMethod(service, method, logged);
  }

  #addBuiltIn(service: string, methods: readonly AnyGrpcMethod[]): void {
    this.#builtIns.add(service);
    this.#add(service, methods, false);
  }

  #remove(service: string): void {
    this.#services.splice(this.#services.indexOf(service), 1);
    for (const path of this.#targets.keys()) {
      if (!path.startsWith(`/${service}/`)) continue;
      this.#targets.delete(path);
      this.#server.unregister(path);
    }
  }

  #addMethod(service: string, method: AnyGrpcMethod, logged: boolean): void {
    const { name, kind, handler } = method;
    const path = `/${service}/${name}`;
    const target: CallTarget = {
      method,
      path,
      operation: handler ?? `${service}.${name}`,
      metrics: this.#metrics.add({ service, method: name }),
      logged,
    };
    if (!this.#server.register(path, handlerOf(this, target), asIs, asIs, typeOf(kind))) {
      throw new Error(`${service} has two methods ${name}`);
    }
    this.#targets.set(path, target);
  }

  #addBuiltIns({ health = true, reflection }: GrpcServerOptions): void {
    const services = () => this.#services;
    if (health) {
      const isReady = async () =>
        this.#host === undefined ? !this.#draining : this.#host.isReady();
      this.#addBuiltIn(healthService, healthMethods({ isReady, services }));
    }
    if (reflection === undefined) return;
    const files = [...builtInFiles(), ...reflection];
    const methods = reflectionMethods({ files, services });
    for (const service of reflectionServices) this.#addBuiltIn(service, methods);
  }

  /** Counts and logs what was refused before its handler was called. */
  #observeRefusal(path: string, { code, message }: KitError): void {
    this.#targets.get(path)?.metrics.observe(code, 0);
    this.logger.info({ code, path, reason: message }, 'call refused');
  }
}

/** grpc-js's own names of the four shapes. */
function typeOf(kind: AnyGrpcMethod['kind']): string {
  if (takesStream(kind)) return givesStream(kind) ? 'bidi' : 'clientStream';
  return givesStream(kind) ? 'serverStream' : 'unary';
}

function shuttingDown(): KitError {
  return new KitError('unavailable', 'the service is shutting down');
}
