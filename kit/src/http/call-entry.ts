import { runInContext } from '../context/current-context.ts';
import type { Fault } from '../errors/fault.ts';
import { blameNesting, KitError } from '../errors/kit-error.ts';
import {
  formatJson,
  jsonType,
  parseJson,
  readBody,
  requireAcceptsJson,
  requireJson,
  requirePlain,
  tooLarge,
} from './codec.ts';
import type { Exchange, ExchangeTarget } from './exchange.ts';
import type { RouteMetrics } from './http-metrics.ts';
import { parsePath } from './path.ts';
import type { FaultLocation } from './problem.ts';
import { Query } from './query.ts';
import type { HttpInput, HttpRoute } from './route.ts';

/** The values of a path's names. */
export type PathParams = Readonly<Record<string, string>>;

/** A route of the contract, ready to serve: decode, call, encode. */
export class CallEntry implements ExchangeTarget {
  readonly handler: string;
  readonly metrics: RouteMetrics;
  readonly locate: (path: string) => FaultLocation;
  readonly #route: HttpRoute;

  constructor(route: HttpRoute, metrics: RouteMetrics) {
    this.#route = route;
    this.handler = route.handler;
    this.metrics = metrics;
    this.locate = route.locate ?? locator(route);
  }

  /** Serves one request. Never throws: whatever happens becomes a response. */
  serve(exchange: Exchange, params: PathParams): void {
    try {
      const { request } = exchange.node;
      requireAcceptsJson(request.headers.accept);
      if (this.#route.input === 'body') this.#readBody(exchange, params);
      else this.#call(exchange, params, undefined);
    } catch (error) {
      exchange.fail(error);
    }
  }

  #readBody(exchange: Exchange, params: PathParams): void {
    const { request, response, expectsContinue } = exchange.node;
    const { headers } = request;
    const length = headers['content-length'];
    const chunked = headers['transfer-encoding'] !== undefined;
    const parsed = parsedBefore(request);
    if (parsed !== undefined) return this.#call(exchange, params, parsed.body);
    if (!chunked && (length === undefined || length === '0')) {
      return this.#call(exchange, params, this.#absentBody());
    }
    requireJson(headers['content-type']);
    requirePlain(headers['content-encoding']);
    const { bodyBytes } = exchange.host.limits;
    if (Number(length ?? 0) > bodyBytes) throw tooLarge(bodyBytes);
    if (expectsContinue) response.writeContinue();
    readBody(request, bodyBytes, (error, bytes) => {
      try {
        if (error !== undefined || bytes === undefined) throw error;
        const body = bytes.length === 0 ? this.#absentBody() : parseJson(bytes);
        this.#call(exchange, params, body);
      } catch (failure) {
        exchange.fail(failure);
      }
    });
  }

  #absentBody(): undefined {
    if (this.#route.bodyOptional === true) return undefined;
    throw new KitError('invalid_argument', 'the request needs a body');
  }

  #call(exchange: Exchange, params: PathParams, body: unknown): void {
    const { ctx, node, host } = exchange;
    const { endpoint } = this.#route;
    const faults: Fault[] = [];
    const message = this.#decode(new Input(body, params, node.search), faults);
    if (faults.length > 0) ctx.faults = faults;
    const outcome = host.trackContext
      ? runInContext(ctx, () => endpoint(message, ctx))
      : endpoint(message, ctx);
    outcome.then(
      (response) => this.#succeed(exchange, response),
      (error: unknown) => exchange.fail(error),
    );
  }

  #decode(input: HttpInput, faults: Fault[]): unknown {
    try {
      return this.#route.decode(input, faults);
    } catch (error) {
      throw blameNesting(error);
    }
  }

  #succeed(exchange: Exchange, value: unknown): void {
    const { status = 200, encode, whenUndefined } = this.#route;
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

class Input implements HttpInput {
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

/** A body that a middleware such as `express.json()` has read already. */
function parsedBefore(request: Exchange['node']['request']): { body: unknown } | undefined {
  return request.readableEnded && 'body' in request ? { body: request.body } : undefined;
}

function locator({ path, input }: HttpRoute): (path: string) => FaultLocation {
  const inPath = new Set(parsePath(path).names.map((name) => `/${name}`));
  const elsewhere = input === 'body' ? 'body' : 'query';
  return (fault) => (inPath.has(fault) ? 'path' : elsewhere);
}
