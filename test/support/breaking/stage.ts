import { each } from '../roundtrip/ledger.ts';
import type { Contract, Method } from '../../../src/ir/types.ts';

/** What reached a method, by the names of its parameters. */
export type Arrival = Readonly<Record<string, unknown>>;

/** Stands behind every method of a running service: keeps what arrives by its id, and answers what it is told to. */
export class Stage {
  readonly #methods: ReadonlyMap<string, Method>;
  readonly #answers = new Map<string, unknown>();
  readonly #arrived = new Map<string, Arrival>();

  constructor({ services }: Contract) {
    this.#methods = new Map(
      services.flatMap(({ name, methods }) =>
        methods.map((method) => [`${name}.${method.name}`, method]),
      ),
    );
  }

  /** Says what the call of an id is answered with. */
  prepare(id: string, answer: unknown): void {
    this.#answers.set(id, answer);
  }

  /** What the call of an id came with; `undefined` where it did not come. */
  arrived(id: string): Arrival | undefined {
    return this.#arrived.get(id);
  }

  /** A call of the service: the arguments, and the context behind them. */
  readonly call = (operation: string, args: readonly unknown[]): unknown => {
    const { requestId } = args.at(-1) as { readonly requestId: string };
    const method = this.#methods.get(operation);
    if (method === undefined) throw new Error(`${operation} is called, and is no method`);
    return this.#answer(requestId, method, args.slice(0, -1));
  };

  #answer(id: string, method: Method, args: readonly unknown[]): unknown {
    const answer = this.#answers.get(id);
    if (method.kind === 'client-stream') {
      return collected(args[0]).then((items) => {
        this.#arrived.set(id, { items });
        return answer;
      });
    }
    this.#arrived.set(id, named(method, args));
    return method.kind === 'server-stream'
      ? each(answer as readonly unknown[])
      : Promise.resolve(answer);
  }
}

/** A message is its fields, as if they were parameters. */
function named({ input, parameters }: Method, args: readonly unknown[]): Arrival {
  if (input === 'message') return args[0] as Arrival;
  return Object.fromEntries(parameters.map(({ name }, index) => [name, args[index]]));
}

/** The items of a stream. */
export async function collected(stream: unknown): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  for await (const item of stream as AsyncIterable<unknown>) items.push(item);
  return items;
}
