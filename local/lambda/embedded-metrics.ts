// Collects the metrics that functions print in CloudWatch's embedded metric format. It adds them up as CloudWatch would, and
// keeps them off the terminal. source: CloudWatch guide, "Specification: Embedded metric format"

/** Sums of counts by metric name, for each service. */
export type MetricSums = Readonly<Record<string, Readonly<Record<string, number>>>>;

interface EmbeddedMetrics {
  readonly _aws: {
    readonly CloudWatchMetrics: readonly { readonly Metrics: readonly { readonly Name: string }[] }[];
  };
  readonly service?: unknown;
  readonly [name: string]: unknown;
}

export class MetricCollector {
  readonly #sums: Record<string, Record<string, number>> = {};

  /** Takes a printed line in if it holds metrics. Returns false for any other line. */
  take(line: string): boolean {
    if (!line.startsWith('{"_aws"')) return false;
    const { _aws: metadata, ...embedded } = JSON.parse(line) as EmbeddedMetrics;
    const service = typeof embedded.service === 'string' ? embedded.service : 'unknown';
    const sums = (this.#sums[service] ??= {});
    for (const { Metrics } of metadata.CloudWatchMetrics) {
      for (const { Name } of Metrics) {
        const values = [embedded[Name]].flat().map(Number);
        sums[Name] = values.reduce((sum, value) => sum + value, sums[Name] ?? 0);
      }
    }
    return true;
  }

  /** Returns a copy of the sums. */
  read(): MetricSums {
    return structuredClone(this.#sums);
  }
}
