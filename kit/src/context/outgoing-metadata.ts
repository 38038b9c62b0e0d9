const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const plainText = /^[\t\x20-\x7e\x80-\xff]*$/;
const owned: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'keep-alive',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-request-id',
]);

/**
 * What goes back to the caller besides the response: HTTP headers, gRPC metadata.
 * A malformed name or value is refused when it is set, so that it cannot break the response later.
 */
export class OutgoingMetadata {
  readonly #entries = new Map<string, string[]>();

  /** Sets a name to one value; what was there is replaced. Throws a TypeError when malformed. */
  set(name: string, value: string): void {
    this.#entries.set(checked(name, value), [value]);
  }

  /** Adds a value to a name. Throws a TypeError when malformed. */
  append(name: string, value: string): void {
    const key = checked(name, value);
    const values = this.#entries.get(key);
    if (values === undefined) this.#entries.set(key, [value]);
    else values.push(value);
  }

  /** Every name with its values, in the order in which the names were first set. */
  entries(): IterableIterator<[string, string[]]> {
    return this.#entries.entries();
  }
}

function checked(name: string, value: string): string {
  const key = name.toLowerCase();
  if (!token.test(key)) throw new TypeError(`metadata name ${JSON.stringify(name)} is malformed`);
  if (owned.has(key)) throw new TypeError(`metadata name ${key} is set by the transport`);
  if (!plainText.test(value)) throw new TypeError(`the value of metadata ${key} is malformed`);
  return key;
}
