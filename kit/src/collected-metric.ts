/** One sample, in the shape that prom-client prints. */
export interface Sample {
  readonly metricName?: string;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly value: number;
}

/** A metric that is read when it is asked for, in the shape that prom-client registers. */
export interface CollectedMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'histogram';
  get(): Promise<CollectedMetric & { readonly values: readonly Sample[] }>;
}

/** A metric whose samples are taken when it is read. */
export function collector(
  about: Omit<CollectedMetric, 'get'>,
  samples: () => readonly Sample[],
): CollectedMetric {
  const metric: CollectedMetric = {
    ...about,
    get: () => Promise.resolve({ ...metric, values: samples() }),
  };
  return metric;
}
