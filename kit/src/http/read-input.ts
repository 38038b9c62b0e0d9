import { addFault, escapeKey } from '../checks/fault-of.ts';
import { isObject, setMember } from '../checks/members.ts';
import type { Fault } from '../errors/fault.ts';
import type { HttpInput } from './route.ts';

/**
 * What a text in a path or query stands for. What does not read as such stays a text, for the
 * decoder to refuse. A `name` is one of a set of texts or `null`; `any` is whichever of the others
 * it reads as. `null` is null wherever a text is not just any text.
 */
export type TextType = 'string' | 'number' | 'boolean' | 'name' | 'any';

/** Which parts of a message are where. A name with dots is a field of a nested object. */
export interface InputShape {
  readonly path?: Readonly<Record<string, TextType>>;
  /** A type in brackets is a list: the name may be repeated. */
  readonly query?: Readonly<Record<string, TextType | readonly [TextType]>>;
  /** The field that is the body, where that is not the whole message. */
  readonly body?: string;
  /**
   * The lists and nested objects of the query that are always there, the outer ones first: a query has no word for
   * an empty one, so that what it says nothing of is empty. One within an object that is not there is not either.
   */
  readonly required?: readonly string[];
  /** Whether names of the query may be written as the protobuf language has them too: `page_size` for `pageSize`. */
  readonly snakeCase?: true;
}

/**
 * The message of a request as one JSON value, for a decoder to check: the body where there is one,
 * else the query, and over both the values of the path. A body that is left out, where the route allows
 * it, is an empty object.
 */
export function readInput(input: HttpInput, shape: InputShape): unknown {
  const { path, query, body: field } = shape;
  const { body = {} } = input;
  const message = query === undefined ? body : fromQuery(input, shape);
  if (!isObject(message)) return message;
  if (field !== undefined && input.body !== undefined) setMember(message, field, input.body);
  for (const [name, type] of Object.entries(path ?? {})) {
    setNested(message, name.split('.'), coerce(input.params[name] ?? '', type));
  }
  return message;
}

function fromQuery(
  { query }: HttpInput,
  { query: types = {}, required = [], snakeCase }: InputShape,
): object {
  const message: Record<string, unknown> = {};
  for (const written of query.names()) {
    const isOther = snakeCase === true && !Object.hasOwn(types, written);
    const name = isOther ? camelCase(written) : written;
    const type = Object.hasOwn(types, name) ? types[name] : undefined;
    const values = query.getAll(written);
    if (type === undefined) setMember(message, written, values[0]);
    else setNested(message, name.split('.'), coerceAll(values, type));
  }
  for (const name of required) {
    fillNested(message, name.split('.'), Object.hasOwn(types, name) ? [] : {});
  }
  return message;
}

/** A name as JSON has it, by the rule of the protobuf language. */
function camelCase(name: string): string {
  return name.replaceAll(/_+(.?)/g, (_, letter: string) => letter.toUpperCase());
}

/** Sets what is absent within objects that are there. */
function fillNested(
  target: Record<string, unknown>,
  [first = '', ...rest]: readonly string[],
  value: object,
): void {
  const existing = Object.hasOwn(target, first) ? target[first] : undefined;
  if (rest.length > 0) {
    if (isObject(existing)) fillNested(existing, rest, value);
  } else if (existing === undefined) setMember(target, first, value);
}

/** A repeated name that is no list stays a list of texts, which its type then refuses. */
function coerceAll(values: readonly string[], type: TextType | readonly [TextType]): unknown {
  if (typeof type !== 'string') return values.map((value) => coerce(value, type[0]));
  return values.length === 1 ? coerce(values[0] ?? '', type) : values;
}

const DECIMAL = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;

function coerce(text: string, type: TextType): unknown {
  if (type === 'string') return text;
  if (text === 'null') return null;
  if ((type === 'number' || type === 'any') && DECIMAL.test(text)) return Number(text);
  if (type === 'boolean' || type === 'any') {
    if (text === 'true' || text === 'false') return text === 'true';
  }
  return text;
}

function setNested(
  target: Record<string, unknown>,
  steps: readonly string[],
  value: unknown,
): void {
  const [first = '', ...rest] = steps;
  if (rest.length === 0) return setMember(target, first, value);
  const existing = Object.hasOwn(target, first) ? target[first] : undefined;
  // A value stands where an object should: the decoder refuses it.
  if (existing !== undefined && !isObject(existing)) return;
  const nested = existing ?? {};
  setMember(target, first, nested);
  setNested(nested, rest, value);
}

/** The message of a method that takes none: what a query says all the same is a fault. */
export function readNothing({ query }: HttpInput, faults: Fault[]): Record<string, never> {
  for (const name of query.names()) {
    const message = 'is not a known property';
    addFault(faults, `/${escapeKey(name)}`, {
      rule: 'unevaluatedProperties',
      wanted: false,
      message,
    });
  }
  return {};
}
