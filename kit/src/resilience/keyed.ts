/** One value for each key, for the keys that were used last: a new key takes the place of the oldest. */
export class Keyed<Value> {
  readonly #values = new Map<string | undefined, Value>();
  readonly #max: number;
  readonly #create: () => Value;

  constructor(max: number, create: () => Value) {
    this.#max = max;
    this.#create = create;
  }

  /** How many keys there are. */
  get size(): number {
    return this.#values.size;
  }

  /** The value of a key, which is now the one that was used last. */
  of(key: string | undefined): Value {
    const value = this.#values.get(key) ?? this.#create();
    // A map keeps the order of insertion, so the first key is the one that was not used for longest.
    this.#values.delete(key);
    this.#values.set(key, value);
    if (this.#values.size > this.#max) this.#values.delete(this.#values.keys().next().value);
    return value;
  }
}
