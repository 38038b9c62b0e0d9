import type { Method, Parameter, Type } from '../ir/types.ts';
import { streamsIn, streamsOut } from '../ir/method-kind.ts';
import { type NameOf, typeText } from './type-text.ts';

/** What a message of the stream that a method takes is. */
export function streamItem(method: Method): Type | undefined {
  return streamsIn(method) ? method.parameters[0]?.type : undefined;
}

/** The type of a message that code gives to be sent, made of the type of one that it gets. */
export type GivenText = (text: string) => string;

/** What code gets it can give: so it is in contracts in which every property is written down. */
const SAME: GivenText = (text) => text;

/**
 * The type of a parameter: a request that was made for the method has a name for it.
 * @param given where the caller's side is asked for
 */
export function parameterText(
  method: Method,
  { type }: Parameter,
  nameOf: NameOf,
  given: GivenText = SAME,
): string {
  if (streamsIn(method)) return `AsyncIterable<${given(typeText(type, nameOf))}>`;
  return given(method.input === 'message' ? nameOf(method.request.name) : typeText(type, nameOf));
}

/** The type of one answer: of each message, where it is a stream. */
export function answerText({ response }: Method, nameOf: NameOf, given: GivenText = SAME): string {
  return response === undefined ? 'void' : given(typeText(response, nameOf));
}

/**
 * What a client's method returns. The contract may say AsyncIterable, AsyncGenerator or the like: this is
 * assignable to each.
 */
export function clientReturnText(method: Method, nameOf: NameOf): string {
  if (!streamsOut(method)) return returnText(method, nameOf);
  return `AsyncGenerator<${answerText(method, nameOf)}, undefined, unknown>`;
}

/** What a method returns; the service's side, where what it gives is told. */
export function returnText(method: Method, nameOf: NameOf, given: GivenText = SAME): string {
  const answer = answerText(method, nameOf, given);
  return streamsOut(method) ? `AsyncIterable<${answer}>` : `Promise<${answer}>`;
}
