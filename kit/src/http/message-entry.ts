import type { Fault } from '../errors/fault.ts';
import { KitError } from '../errors/kit-error.ts';
import { parseJson, readBody, requireJson, requirePlain, tooLarge } from './codec.ts';
import type { Exchange } from './exchange.ts';
import { Input, type PathParams, RouteEntry } from './route-entry.ts';

/** A route that takes one message: read, decode, call. */
export abstract class MessageEntry extends RouteEntry {
  serve(exchange: Exchange, params: PathParams): void {
    try {
      this.accept(exchange);
      if (this.route.input === 'body') this.#readBody(exchange, params);
      else this.#call(exchange, params, undefined);
    } catch (error) {
      exchange.fail(error);
    }
  }

  /** Refuses who cannot take the answer. */
  protected abstract accept(exchange: Exchange): void;

  /** Sends what the endpoint has given. */
  protected abstract succeed(exchange: Exchange, value: unknown): void;

  #readBody(exchange: Exchange, params: PathParams): void {
    const { request, response, expectsContinue } = exchange.node;
    const { headers } = request;
    const length = headers['content-length'];
    const chunked = headers['transfer-encoding'] !== undefined;
    const parsed = parsedBefore(request);
    if (parsed !== undefined) {
      const body = parsed.body === undefined ? this.#absentBody() : parsed.body;
      return this.#call(exchange, params, body);
    }
    if (!chunked && (length === undefined || length === '0')) {
      return this.#call(exchange, params, this.#absentBody());
    }
    requireJson(headers['content-type']);
    requirePlain(headers['content-encoding']);
    const { bodyBytes } = exchange.host.limits;
    if (Number(length ?? 0) > bodyBytes) throw tooLarge(bodyBytes);
    if (expectsContinue) {
      exchange.continued = true;
      response.writeContinue();
    }
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
    if (this.route.bodyOptional === true) return undefined;
    throw new KitError('invalid_argument', 'the request needs a body');
  }

  #call(exchange: Exchange, params: PathParams, body: unknown): void {
    const faults: Fault[] = [];
    const message = this.decode(new Input(body, params, exchange.node.search), faults);
    if (faults.length > 0) exchange.ctx.faults = faults;
    this.invoke(exchange, message).then(
      (response) => this.succeed(exchange, response),
      (error: unknown) => exchange.fail(error),
    );
  }
}

/** A body that a middleware such as `express.json()` has read already. */
function parsedBefore(request: Exchange['node']['request']): { body: unknown } | undefined {
  return request.readableEnded && 'body' in request ? { body: request.body } : undefined;
}
