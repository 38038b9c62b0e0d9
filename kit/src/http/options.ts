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

/** Where a server listens. No host means every address of the machine. */
export interface ListenAddress {
  readonly host: string | undefined;
  readonly port: number;
}

const pattern = /^(?:\[([0-9A-Fa-f:.]+)\]|([^:\s[\]]*)):(\d{1,5})$/;

/**
 * Reads `host:port`, `[v6]:port` or `:port` (every address). Port 0 takes a free one. Undefined for
 * anything else.
 */
export function parseAddress(text: string): ListenAddress | undefined {
  const match = pattern.exec(text);
  const port = Number(match?.[3]);
  if (match === null || port > 65_535) return undefined;
  return { host: match[1] ?? (match[2] || undefined), port };
}

/** Whether only this machine can reach the address. */
export function isLoopback({ host }: ListenAddress): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host ?? '');
}

/** `http://host:port` of a bound address, with a host that a browser on this machine can open. */
export function urlOf(host: string, port: number): string {
  const open = host === '' || host === '0.0.0.0' || host === '::';
  if (open) return `http://localhost:${port}`;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
