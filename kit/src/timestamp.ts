/**
 * An instant to the nanosecond. It is a `Date`, which knows it to the millisecond, and a plain `Date` is taken wherever
 * this is; as JSON it is RFC 3339 text in UTC with 0, 3, 6 or 9 digits of a second.
 */
export class Timestamp extends Date {
  readonly #beyond: number;

  /**
   * @param date the instant, or its milliseconds since 1970
   * @param beyond nanoseconds beyond its millisecond, from 0 to 999999; those of the date where it is left out
   */
  constructor(date: Date | number, beyond?: number) {
    super(Number(date));
    this.#beyond = beyond ?? (date instanceof Timestamp ? date.nanos % 1_000_000 : 0);
    if (!Number.isInteger(this.#beyond) || this.#beyond < 0 || this.#beyond > 999_999) {
      throw new RangeError('a millisecond has nanoseconds from 0 to 999999');
    }
  }

  /** The nanoseconds of its second: from 0 to 999999999. */
  get nanos(): number {
    return this.getUTCMilliseconds() * 1_000_000 + this.#beyond;
  }

  override toJSON(): string {
    if (Number.isNaN(this.getTime())) throw new RangeError('an invalid Date is no instant');
    const digits = String(this.nanos)
      .padStart(9, '0')
      .replace(/(?:000){1,3}$/, '');
    return `${this.toISOString().slice(0, -5)}${digits === '' ? '' : `.${digits}`}Z`;
  }
}
