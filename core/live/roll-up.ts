// Rolls a batch of count updates up: finds the newest count of each post, writes the totals of split posts and the minutes of the
// timeline, and hands all counts on to those who look. Every step may be repeated, and may come late.

import type { Limit } from '../stream/limit.ts';
import type { StreamRecord } from '../stream/stream-record.ts';
import { collectUpdates, type CounterUpdates } from './collect-updates.ts';
import { type CounterState, newerOf } from './counter-state.ts';
import { minuteOf } from './minute.ts';
import type { NewestCounts } from './newest-counts.ts';
import type { Broadcast } from './ports.ts';
import type { Change } from './trending.ts';
import type { FoundCounter, Timeline, Totals, WholeCounters } from './roll-up-ports.ts';

/** When less time is left, no further post is started. */
const RESERVED_MS = 5_000;

export interface RollUpPorts {
  readonly counters: WholeCounters;
  readonly totals: Totals;
  readonly timeline: Timeline;
  readonly trending: { take(changes: readonly Change[]): Promise<void> };
  /** Undefined where nobody is told of changes. */
  readonly broadcast: Broadcast | undefined;
  readonly memory: NewestCounts;
  /** A post with fewer likes has no timeline. Otherwise each like of the long tail would cost a write of its own. */
  readonly timelineFromLikes: number;
}

export interface RollUpInvocation {
  readonly remainingMs: () => number;
  readonly limit: Limit;
}

export interface RolledUp {
  readonly newest: readonly CounterState[];
  readonly malformed: number;
  /** How many counters were read, because their updates do not tell enough. */
  readonly read: number;
  /** The first records of the posts that were not finished. */
  readonly unfinished: readonly string[];
  readonly failures: readonly unknown[];
}

/** Rejects when the counters cannot be read, or nobody takes the counts. Then the whole batch must come again. */
export async function rollUp(
  ports: RollUpPorts,
  lane: string,
  records: readonly StreamRecord[],
  { remainingMs, limit }: RollUpInvocation,
): Promise<RolledUp> {
  const { counters, malformed, newestMs } = collectUpdates(records);
  // Only those who look see it when a count comes after a newer one. All that is written here goes forward only.
  const mustReadAll =
    ports.broadcast !== undefined && counters.length > 0 && !ports.memory.knows(lane, newestMs);
  const toRead = counters.filter(({ mustRead }) => mustRead || mustReadAll).map(({ key }) => key);
  const found = new Map((await ports.counters.read(toRead)).map((each) => [each.key, each]));

  const unfinished: string[] = [];
  const failures: unknown[] = [];
  const write = async (counter: CounterUpdates): Promise<void> => {
    if (failures.length > 0 || remainingMs() < RESERVED_MS)
      return void unfinished.push(counter.firstSequenceNumber);
    try {
      await writeCounter(ports, counter, found.get(counter.key));
    } catch (error) {
      failures.push(error);
      unfinished.push(counter.firstSequenceNumber);
    }
  };
  await Promise.all(counters.map((counter) => limit(() => write(counter))));

  const changes = counters.flatMap((counter): Change[] => {
    const to = newestOf(counter, found.get(counter.key));
    return to ? [{ from: counter.oldest ?? to, to }] : [];
  });
  const newest = changes.map(({ to }) => to);
  const toTell = newest.map((state) => ports.memory.keep(state));
  await ports.trending.take(changes);
  await ports.broadcast?.send(toTell.map(({ key, count, asOfMs }) => ({ postId: key, count, asOfMs })));
  return { newest, malformed, read: toRead.length, unfinished, failures };
}

async function writeCounter(
  { totals, timeline, timelineFromLikes }: RollUpPorts,
  { states }: CounterUpdates,
  found: FoundCounter | undefined,
): Promise<void> {
  if (found?.generation !== undefined) await totals.write({ ...found, generation: found.generation });
  for (const { key, count, commits, asOfMs } of found ? [...states, found] : states)
    if (count >= timelineFromLikes) await timeline.write({ key, minuteMs: minuteOf(asOfMs), count, commits });
}

/** What was read is newer than all updates. Undefined: there is no such counter. */
function newestOf(
  { mustRead, states }: CounterUpdates,
  found: FoundCounter | undefined,
): CounterState | undefined {
  if (found || mustRead) return found;
  return states.reduce<CounterState | undefined>(newerOf, undefined);
}
