import { Context } from '../../src/context/context.ts';
import type { Endpoint } from '../../src/endpoint/index.ts';
import { KitError, type KitErrorOptions } from '../../src/errors/kit-error.ts';
import type { ErrorCode } from '../../src/errors/error-code.ts';

/** A context of its own. */
export const ctx = () => Context.background({ requestId: 'r' });

/** An endpoint that gives back its request. */
export const echo: Endpoint<string, string> = async (request) => request;

/** An endpoint whose outcomes are listed: an error is thrown, anything else given; the last one stays. */
export class Scripted {
  readonly outcomes: unknown[];
  calls = 0;

  constructor(...outcomes: readonly unknown[]) {
    this.outcomes = [...outcomes];
  }

  readonly endpoint: Endpoint<unknown, unknown> = async () => {
    this.calls += 1;
    const outcome = this.outcomes.length > 1 ? this.outcomes.shift() : this.outcomes[0];
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
}

/** An error of a code. */
export function failure(code: ErrorCode, options?: KitErrorOptions): KitError {
  return new KitError(code, code, options);
}

/** The outcome of a call: its answer, or the code of its error. */
export function outcomeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    (answer) => answer,
    (error: unknown) => KitError.from(error).code,
  );
}

/** What a call failed with. */
export async function errorOf(call: Promise<unknown>): Promise<KitError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error === undefined) throw new Error('the call did not fail');
  return KitError.from(error);
}

/** A stream of these messages, which then fails if there is an error. */
export async function* streamOf(messages: readonly unknown[], error?: Error) {
  yield* messages;
  if (error !== undefined) throw error;
}

/** Every message of a stream. */
export async function all(stream: unknown): Promise<unknown[]> {
  const seen: unknown[] = [];
  for await (const message of stream as AsyncIterable<unknown>) seen.push(message);
  return seen;
}

/** A promise that is settled from outside. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  let reject!: (error: unknown) => void;
  const promise = new Promise<T>((...settle) => ([resolve, reject] = settle));
  return { promise, resolve, reject };
}
