// How CloudWatch names a metric. The same name with other dimensions is another metric.
// source: CloudWatch guide, "CloudWatch concepts"

export type Dimensions = Readonly<Record<string, string>>;

export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Dimensions;
}

/** Returns a text that only the same metric has. The order of the dimensions does not matter. */
export const keyOfMetric = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([
    namespace,
    name,
    ...Object.entries(dimensions).toSorted(([one], [other]) => (one < other ? -1 : 1)),
  ]);
