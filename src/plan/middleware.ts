import type { KitSymbol } from '../../kit/src/codegen.ts';
import type { Imports } from './imports.ts';

/** Middleware that `extend -append-middleware` adds to the chain of every endpoint. */
export const middlewareNames = [
  'tracing',
  'error-handling',
  'metrics',
  'rate-limit',
  'circuit-breaker',
  'retry',
  'bulkhead',
] as const;

/** The name of one, as flags and the manifest spell it. */
export type MiddlewareName = (typeof middlewareNames)[number];

/** How the chain makes one of them: the runtime's function, and its argument. */
interface MiddlewareCall {
  readonly symbol: KitSymbol;
  readonly argument: string;
  /** Whether it counts calls, in the service's own counters. */
  readonly counts?: true;
  /** Whether it asks of an endpoint if a call may be made twice. */
  readonly repeats?: true;
  /** The packages that it needs beside the runtime. */
  readonly needs?: Readonly<Record<string, string>>;
}

/** The range that the runtime's optional peer is tested with. */
const COCKATIEL = { cockatiel: '^3.2.1' };

const calls: Readonly<Record<MiddlewareName, MiddlewareCall>> = {
  tracing: { symbol: 'tracing', argument: '{ operation: info.operation }' },
  'error-handling': { symbol: 'errorHandling', argument: '{ operation: info.operation }' },
  metrics: {
    symbol: 'metrics',
    argument: '{ counts: deps.callMetrics, operation: info.operation }',
    counts: true,
  },
  'rate-limit': { symbol: 'rateLimit', argument: '', needs: COCKATIEL },
  'circuit-breaker': { symbol: 'circuitBreaker', argument: '', needs: COCKATIEL },
  retry: {
    symbol: 'retry',
    argument: '{ idempotent: info.idempotent === true }',
    repeats: true,
    needs: COCKATIEL,
  },
  bulkhead: { symbol: 'bulkhead', argument: '', needs: COCKATIEL },
};

/** Whether a text is the name of middleware that this version knows. */
export function isMiddlewareName(name: string): name is MiddlewareName {
  return (middlewareNames as readonly string[]).includes(name);
}

/** The appended part of a chain: its calls in their order, and what they need of the chain. */
export interface AppendedMiddleware {
  readonly calls: readonly string[];
  readonly counts: boolean;
}

/** The packages that middleware needs beside the runtime, with their ranges. */
export function middlewarePackages(
  names: readonly MiddlewareName[],
): Readonly<Record<string, string>> {
  return Object.assign({}, ...names.map((name) => calls[name].needs)) as Record<string, string>;
}

/** Whether any of some middleware makes calls again. */
export function repeatsCalls(names: readonly MiddlewareName[]): boolean {
  return names.some((name) => calls[name].repeats === true);
}

/** Writes the calls of the middleware that a project has appended. */
export function appendedMiddleware(
  names: readonly MiddlewareName[],
  imports: Imports,
): AppendedMiddleware {
  const chosen = names.map((name) => calls[name]);
  return {
    calls: chosen.map(({ symbol, argument }) => `${imports.kit(symbol)}(${argument})`),
    counts: chosen.some(({ counts }) => counts === true),
  };
}
