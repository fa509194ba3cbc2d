// The tables and their index: what each must take a second, and which mode costs less.

import type { CapacityMode, Scenario } from '../../scenarios/scenario.ts';
import type { Capacity, OnDemandUnits, ScaledUnits, TableCapacity } from '../capacity.ts';
import { HEADROOM, SPARE } from '../headroom.ts';
import { NEW_ON_DEMAND_TABLE } from '../limits.ts';
import { tableCost } from '../costs/table-cost.ts';
import { UNITS_OF_A_TABLE } from '../quotas.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';
import { counterUnits, totalUnits } from './counter-units.ts';
import type { Units } from './units.ts';

/** Auto scaling aims at this share of what is provisioned. source: DynamoDB guide, auto scaling, default of the console */
const TARGET_PERCENT = 70;
/** An index that hardly anybody writes keeps these. */
const LEAST_UNITS = 5;

export interface UnitsOfTable {
  readonly steady: Units;
  readonly peak: Units;
}

/**
 * Bounds for auto scaling. It acts after two minutes above its target and needs some more, five in all; meanwhile the table lives on
 * what it saved in the five minutes before. So the least must lie halfway between steady and peak. The most leaves the target's
 * share of room.
 * source: DynamoDB guide, auto scaling; burst capacity
 */
export function scaledUnits(steady: number, peak: number): ScaledUnits {
  const byTarget = (100 * steady) / TARGET_PERCENT;
  const least = Math.max(LEAST_UNITS, Math.ceil(Math.max(byTarget, (steady + peak) / 2)));
  return {
    least,
    most: Math.max(least, Math.ceil((100 * peak) / TARGET_PERCENT)),
    targetPercent: TARGET_PERCENT,
  };
}

/** A table is warmed for its peak if a new one would not take it. Then twice of that bounds the bill. */
function onDemandUnits({ write, read }: Units): OnDemandUnits {
  const isLarge =
    write > NEW_ON_DEMAND_TABLE.writeUnitsPerSecond || read > NEW_ON_DEMAND_TABLE.readUnitsPerSecond;
  if (!isLarge)
    return {
      warmWriteUnits: undefined,
      warmReadUnits: undefined,
      maxWriteUnits: undefined,
      maxReadUnits: undefined,
    };
  const warm = (units: number, atFirst: number) => Math.max(atFirst, Math.ceil(SPARE * units));
  const warmWriteUnits = warm(write, NEW_ON_DEMAND_TABLE.writeUnitsPerSecond);
  const warmReadUnits = warm(read, NEW_ON_DEMAND_TABLE.readUnitsPerSecond);
  return {
    warmWriteUnits,
    warmReadUnits,
    maxWriteUnits: HEADROOM * warmWriteUnits,
    maxReadUnits: HEADROOM * warmReadUnits,
  };
}

export function planTable(
  policy: CapacityMode,
  table: UnitsOfTable,
  indexes: Readonly<Record<string, UnitsOfTable>>,
): TableCapacity {
  const scaled = ({ steady, peak }: UnitsOfTable) => ({
    write: scaledUnits(steady.write, peak.write),
    read: scaledUnits(steady.read, peak.read),
  });
  const each = <T>(make: (units: UnitsOfTable) => T) =>
    Object.fromEntries(Object.entries(indexes).map(([name, units]) => [name, make(units)]));
  const provisioned: TableCapacity = { mode: 'provisioned', table: scaled(table), indexes: each(scaled) };
  const onDemand: TableCapacity = {
    mode: 'on-demand',
    table: onDemandUnits(table.peak),
    indexes: each(({ peak }) => onDemandUnits(peak)),
  };
  if (policy === 'provisioned') return provisioned;
  if (policy === 'on-demand') return onDemand;
  const monthly = (capacity: TableCapacity) => tableCost(capacity, table.steady).perMonth;
  return monthly(provisioned) < monthly(onDemand) ? provisioned : onDemand;
}

export const ledgerUnits = (at: Traffic): Units => ({ write: at.ledgerWrites, read: at.ledgerReads });

/** A post that is split, and merged again, is written to the index once each. At most so many posts can be hot at once. */
export const indexUnits = ({ likes }: Traffic, splitAboveWritesPerSecond: number): Units => ({
  write: Math.ceil(likes / splitAboveWritesPerSecond),
  read: 1,
});

export function tableComponents(
  { workload, policies }: Scenario,
  capacity: Capacity,
  at: Traffic,
): Component[] {
  const { tables, hotPosts, eventSourceMapping } = capacity;
  const pages = (share: number) => `${show(at.pages * share)} pages × ${workload.postsPerRead} posts`;
  const batch = `${show(at.batchesPerSecond)} batches of ${show(at.batches.likesPerBatch)}, window ${eventSourceMapping.batchWindowSeconds} s`;
  const totals = totalUnits(at, capacity, policies.live);
  return [
    ...unitsOf('ledger', tables.likes, 'table', ledgerUnits(at), {
      write: `peak ${show(at.likes)} × 1 unit`,
      read: `${pages(at.edge.tokenShare)} × 1, if ${policies.edge ? 'a tenth of the' : 'all'} readers have a token`,
    }),
    ...unitsOf('counters', tables.counters, 'table', counterUnits(at, capacity, policies.live), {
      write: `${batch}: 1 for the hot post + ${show(1 - workload.hotKeyShare)} of the rest each${totals.write > 0 ? `; ${show(totals.write)} totals` : ''}`,
      read: `${pages(at.edge.originShare)} × 0.5${totals.read > 0 ? `; ${show(totals.read)} for totals` : ''}`,
    }),
    ...Object.keys(tables.counters.indexes).flatMap((index) =>
      unitsOf(index, tables.counters, index, indexUnits(at, hotPosts.splitAboveWritesPerSecond), {
        write: `peak ${show(at.likes)} / ${hotPosts.splitAboveWritesPerSecond}: posts that can be hot at once`,
        read: 'one query a minute',
      }).slice(0, 1),
    ),
  ];
}

/** The components of a table without an index. */
export const tableOf = (
  name: string,
  capacity: TableCapacity,
  units: Units,
  formulas: Readonly<Record<'write' | 'read', string>>,
): Component[] => unitsOf(name, capacity, 'table', units, formulas);

function unitsOf(
  name: string,
  capacity: TableCapacity,
  part: string,
  units: Units,
  formulas: Readonly<Record<'write' | 'read', string>>,
): Component[] {
  return (['write', 'read'] as const).flatMap((kind) => {
    const { limit, declared } = limitOf(capacity, part, kind);
    const common = { load: units[kind], unit: `${kind} units/s`, declared, formula: formulas[kind] };
    const ofTable = component({
      ...common,
      name: `${name}: ${kind}s`,
      limit,
      elasticity: 'declared',
      source:
        capacity.mode === 'provisioned'
          ? 'what is provisioned, at most'
          : 'DynamoDB guide, on-demand capacity mode',
      remedy: capacity.mode === 'provisioned' ? 'higher bounds of auto scaling' : 'more warm throughput',
    });
    const ofQuota = component({
      ...common,
      name: `${name}: ${kind} quota`,
      limit: UNITS_OF_A_TABLE,
      elasticity: 'quota',
      quota: SERVICE_QUOTAS[`${kind}UnitsOfTable`],
      source: 'DynamoDB guide, quotas',
      remedy: `have the ${kind} units of a table raised`,
    });
    return part === 'table' ? [ofTable, ofQuota] : [ofTable];
  });
}

function limitOf(capacity: TableCapacity, part: string, kind: 'write' | 'read') {
  if (capacity.mode === 'provisioned') {
    const units = part === 'table' ? capacity.table : capacity.indexes[part];
    const { least = 0, most = 0 } = units?.[kind] ?? {};
    return { limit: most, declared: `provisioned, ${show(least)} to ${show(most)}` };
  }
  const units = part === 'table' ? capacity.table : capacity.indexes[part];
  const warm = kind === 'write' ? units?.warmWriteUnits : units?.warmReadUnits;
  const most = kind === 'write' ? units?.maxWriteUnits : units?.maxReadUnits;
  const atFirst =
    kind === 'write' ? NEW_ON_DEMAND_TABLE.writeUnitsPerSecond : NEW_ON_DEMAND_TABLE.readUnitsPerSecond;
  const declared =
    warm === undefined ? 'on demand' : `on demand, warm for ${show(warm)}, at most ${show(most ?? 0)}`;
  return { limit: Math.min(most ?? Number.POSITIVE_INFINITY, warm ?? atFirst), declared };
}
