import { checkKnown, checkObject, checkString } from '../../src/checks/index.ts';
import type { Context } from '../../src/context/context.ts';
import {
  endpointBuilder,
  logging,
  timeout,
  validation,
  type Middleware,
} from '../../src/endpoint/index.ts';
import type { Fault } from '../../src/errors/fault.ts';
import {
  HttpServer,
  httpRoute,
  type HttpRoute,
  type HttpServerOptions,
} from '../../src/http/index.ts';
import { logs, type Line } from './log.ts';

export interface Greeting {
  readonly name: string;
}

const known: ReadonlySet<string> = new Set(['name']);

/** A decoder as the generator writes them. */
export function decodeGreeting(value: unknown, faults: Fault[]): Greeting {
  if (checkObject(value, faults, '')) {
    checkKnown(value, known, faults, '');
    checkString(value['name'], faults, '', 'name');
  }
  return value as Greeting;
}

/** A constraint as the generator writes them; it must bear values of a wrong structure. */
export function validateGreeting(value: Greeting, faults: Fault[]): void {
  const { name } = Object(value) as { name?: unknown };
  if (typeof name === 'string' && name.length < 2) {
    faults.push({ path: '/name', rule: 'minLength', wanted: 2, message: 'must be longer' });
  }
}

export type Greet = (greeting: Greeting, ctx: Context) => Promise<unknown>;

export interface GreeterOptions extends HttpServerOptions {
  readonly greet?: Greet;
  readonly timeout?: number;
  readonly outermost?: readonly Middleware[];
  readonly route?: Partial<HttpRoute>;
}

/** A running server with one route, `POST /greet`, and its log. */
export class Greeter {
  readonly lines: Line[];
  readonly text: () => string;
  readonly server: HttpServer;
  port = 0;
  readonly #options: GreeterOptions;

  constructor(options: GreeterOptions = {}) {
    const { logger, lines, text } = logs();
    this.#options = options;
    this.lines = lines;
    this.text = text;
    this.server = new HttpServer({ logger, ...options });
    const operation = 'Greeter.greet';
    const builder = endpointBuilder();
    for (const middleware of options.outermost ?? []) builder.use(middleware);
    const endpoint = builder
      .use(logging({ logger, operation }))
      .use(timeout(options.timeout ?? 30_000))
      .use(validation(validateGreeting))
      .build(options.greet ?? (async ({ name }: Greeting) => ({ message: `Hello, ${name}!` })));
    const route = httpRoute<Greeting, unknown>({
      method: 'POST',
      path: '/greet',
      handler: operation,
      input: 'body',
      decode: ({ body }, faults) => decodeGreeting(body, faults),
      endpoint,
    });
    this.server.route({ ...route, ...options.route });
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async start(): Promise<this> {
    ({ port: this.port } = await this.server.listen({ host: '127.0.0.1', port: 0 }));
    return this;
  }

  async stop(): Promise<void> {
    const drained = this.server.drain();
    this.server.destroy();
    await drained;
  }

  /** Sends a body, JSON unless the headers say otherwise. */
  post(
    body: string | Uint8Array | ReadableStream,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    return fetch(`${this.url}${this.#options.route?.path ?? '/greet'}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
      duplex: 'half',
    });
  }
}

/** A problem document, as tests read it. */
export interface ProblemBody {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly title: string;
  readonly requestId: string;
  readonly errors?: readonly { in: string; path: string; rule: string }[];
}

/** The problem document of a response, having checked that it is one. */
export async function problemOf(response: Response): Promise<ProblemBody> {
  const type = response.headers.get('content-type');
  if (type !== 'application/problem+json') throw new Error(`not a problem but ${type}`);
  const problem = (await response.json()) as ProblemBody;
  if (problem.status !== response.status) throw new Error('the problem has another status');
  if (problem.requestId !== response.headers.get('x-request-id')) throw new Error('another id');
  return problem;
}
