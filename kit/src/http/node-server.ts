import { createServer, type Server } from 'node:http';
import type { HttpLimits } from './options.ts';

/** A server of Node, within limits, that answers nothing of its own accord that can be answered better. */
export function nodeServer(limits: HttpLimits): Server {
  const shortest = Math.min(limits.headersTimeout, limits.requestTimeout);
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: shortest,
    // Node's limit would be the same for all bodies.
    requestTimeout: 0,
    keepAliveTimeout: limits.keepAliveTimeout,
    connectionsCheckingInterval: checkInterval(shortest),
    // Node's refusal of a request without one has no body.
    requireHostHeader: false,
  });
  if (limits.maxConnections > 0) server.maxConnections = limits.maxConnections;
  return server;
}

/** How often connections are looked at, for a limit of so many milliseconds. */
export function checkInterval(limit: number): number {
  return Math.min(5000, Math.max(50, Math.round(limit / 4)));
}
