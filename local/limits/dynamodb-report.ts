// What DynamoDB has metered, as loads and throttles of components.

import type { FlowUsage } from '../dynamodb/capacity/flow.ts';
import type { DynamoDBUsage } from '../dynamodb/worker.ts';
import type { LimitReport, Load } from './cloud-limits.ts';

/** Returns such as `dynamodb counters table` or `dynamodb counters/by-country index`. */
export const dynamodbComponent = (table: string, index: string | undefined) =>
  index === undefined ? `dynamodb ${table} table` : `dynamodb ${table}/${index} index`;

export const reportDynamoDB = ({ resources, throttles }: DynamoDBUsage): LimitReport => ({
  throttles,
  loads: resources.flatMap(({ table, index, reads, writes }) => {
    const component = dynamodbComponent(table, index);
    return [loadOf(component, 'write units', writes), loadOf(component, 'read units', reads)];
  }),
});

const loadOf = (
  component: string,
  unit: Load['unit'],
  { units, limitPerSecond, hottestKey, keyLimitPerSecond }: FlowUsage,
): Load => ({
  component,
  unit,
  total: units,
  limitPerSecond,
  hottestKey: hottestKey && { ...hottestKey, limitPerSecond: keyLimitPerSecond },
});
