import { CallEntry } from './call-entry.ts';
import { ClientStreamEntry } from './client-stream-entry.ts';
import type { RequestCounts } from '../request-metrics.ts';
import type { HttpRoute } from './route.ts';
import type { RouteEntry } from './route-entry.ts';
import { ServerStreamEntry } from './server-stream-entry.ts';

/** What serves a route of the contract. */
export function entryOf(route: HttpRoute, metrics: RequestCounts): RouteEntry {
  if (route.stream === undefined) return new CallEntry(route, metrics);
  return route.stream === 'server'
    ? new ServerStreamEntry(route, metrics)
    : new ClientStreamEntry(route, metrics);
}
