// The parts of a table's description that its limits come from, as dynalite keeps them.

import type { CapacitySettings } from './capacity.ts';

interface Throughput {
  readonly ProvisionedThroughput?: {
    readonly ReadCapacityUnits?: number;
    readonly WriteCapacityUnits?: number;
  };
  readonly OnDemandThroughput?: {
    readonly MaxReadRequestUnits?: number;
    readonly MaxWriteRequestUnits?: number;
  };
  readonly WarmThroughput?: {
    readonly ReadUnitsPerSecond?: number;
    readonly WriteUnitsPerSecond?: number;
  };
}

export interface IndexDescription extends Throughput {
  readonly IndexName: string;
  readonly IndexArn: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly Projection: {
    readonly ProjectionType?: string;
    readonly NonKeyAttributes?: readonly string[];
  };
}

export interface TableDescription extends Throughput {
  readonly TableName: string;
  readonly TableArn: string;
  readonly BillingModeSummary?: { readonly BillingMode?: string };
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly GlobalSecondaryIndexes?: readonly IndexDescription[];
}

export const isOnDemand = ({ BillingModeSummary }: TableDescription) =>
  BillingModeSummary?.BillingMode === 'PAY_PER_REQUEST';

// source: DynamoDB guide, "On-demand capacity mode": initial throughput
const START_WRITES_PER_SECOND = 4_000;
const START_READS_PER_SECOND = 12_000;

/** The API takes -1 for no maximum. */
const scaleMaximum = (most: number | undefined, scale: number) =>
  most === undefined || most < 0 ? undefined : most * scale;

/** Returns the settings of a table, or of an index of it, multiplied by the scale. */
export function readCapacities(
  { ProvisionedThroughput: provisioned, OnDemandThroughput: most, WarmThroughput: warm }: Throughput,
  onDemand: boolean,
  scale: number,
): { readonly reads: CapacitySettings; readonly writes: CapacitySettings } {
  if (!onDemand) {
    const of = (units = 0): CapacitySettings => ({ mode: 'provisioned', perSecond: units * scale });
    return { reads: of(provisioned?.ReadCapacityUnits), writes: of(provisioned?.WriteCapacityUnits) };
  }
  const of = (start: number, warmPerSecond = 0, maximum?: number): CapacitySettings => ({
    mode: 'on-demand',
    startPerSecond: Math.max(start, warmPerSecond) * scale,
    maximumPerSecond: scaleMaximum(maximum, scale),
  });
  return {
    reads: of(START_READS_PER_SECOND, warm?.ReadUnitsPerSecond, most?.MaxReadRequestUnits),
    writes: of(START_WRITES_PER_SECOND, warm?.WriteUnitsPerSecond, most?.MaxWriteRequestUnits),
  };
}
