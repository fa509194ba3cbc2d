// Says that a table is throttled, or uses nearly all that it may.

import type { Capacity, TableCapacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import type { Units } from '../components/units.ts';
import { UNITS_OF_A_TABLE } from '../quotas.ts';
import { type Alarm, type AlarmMetric, type TableName, TWICE } from './alarm.ts';

const SOURCE = 'DynamoDB guide, metrics and dimensions';
const NEAR_PERCENT = 80;
/** A table that grows its partitions throttles now and then, and every caller tries again. */
const THROTTLES_A_SECOND = 1;

export const tablesOf = ({ tables, rollUp, push }: Capacity): [name: TableName, table: TableCapacity][] => [
  ['ledger', tables.likes],
  ['counters', tables.counters],
  ['posts', tables.posts],
  ...(rollUp ? [['timeline', rollUp.timeline] as [TableName, TableCapacity]] : []),
  ...(push ? [['connections', push.connections] as [TableName, TableCapacity]] : []),
];

/** The most that it takes: what auto scaling goes up to, what bounds the bill, or the quota of a table. */
function limitOf({ mode, table }: TableCapacity): Units {
  if (mode === 'provisioned') return { write: table.write.most, read: table.read.most };
  return { write: table.maxWriteUnits ?? UNITS_OF_A_TABLE, read: table.maxReadUnits ?? UNITS_OF_A_TABLE };
}

export const tableAlarms = (capacity: Capacity): Alarm[] =>
  tablesOf(capacity).flatMap(([name, table]) => {
    const sum = (metric: string): AlarmMetric => ({
      of: { kind: 'table', name },
      name: metric,
      statistic: 'Sum',
    });
    const { write, read } = limitOf(table);
    const used = (units: 'writes' | 'reads', perSecond: number) =>
      `100 * FILL(${units}, 0) / ${perSecond * TWICE.periodSeconds}`;
    const [writes, reads] = [used('writes', write), used('reads', read)];
    return [
      {
        key: `${name}-throttled`,
        says: `DynamoDB refuses writes or reads of ${name}, also when they are tried again.`,
        metrics: { writes: sum('WriteThrottleEvents'), reads: sum('ReadThrottleEvents') },
        expression: 'FILL(writes, 0) + FILL(reads, 0)',
        threshold: THROTTLES_A_SECOND * TWICE.periodSeconds,
        unit: 'throttles',
        formula: `${THROTTLES_A_SECOND} a second × ${TWICE.periodSeconds} s`,
        ...common,
      },
      {
        key: `${name}-near-limit`,
        says: `The table ${name} uses nearly all that it may.`,
        metrics: { writes: sum('ConsumedWriteCapacityUnits'), reads: sum('ConsumedReadCapacityUnits') },
        expression: `IF(${writes} > ${reads}, ${writes}, ${reads})`,
        threshold: NEAR_PERCENT,
        unit: '%',
        formula: `${NEAR_PERCENT}% of ${show(write)} writes/s or ${show(read)} reads/s, ${table.mode === 'provisioned' ? 'the most that auto scaling provisions' : 'the maximum of the table, or the quota'}`,
        ...common,
      },
    ] satisfies Alarm[];
  });

const common = { when: 'at least', missing: 'good', source: SOURCE, ...TWICE } as const;
