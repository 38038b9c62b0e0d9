/** Bounds that keep one client from taking more than its share. Times are in milliseconds. */
export interface HttpLimits {
  /** The largest request body, decoded; of a client stream, the largest message. */
  readonly bodyBytes: number;
  /** All request headers together. */
  readonly headerBytes: number;
  /** From the first byte of a request to the end of its headers. */
  readonly headersTimeout: number;
  /** From the headers of a request to the end of its body. The messages of a client stream may take longer. */
  readonly requestTimeout: number;
  /**
   * How long a stream may stand still: a service that gives no message, a client that sends or reads none.
   * Default 4 minutes, which is less than the 5 after which Node's `fetch` gives up. 0 is no bound.
   */
  readonly streamIdleTimeout: number;
  /** How long an idle connection is kept. */
  readonly keepAliveTimeout: number;
  /** Connections beyond this many are dropped. 0 is no bound. */
  readonly maxConnections: number;
}

/** The limits of a server that sets none. */
export const defaultLimits: HttpLimits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 16 * 1024,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  streamIdleTimeout: 240_000,
  keepAliveTimeout: 65_000,
  maxConnections: 0,
};

/** Limits that 0 switches off. */
const unbounded: ReadonlySet<string> = new Set(['maxConnections', 'streamIdleTimeout']);

/** Fills in what is not given and fails for what is out of range. */
export function checkedLimits(given: Partial<HttpLimits> = {}): HttpLimits {
  const defined = Object.entries(given).filter(([, value]) => value !== undefined);
  const limits: HttpLimits = { ...defaultLimits, ...Object.fromEntries(defined) };
  for (const [name, value] of Object.entries(limits)) {
    const least = unbounded.has(name) ? 0 : 1;
    if (!Number.isSafeInteger(value) || value < least) {
      throw new RangeError(`limits.${name} must be a whole number of at least ${least}`);
    }
  }
  return limits;
}
