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

/** Where a server was bound. */
export interface BoundAddress {
  readonly address: string;
  readonly port: number;
}

/** `host:port`, with brackets where the host is an address of IPv6. */
export function addressText(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** `http://host:port` of a bound address, with a host that a browser on this machine can open. */
export function urlOf(host: string, port: number): string {
  const open = host === '' || host === '0.0.0.0' || host === '::';
  if (open) return `http://localhost:${port}`;
  return `http://${addressText(host, port)}`;
}
