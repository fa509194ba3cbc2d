// Translates the units of a plan into the properties of a table or an index.

import type { EnableScalingProps } from 'aws-cdk-lib/aws-dynamodb';
import type { OnDemandUnits, ProvisionedUnits, ScaledUnits } from '../../planner/capacity.ts';

/** Where auto scaling moves the units, they begin at the least. Elsewhere they are at once what they may become. */
export function provisionedProps({ write, read }: ProvisionedUnits, autoScaling: boolean) {
  const unitsOf = ({ least, most }: ScaledUnits) => (autoScaling ? least : most);
  return { writeCapacity: unitsOf(write), readCapacity: unitsOf(read) };
}

export function onDemandProps(units: OnDemandUnits) {
  const { warmWriteUnits, warmReadUnits, maxWriteUnits, maxReadUnits } = units;
  const isWarm = warmWriteUnits !== undefined || warmReadUnits !== undefined;
  return {
    ...(isWarm && {
      warmThroughput: {
        ...(warmWriteUnits !== undefined && { writeUnitsPerSecond: warmWriteUnits }),
        ...(warmReadUnits !== undefined && { readUnitsPerSecond: warmReadUnits }),
      },
    }),
    ...(maxWriteUnits !== undefined && { maxWriteRequestUnits: maxWriteUnits }),
    ...(maxReadUnits !== undefined && { maxReadRequestUnits: maxReadUnits }),
  };
}

type Scale = (range: EnableScalingProps) => {
  scaleOnUtilization(target: { readonly targetUtilizationPercent: number }): void;
};

/** Lets auto scaling move the units between their bounds. Units whose bounds are equal stay. */
export function scaleUnits(units: ProvisionedUnits, scale: { readonly write: Scale; readonly read: Scale }) {
  for (const kind of ['write', 'read'] as const) {
    const { least, most, targetPercent } = units[kind];
    if (least < most)
      scale[kind]({ minCapacity: least, maxCapacity: most }).scaleOnUtilization({
        targetUtilizationPercent: targetPercent,
      });
  }
}
