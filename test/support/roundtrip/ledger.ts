import type { Method } from '../../../src/ir/types.ts';

/** What a service is told to answer to one call. */
export interface Plan {
  readonly method: Method;
  readonly answer: unknown;
}

/** What every case came to. None may be lost: what was sent was delivered or refused. */
export interface Counts {
  sent: number;
  delivered: number;
  refused: number;
}

/** Stands behind every method of a running service: keeps what arrives, and answers what it is told to. */
export class Ledger {
  readonly counts: Counts = { sent: 0, delivered: 0, refused: 0 };
  readonly #plans = new Map<string, Plan>();
  readonly #arrived = new Map<string, readonly unknown[]>();
  #last = 0;

  /** How many calls are expected whose end nobody has asked for. */
  get open(): number {
    return this.#plans.size;
  }

  /** Expects a call, and gives the id that it must carry. */
  expect(plan: Plan): string {
    this.#last += 1;
    const id = `case-${this.#last}`;
    this.#plans.set(id, plan);
    this.counts.sent += 1;
    return id;
  }

  /** What has arrived with an id, without the context; forgets it. `undefined` where nothing has. */
  take(id: string): readonly unknown[] | undefined {
    const arrived = this.#arrived.get(id);
    this.#plans.delete(id);
    this.#arrived.delete(id);
    return arrived;
  }

  /** A call of the service. */
  readonly call = (operation: string, args: readonly unknown[]): unknown => {
    const context = args.at(-1) as { readonly requestId: string };
    const plan = this.#plans.get(context.requestId);
    if (plan === undefined) throw new Error(`${operation} is called with an unknown id`);
    const given = args.slice(0, -1);
    switch (plan.method.kind) {
      case 'server-stream':
        this.#arrive(context.requestId, given);
        return each(plan.answer as readonly unknown[]);
      case 'client-stream':
        return this.#collect(context.requestId, given[0] as AsyncIterable<unknown>, plan);
      default:
        this.#arrive(context.requestId, given);
        return Promise.resolve(plan.answer);
    }
  };

  async #collect(id: string, stream: AsyncIterable<unknown>, plan: Plan): Promise<unknown> {
    const items: unknown[] = [];
    for await (const item of stream) items.push(item);
    this.#arrive(id, [items]);
    return plan.answer;
  }

  #arrive(id: string, args: readonly unknown[]): void {
    if (this.#arrived.has(id)) throw new Error(`${id} has arrived twice`);
    this.#arrived.set(id, args);
    this.counts.delivered += 1;
  }
}

/** The items as a stream. */
export async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  for (const item of items) yield item;
}
