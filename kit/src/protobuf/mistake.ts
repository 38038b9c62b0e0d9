/** A value that cannot be encoded: our own side gave another one than the message has. */
export class Mistake extends Error {
  readonly reason: string;
  /** Where, as a JSON pointer; it grows at its front on the way up. */
  readonly path: string;

  constructor(reason: string, path = '') {
    super(path === '' ? reason : `${path} ${reason}`);
    this.name = 'Mistake';
    this.reason = reason;
    this.path = path;
  }
}

/** The mistake of a value of another type. */
export function mistaken(wanted: string, value: unknown): Mistake {
  return new Mistake(`must be ${wanted}, not ${told(value)}`);
}

/** An error from within a member, with that member in its path. */
export function within(error: unknown, step: string | number): unknown {
  return error instanceof Mistake ? new Mistake(error.reason, `/${step}${error.path}`) : error;
}

function told(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'number' || typeof value === 'bigint') return `the ${typeof value} ${value}`;
  return `a value of type ${typeof value}`;
}
