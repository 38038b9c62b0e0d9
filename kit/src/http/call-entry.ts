import { requireAcceptsJson } from './codec.ts';
import type { Exchange } from './exchange.ts';
import { MessageEntry } from './message-entry.ts';

/** A route of the contract with one message each way. */
export class CallEntry extends MessageEntry {
  protected accept({ node }: Exchange): void {
    requireAcceptsJson(node.request.headers.accept);
  }

  protected succeed(exchange: Exchange, value: unknown): void {
    this.send(exchange, value);
  }
}
