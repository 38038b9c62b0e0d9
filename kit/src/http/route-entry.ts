import { runInContext } from '../context/current-context.ts';
import type { Fault } from '../errors/fault.ts';
import { blameNesting } from '../errors/kit-error.ts';
import { formatJson, jsonType } from './codec.ts';
import type { Exchange, ExchangeTarget } from './exchange.ts';
import type { RequestCounts } from '../request-metrics.ts';
import { pathNames } from './path.ts';
import type { FaultLocation } from './problem.ts';
import { Query } from './query.ts';
import type { HttpInput, HttpRoute } from './route.ts';

/** The values of a path's names. */
export type PathParams = Readonly<Record<string, string>>;

/** What a router leads to. */
export interface Entry extends ExchangeTarget {
  /** Serves one request. Never throws: whatever happens becomes a response. */
  serve(exchange: Exchange, params: PathParams): void;
}

/** What the entries of a contract's routes have in common. */
export abstract class RouteEntry implements Entry {
  readonly handler: string;
  readonly metrics: RequestCounts;
  readonly locate: (path: string) => FaultLocation;
  protected readonly route: HttpRoute;

  constructor(route: HttpRoute, metrics: RequestCounts) {
    this.route = route;
    this.handler = route.handler;
    this.metrics = metrics;
    this.locate = route.locate ?? locator(route);
  }

  abstract serve(exchange: Exchange, params: PathParams): void;

  /** The message of an input; what is wrong with it goes into `faults`. */
  protected decode(input: HttpInput, faults: Fault[]): unknown {
    try {
      return this.route.decode(input, faults);
    } catch (error) {
      throw blameNesting(error);
    }
  }

  /** Runs the endpoint, with the call's context as the current one where that is wanted. */
  protected invoke({ ctx, host }: Exchange, message: unknown): Promise<unknown> {
    const { endpoint } = this.route;
    return host.trackContext
      ? runInContext(ctx, () => endpoint(message, ctx))
      : endpoint(message, ctx);
  }

  /** Answers with the JSON form of a value. */
  protected send(exchange: Exchange, value: unknown): void {
    const { status = 200, encode, whenUndefined } = this.route;
    if (status === 204 || (value === undefined && whenUndefined === 'no-content')) {
      return exchange.send(204, undefined, '');
    }
    let text: string;
    try {
      text = formatJson(encode === undefined ? value : encode(value));
    } catch (error) {
      // The call itself has been logged as a success: this needs a line of its own.
      exchange.ctx.logged = false;
      return exchange.fail(error);
    }
    exchange.send(status, jsonType, text);
  }
}

/** The parts of a request, for a decoder. */
export class Input implements HttpInput {
  readonly body: unknown;
  readonly params: PathParams;
  readonly #search: string;
  #query: Query | undefined;

  constructor(body: unknown, params: PathParams, search: string) {
    this.body = body;
    this.params = params;
    this.#search = search;
  }

  get query(): Query {
    return (this.#query ??= new Query(this.#search));
  }
}

function locator({ path, input, bodyField }: HttpRoute): (path: string) => FaultLocation {
  const names = pathNames(path).map((name) => `/${name.replaceAll('.', '/')}`);
  const inPath = new Set(names);
  const elsewhere = input === 'body' ? 'body' : 'query';
  if (bodyField === undefined) return (fault) => (inPath.has(fault) ? 'path' : elsewhere);
  const own = `/${bodyField}`;
  const isOwn = (fault: string): boolean => fault === own || fault.startsWith(`${own}/`);
  return (fault) => (inPath.has(fault) ? 'path' : isOwn(fault) ? 'body' : 'query');
}
