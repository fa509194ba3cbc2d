// Collects the metrics that functions print in CloudWatch's embedded metric format. It hands them to CloudWatch, adds them up by service,
// and keeps them off the terminal. source: CloudWatch guide, "Specification: Embedded metric format"

import { array, fallback, looseObject, number, object, optional, safeParse, string, unknown } from 'valibot';
import { MetricStore } from '../cloudwatch/metric-store.ts';

/** Sums of counts by metric name, for each service. */
export type MetricSums = Readonly<Record<string, Readonly<Record<string, number>>>>;

const EmbeddedMetrics = looseObject({
  _aws: object({
    Timestamp: fallback(optional(number()), undefined),
    CloudWatchMetrics: array(
      object({
        Namespace: fallback(string(), ''),
        /** Sets of the names of dimensions. Their values stand beside the metrics. */
        Dimensions: fallback(array(array(string())), [[]]),
        Metrics: array(object({ Name: string() })),
      }),
    ),
  }),
  service: optional(unknown()),
});

export class MetricCollector {
  readonly #store: MetricStore;
  readonly #sums = new Map<string, Map<string, number>>();

  /** @param store keeps the metrics for alarms */
  constructor(store = new MetricStore()) {
    this.#store = store;
  }

  /** Takes a printed line in if it holds metrics. Returns false for any other line, also for a malformed one. */
  take(line: string): boolean {
    if (!line.startsWith('{"_aws"')) return false;
    const read = safeParse(EmbeddedMetrics, parse(line));
    if (!read.success) return false;
    const { _aws: metadata, ...embedded } = read.output;
    const service = typeof embedded.service === 'string' ? embedded.service : 'unknown';
    const sums = this.#sums.get(service) ?? new Map<string, number>();
    this.#sums.set(service, sums);
    for (const { Namespace: namespace, Dimensions: dimensionSets, Metrics } of metadata.CloudWatchMetrics) {
      for (const { Name: name } of Metrics) {
        const values = [embedded[name]].flat().map(Number).filter(Number.isFinite);
        sums.set(
          name,
          values.reduce((sum, value) => sum + value, sums.get(name) ?? 0),
        );
        for (const names of dimensionSets) {
          const dimensions = Object.fromEntries(names.map((each) => [each, String(embedded[each])]));
          const series = this.#store.series({ namespace, name, dimensions });
          for (const value of values) series.add(value, metadata.Timestamp);
        }
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
