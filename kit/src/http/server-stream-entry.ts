import type { Exchange } from './exchange.ts';
import { framingFor } from './framing.ts';
import { MessageEntry } from './message-entry.ts';
import { StreamResponse } from './stream-response.ts';

/** A route of the contract that answers with a stream. */
export class ServerStreamEntry extends MessageEntry {
  protected accept({ node }: Exchange): void {
    framingFor(node.request.headers.accept);
  }

  protected succeed(exchange: Exchange, value: unknown): void {
    const framing = framingFor(exchange.node.request.headers.accept);
    new StreamResponse(exchange, { framing, encode: this.route.encode }).send(value);
  }
}
