// Sorts the throttles of the local cloud by what the plan predicts: shards, counter items and tables.

import type { LocalCloud } from '../../local/cloud.ts';

export interface Throttles {
  readonly shards: number;
  /** A partition key of the counters, which is one counter item. */
  readonly counters: number;
  /** Tables and indexes, and partition keys of other tables. */
  readonly tables: number;
  /** The same, and what else was throttled, by the component's name. */
  readonly byComponent: Readonly<Record<string, number>>;
}

/** Returns the sums so far. */
export function readThrottles(cloud: LocalCloud): Throttles {
  return sortThrottles(nameTables(cloud.readThrottles(), cloud.outputs));
}

/** The CDK's own outputs, by which one stack imports from another. */
const EXPORT = 'Export';

/** Puts the names of the outputs in place of the tables' physical names, which nobody can read. */
export const nameTables = (
  counts: Readonly<Record<string, number>>,
  outputs: Readonly<Record<string, string>>,
): Record<string, number> => {
  const named = Object.entries(outputs).filter(([output]) => !output.startsWith(EXPORT));
  return Object.fromEntries(
    Object.entries(counts).map(([component, count]) => {
      const output = named.find(([, name]) => component.startsWith(`dynamodb ${name}`));
      return [output ? component.replace(output[1], output[0]) : component, count];
    }),
  );
};

export function sortThrottles(byComponent: Readonly<Record<string, number>>): Throttles {
  const sumOf = (matches: (component: string) => boolean) =>
    Object.entries(byComponent).reduce(
      (sum, [component, count]) => sum + (matches(component) ? count : 0),
      0,
    );
  const isCounterItem = (component: string) => component === 'dynamodb CountersTable key';
  return {
    shards: sumOf((component) => component.startsWith('kinesis ')),
    counters: sumOf(isCounterItem),
    tables: sumOf((component) => component.startsWith('dynamodb ') && !isCounterItem(component)),
    byComponent,
  };
}

export function subtractThrottles(after: Throttles, before: Throttles): Throttles {
  const byComponent = Object.entries(after.byComponent).map(
    ([component, count]) => [component, count - (before.byComponent[component] ?? 0)] as const,
  );
  return {
    shards: after.shards - before.shards,
    counters: after.counters - before.counters,
    tables: after.tables - before.tables,
    byComponent: Object.fromEntries(byComponent.filter(([, count]) => count > 0)),
  };
}
