import { collectDefaultMetrics, Registry, type Metric } from 'prom-client';
import type { CallCounts, CallMetrics } from '../endpoint/metrics.ts';
import { collector, type CollectedMetric, type Sample } from '../collected-metric.ts';

/** Adds metrics that are read when they are scraped. */
export function registerCollectors(
  registry: Registry,
  collectors: readonly CollectedMetric[],
): void {
  for (const metric of collectors) {
    // prom-client prints anything with a name and `get`; its types know only its own classes.
    registry.registerMetric(metric as unknown as Metric);
  }
}

/** The counts of the metrics middleware, as metrics. */
export function callCollectors(metrics: CallMetrics): readonly CollectedMetric[] {
  const each = (samples: (counts: CallCounts) => Sample[]) => () =>
    metrics.snapshot().flatMap(samples);
  return [
    collector(
      { name: 'calls_total', help: 'Calls ended, by operation and code.', type: 'counter' },
      each(callSamples),
    ),
    collector(
      { name: 'call_seconds_total', help: 'Time spent in calls.', type: 'counter' },
      each(({ operation, totalSeconds }) => [{ labels: { operation }, value: totalSeconds }]),
    ),
  ];
}

function callSamples({ operation, successes, errors }: CallCounts): Sample[] {
  const failed = [...errors].map(([code, value]) => ({ labels: { operation, code }, value }));
  return [{ labels: { operation, code: 'ok' }, value: successes }, ...failed];
}

/**
 * The text of a scrape. The process's own metrics (memory, event loop, garbage collection) are
 * watched from the first scrape on, so that a service nobody scrapes does not pay for them.
 */
export function scraper(registry: Registry): () => Promise<string> {
  let watching = false;
  return () => {
    if (!watching) collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: 50 });
    watching = true;
    return registry.metrics();
  };
}
