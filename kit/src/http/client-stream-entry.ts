import { KitError } from '../errors/kit-error.ts';
import { requireAcceptsJson, requireLines, requirePlain } from './codec.ts';
import type { Exchange } from './exchange.ts';
import { RequestMessages } from './request-messages.ts';
import { Input, type PathParams, RouteEntry } from './route-entry.ts';

/** A route of the contract whose request is a stream. */
export class ClientStreamEntry extends RouteEntry {
  serve(exchange: Exchange, params: PathParams): void {
    try {
      const { headers } = exchange.node.request;
      requireAcceptsJson(headers.accept);
      const length = headers['content-length'] ?? '0';
      if (headers['transfer-encoding'] !== undefined || length !== '0') {
        requireLines(headers['content-type']);
        requirePlain(headers['content-encoding']);
      }
      this.#call(exchange, params);
    } catch (error) {
      exchange.fail(error);
    }
  }

  #call(exchange: Exchange, params: PathParams): void {
    const { ctx, host, node } = exchange;
    exchange.answersEarly = true;
    host.allowLongBody(node.request);
    const messages = new RequestMessages(exchange, (line, faults) =>
      this.decode(new Input(line, params, node.search), faults),
    );
    ctx.onCancel((reason) => messages.fail(KitError.from(reason)));
    // What has come whole is a call like any other, and may end.
    const forget = host.addStream((reason) => {
      if (!node.request.complete) ctx.cancel(reason);
    });
    const settle = () => {
      forget();
      messages.release();
    };
    const call = async () => this.invoke(exchange, messages.read());
    call().then(
      (response) => {
        settle();
        this.send(exchange, response);
      },
      (error: unknown) => {
        settle();
        exchange.fail(messages.refusalFor(error));
      },
    );
  }
}
