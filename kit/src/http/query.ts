import { KitError } from '../errors/kit-error.ts';

/**
 * The query of a request, decoded strictly: a malformed percent escape is an `invalid_argument`
 * where URLSearchParams would keep it.
 */
export class Query {
  readonly #values: ReadonlyMap<string, readonly string[]>;

  constructor(text: string) {
    this.#values = parse(text);
  }

  /** Every name once, in the order of first appearance. */
  names(): IterableIterator<string> {
    return this.#values.keys();
  }

  /** Whether a name is there, with or without a value. */
  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** The first value of a name. */
  get(name: string): string | undefined {
    return this.#values.get(name)?.[0];
  }

  /** Every value of a name, in order. */
  getAll(name: string): readonly string[] {
    return this.#values.get(name) ?? [];
  }
}

function parse(text: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  if (text === '') return values;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
    const existing = values.get(name);
    if (existing === undefined) values.set(name, [value]);
    else existing.push(value);
  }
  return values;
}

function decode(text: string): string {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try {
    return decodeURIComponent(spaced);
  } catch {
    throw new KitError('invalid_argument', 'the query holds a malformed percent escape');
  }
}
