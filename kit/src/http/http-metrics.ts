import type { CollectedMetric } from '../collected-metric.ts';
import { RequestMetrics, type RequestCounts } from '../request-metrics.ts';

/** The counts of all routes of a server. */
export class HttpMetrics {
  readonly #metrics = new RequestMetrics({
    prefix: 'http',
    help: ['HTTP requests answered.', 'Time from the request headers to the answer.'],
    outcome: 'status',
  });
  /** Requests that matched no route, or were refused before one was looked up. */
  readonly unmatched = this.route('', '');

  /** The counts of a new route. */
  route(method: string, route: string): RequestCounts {
    return this.#metrics.add({ method, route });
  }

  /** Requests by method, route and status, and their durations by method and route. */
  collectors(): readonly CollectedMetric[] {
    return this.#metrics.collectors();
  }
}
