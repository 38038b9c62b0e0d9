import type { Context } from '../../src/context/context.ts';
import {
  endpointBuilder,
  implemented,
  implementedStream,
  logging,
  timeout,
  validation,
  type Endpoint,
} from '../../src/endpoint/index.ts';
import {
  clientStreamRoute,
  HttpServer,
  serverStreamRoute,
  type HttpServerOptions,
} from '../../src/http/index.ts';
import { decodeGreeting, validateGreeting, type Greeting } from './greeter.ts';
import { logs, type Line } from './log.ts';
import { RawConnection } from './raw.ts';

/** What the service of a {@link Streamer} does. */
export interface Methods {
  readonly give?: (name: string, ctx: Context) => AsyncIterable<unknown>;
  readonly take?: (greetings: AsyncIterable<Greeting>, ctx: Context) => Promise<unknown>;
}

export interface StreamerOptions extends HttpServerOptions {
  readonly timeout?: number;
  /** Whether the chain has a validation layer. Default true. */
  readonly validated?: boolean;
  readonly encode?: (item: unknown) => unknown;
}

/** A running server with streams as the generator would write them: `GET` and `POST /give`, `POST /take`. */
export class Streamer {
  readonly server: HttpServer;
  readonly lines: Line[];
  port = 0;
  readonly #open: RawConnection[] = [];

  constructor(methods: Methods, options: StreamerOptions = {}) {
    const { logger, lines } = logs();
    this.lines = lines;
    this.server = new HttpServer({ logger, ...options });
    const around = <Req, Res>(operation: string, inner: Endpoint<Req, Res>, check = validation()) =>
      endpointBuilder()
        .use(logging({ logger, operation }))
        .use(options.timeout === undefined ? (next) => next : timeout(options.timeout))
        .use(options.validated === false ? (next) => next : check)
        .build(inner);
    const give = around(
      'Streamer.give',
      implementedStream(methods, 'give', ({ name }: Greeting, ctx) => methods.give!(name, ctx)),
      validation(validateGreeting),
    );
    const take = around(
      'Streamer.take',
      implemented(methods, 'take', (greetings: AsyncIterable<Greeting>, ctx) =>
        methods.take!(greetings, ctx),
      ),
      validation(validateGreeting),
    );
    const shared = {
      path: '/give',
      handler: 'Streamer.give',
      endpoint: give,
      ...(options.encode === undefined ? {} : { encode: options.encode }),
    };
    this.server.route(
      serverStreamRoute({
        ...shared,
        method: 'GET',
        input: 'none',
        decode: () => ({ name: 'Ada' }),
      }),
    );
    this.server.route(
      serverStreamRoute<Greeting, unknown>({
        ...shared,
        method: 'POST',
        input: 'body',
        decode: ({ body }, faults) => decodeGreeting(body, faults),
      }),
    );
    this.server.route(
      clientStreamRoute<Greeting, unknown>({
        method: 'POST',
        path: '/take',
        handler: 'Streamer.take',
        endpoint: take,
        decode: decodeGreeting,
      }),
    );
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    ({ port: this.port } = await this.server.listen({ host: '127.0.0.1', port: 0 }));
    return this;
  }

  /** A connection over which a test speaks HTTP by hand. */
  connect(): RawConnection {
    const created = new RawConnection(this.port);
    this.#open.push(created);
    return created;
  }

  async stop(): Promise<void> {
    for (const one of this.#open.splice(0)) one.socket.destroy();
    const drained = this.server.drain();
    this.server.destroy();
    await drained;
  }
}
