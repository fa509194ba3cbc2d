// Reads the local cloud's own metrics, throttles and loads, and turns sums since the start into rates of the last seconds.

import type { LocalCloud } from '../../../local/cloud.ts';
import type { Bar } from './sample.ts';

/** A batch reports its metrics when it ends, so the rates of a single second would jump. */
const WINDOW_SECONDS = 4;

interface Reading {
  readonly atMs: number;
  readonly sums: Readonly<Record<string, number>>;
}

export interface Rates {
  readonly likes: number;
  readonly ledgerWrites: number;
  readonly counterWrites: number;
  readonly throttles: number;
  readonly shards: readonly Bar[];
  /** The busiest item of the counters, which stands for its partition. */
  readonly hottestItem: Bar | undefined;
}

/** @param openShards the shards that take records now */
export function makeMeter(cloud: LocalCloud, now: () => number = Date.now) {
  const readings: Reading[] = [];
  const { LikeEventsStream = '', CountersTable = '' } = cloud.outputs;
  const shardPrefix = `kinesis ${LikeEventsStream} `;

  return function measure(openShards: ReadonlySet<string>): Rates {
    const metrics = cloud.readMetrics();
    const taken = metrics['accept-like'] ?? {};
    const counting = metrics['batch-likes'] ?? {};
    const loads = cloud.readLoad();
    const shards = loads.filter(
      ({ component, unit }) => unit === 'records' && component.startsWith(shardPrefix),
    );
    const sums: Record<string, number> = {
      likes: (taken['LikesAccepted'] ?? 0) + (taken['LikesQueued'] ?? 0),
      ledgerWrites: counting['LedgerWrites'] ?? 0,
      counterWrites: counting['CounterWrites'] ?? 0,
      throttles: Object.values(cloud.readThrottles()).reduce((sum, count) => sum + count, 0),
    };
    for (const { component, total } of shards) sums[component] = total;
    readings.push({ atMs: now(), sums });
    while (readings.length > WINDOW_SECONDS + 1) readings.shift();
    const [first, last] = [readings[0], readings.at(-1)];
    const seconds = Math.max(1, ((last?.atMs ?? 0) - (first?.atMs ?? 0)) / 1_000);
    const rateOf = (name: string) => {
      // What is new since the window began, such as a shard, has taken nothing before.
      const before = first?.sums[name] ?? (readings.length > 1 ? 0 : sums[name]);
      return ((sums[name] ?? 0) - (before ?? 0)) / seconds;
    };
    const counters = loads.find(
      ({ component, unit }) => unit === 'write units' && component === `dynamodb ${CountersTable} table`,
    );
    return {
      likes: rateOf('likes'),
      ledgerWrites: rateOf('ledgerWrites'),
      counterWrites: rateOf('counterWrites'),
      throttles: rateOf('throttles'),
      shards: shards
        .filter(({ component }) => openShards.has(component.slice(shardPrefix.length)))
        .map(({ component, limitPerSecond }) => ({
          name: component.replace(/.*shardId-0*(?=\d)/, 'shard '),
          perSecond: rateOf(component),
          limit: limitPerSecond,
        })),
      hottestItem: counters?.hottestKey && {
        name: counters.hottestKey.key.replace(/^root#/, ''),
        perSecond: counters.hottestKey.perSecond,
        limit: counters.hottestKey.limitPerSecond,
      },
    };
  };
}
