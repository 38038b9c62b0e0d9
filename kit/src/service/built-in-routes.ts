import type { ServerResponse } from 'node:http';
import { HttpError } from '../http/http-error.ts';
import type { HandleOptions } from '../http/server.ts';
import type { HealthChecks, HealthReport } from '../http/health.ts';
import type { RouteInfo } from '../http/route.ts';

/** What the built-in routes show. */
export interface BuiltInSources {
  readonly health: HealthChecks;
  readonly scrape: () => Promise<string>;
  readonly metricsType: string;
  readonly routes: () => readonly RouteInfo[];
  /** Whether the route listing is shown; it is decided when the address is known. */
  readonly debugRoutes: () => boolean;
}

/** The routes that every service has. Probes and scrapes get no log line. */
export function builtInRoutes(sources: BuiltInSources): readonly HandleOptions[] {
  const { health } = sources;
  const report = async (_: unknown, response: ServerResponse) =>
    sendHealth(response, await health.report());
  const live = (_: unknown, response: ServerResponse) => sendHealth(response, health.live());
  const metrics = async (_: unknown, response: ServerResponse) =>
    send(response, { type: sources.metricsType, text: await sources.scrape() });
  const debug = (_: unknown, response: ServerResponse) => {
    if (!sources.debugRoutes()) throw new HttpError('route_not_found', 'there is no such route');
    send(response, { type: json, text: `${JSON.stringify(sources.routes(), null, 2)}\n` });
  };
  return [
    builtIn('/health', 'health', report),
    builtIn('/livez', 'livez', live),
    builtIn('/readyz', 'readyz', report),
    builtIn('/metrics', 'metrics', metrics),
    builtIn('/debug/routes', 'debug', debug),
  ];
}

const json = 'application/json; charset=utf-8';

function builtIn(path: string, handler: string, serve: HandleOptions['serve']): HandleOptions {
  return { method: 'GET', path, handler, serve, logged: false };
}

function sendHealth(response: ServerResponse, report: HealthReport): void {
  const status = report.status === 'ok' ? 200 : 503;
  send(response, { status, type: json, text: JSON.stringify(report) });
}

interface Answer {
  readonly status?: number;
  readonly type: string;
  readonly text: string;
}

function send(response: ServerResponse, { status = 200, type, text }: Answer): void {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
  });
  response.end(text);
}
