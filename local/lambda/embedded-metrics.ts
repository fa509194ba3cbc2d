// Collects the metrics that functions print in CloudWatch's embedded metric format. It adds them up as CloudWatch would, and
// keeps them off the terminal. source: CloudWatch guide, "Specification: Embedded metric format"

import { array, looseObject, object, optional, safeParse, string, unknown } from 'valibot';

/** Sums of counts by metric name, for each service. */
export type MetricSums = Readonly<Record<string, Readonly<Record<string, number>>>>;

const EmbeddedMetrics = looseObject({
  _aws: object({ CloudWatchMetrics: array(object({ Metrics: array(object({ Name: string() })) })) }),
  service: optional(unknown()),
});

export class MetricCollector {
  readonly #sums = new Map<string, Map<string, number>>();

  /** Takes a printed line in if it holds metrics. Returns false for any other line, also for a malformed one. */
  take(line: string): boolean {
    if (!line.startsWith('{"_aws"')) return false;
    const read = safeParse(EmbeddedMetrics, parse(line));
    if (!read.success) return false;
    const { _aws: metadata, ...embedded } = read.output;
    const service = typeof embedded.service === 'string' ? embedded.service : 'unknown';
    const sums = this.#sums.get(service) ?? new Map<string, number>();
    this.#sums.set(service, sums);
    for (const { Metrics } of metadata.CloudWatchMetrics) {
      for (const { Name } of Metrics) {
        const values = [embedded[Name]].flat().map(Number).filter(Number.isFinite);
        sums.set(
          Name,
          values.reduce((sum, value) => sum + value, sums.get(Name) ?? 0),
        );
      }
    }
    return true;
  }

  /** Returns a copy of the sums. */
  read(): MetricSums {
    return Object.fromEntries([...this.#sums].map(([service, sums]) => [service, Object.fromEntries(sums)]));
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
