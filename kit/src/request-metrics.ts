import { collector, type CollectedMetric, type Sample } from './collected-metric.ts';

/** Upper bounds of the duration histogram, in seconds. */
const durationBuckets: readonly number[] = [
  0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

/** The labels of a metric. */
export type Labels = Readonly<Record<string, string>>;

/** The counts of one route, kept as plain numbers so that counting a request costs next to nothing. */
export class RequestCounts {
  readonly labels: Labels;
  /** Requests by what came of them: a status, a code. */
  readonly outcomes = new Map<string | number, number>();
  /** Requests per bucket, not yet summed up; the last one is beyond all bounds. */
  readonly buckets: number[] = durationBuckets.map(() => 0).concat(0);
  seconds = 0;

  constructor(labels: Labels) {
    this.labels = labels;
  }

  /** Counts one answered request. */
  observe(outcome: string | number, seconds: number): void {
    this.outcomes.set(outcome, (this.outcomes.get(outcome) ?? 0) + 1);
    let index = 0;
    while (index < durationBuckets.length && seconds > (durationBuckets[index] ?? 0)) index += 1;
    this.buckets[index] = (this.buckets[index] ?? 0) + 1;
    this.seconds += seconds;
  }
}

/** What the metrics of a transport are called. */
export interface RequestMetricNames {
  /** `http`: makes `http_requests_total` and `http_request_duration_seconds`. */
  readonly prefix: string;
  /** The help texts of the two. */
  readonly help: readonly [requests: string, duration: string];
  /** The label of an outcome: `status`, `code`. */
  readonly outcome: string;
}

/** The counts of all routes of a transport. */
export class RequestMetrics {
  readonly #names: RequestMetricNames;
  readonly #routes: RequestCounts[] = [];

  constructor(names: RequestMetricNames) {
    this.#names = names;
  }

  /** The counts of a new route. */
  add(labels: Labels): RequestCounts {
    const counts = new RequestCounts(labels);
    this.#routes.push(counts);
    return counts;
  }

  /** Requests by labels and outcome, and their durations by labels. */
  collectors(): readonly CollectedMetric[] {
    const { prefix, help, outcome } = this.#names;
    const routes = () => this.#routes.filter((route) => route.outcomes.size > 0);
    const name = `${prefix}_request_duration_seconds`;
    return [
      collector({ name: `${prefix}_requests_total`, help: help[0], type: 'counter' }, () =>
        routes().flatMap((route) => requestSamples(outcome, route)),
      ),
      collector({ name, help: help[1], type: 'histogram' }, () =>
        routes().flatMap((route) => durationSamples(name, route)),
      ),
    ];
  }
}

function requestSamples(label: string, { labels, outcomes }: RequestCounts): Sample[] {
  return [...outcomes].map(([outcome, value]) => ({
    labels: { ...labels, [label]: outcome },
    value,
  }));
}

function durationSamples(name: string, { labels, ...counts }: RequestCounts): Sample[] {
  let total = 0;
  const buckets = counts.buckets.map((count, index) => {
    const le = durationBuckets[index] ?? '+Inf';
    total += count;
    return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: total };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: counts.seconds },
    { metricName: `${name}_count`, labels, value: total },
  ];
}
