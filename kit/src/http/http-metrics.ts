import { collector, type CollectedMetric, type Sample } from '../collected-metric.ts';

/** Upper bounds of the duration histogram, in seconds. */
const durationBuckets: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The counts of one route, kept as plain numbers so that counting a request costs next to nothing. */
export class RouteMetrics {
  readonly method: string;
  readonly route: string;
  readonly statuses = new Map<number, number>();
  /** Requests per bucket, not yet summed up; the last one is beyond all bounds. */
  readonly buckets: number[] = durationBuckets.map(() => 0).concat(0);
  seconds = 0;

  constructor(method: string, route: string) {
    this.method = method;
    this.route = route;
  }

  /** Counts one answered request. */
  observe(status: number, seconds: number): void {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    let index = 0;
    while (index < durationBuckets.length && seconds > (durationBuckets[index] ?? 0)) index += 1;
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
    this.seconds += seconds;
  }
}

/** The counts of all routes of a server. */
export class HttpMetrics {
  readonly #routes: RouteMetrics[] = [];
  /** Requests that matched no route, or were refused before one was looked up. */
  readonly unmatched = this.route('', '');

  /** The counts of a new route. */
  route(method: string, path: string): RouteMetrics {
    const metrics = new RouteMetrics(method, path);
    this.#routes.push(metrics);
    return metrics;
  }

  /** Requests by method, route and status, and their durations by method and route. */
  collectors(): readonly CollectedMetric[] {
    const routes = () => this.#routes.filter((route) => route.statuses.size > 0);
    const counter = { name: 'http_requests_total', help: 'HTTP requests answered.' };
    const name = 'http_request_duration_seconds';
    const help = 'Time from the request headers to the answer.';
    return [
      collector({ ...counter, type: 'counter' }, () => routes().flatMap(requestSamples)),
      collector({ name, help, type: 'histogram' }, () =>
        routes().flatMap((route) => durationSamples(name, route)),
      ),
    ];
  }
}

function requestSamples({ method, route, statuses }: RouteMetrics): Sample[] {
  return [...statuses].map(([status, value]) => ({ labels: { method, route, status }, value }));
}

function durationSamples(name: string, { method, route, ...metrics }: RouteMetrics): Sample[] {
  let total = 0;
  const buckets = metrics.buckets.map((count, index) => {
    const le = durationBuckets[index] ?? '+Inf';
    total += count;
    return { metricName: `${name}_bucket`, labels: { le, method, route }, value: total };
  });
  const labels = { method, route };
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: metrics.seconds },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
