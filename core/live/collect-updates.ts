// Brings the updates of a batch together by counter. An update is derived from the counters, so a malformed record is only counted.

import type { CountUpdate } from '../counters/count-update.ts';
import { decodeUpdates } from '../counters/update-record.ts';
import type { StreamRecord } from '../stream/stream-record.ts';
import { type CounterState, newerOf } from './counter-state.ts';
import { minuteOf } from './minute.ts';

export interface CounterUpdates {
  readonly key: string;
  /** The record that named the counter first. */
  readonly firstSequenceNumber: string;
  /** Whether an update does not tell the count, so that it must be read. */
  readonly mustRead: boolean;
  /** The oldest state that an update tells; undefined when none does. */
  readonly oldest: CounterState | undefined;
  /** The newest state of each minute that an update tells, oldest minute first. */
  readonly states: readonly CounterState[];
}

export interface CollectedUpdates {
  /** In the order in which the batch names them first. */
  readonly counters: readonly CounterUpdates[];
  readonly malformed: number;
  /** The time of the newest update, in milliseconds since 1970. */
  readonly newestMs: number;
}

interface Collecting {
  readonly key: string;
  readonly firstSequenceNumber: string;
  mustRead: boolean;
  oldest: CounterState | undefined;
  readonly minutes: Map<number, CounterState>;
}

export function collectUpdates(records: readonly StreamRecord[]): CollectedUpdates {
  const counters = new Map<string, Collecting>();
  let malformed = 0;
  let newestMs = 0;
  for (const { data, sequenceNumber } of records) {
    const updates = decodeUpdates(data);
    if (!updates) malformed++;
    for (const update of updates ?? []) {
      newestMs = Math.max(newestMs, update.asOfMs);
      const counter = counters.get(update.key) ?? {
        key: update.key,
        firstSequenceNumber: sequenceNumber,
        mustRead: false,
        oldest: undefined,
        minutes: new Map(),
      };
      counters.set(update.key, counter);
      add(counter, update);
    }
  }
  return {
    counters: [...counters.values()].map(({ minutes, ...counter }) => ({
      ...counter,
      states: [...minutes].sort(([one], [other]) => one - other).map(([, state]) => state),
    })),
    malformed,
    newestMs,
  };
}

function add(counter: Collecting, { key, whole, asOfMs }: CountUpdate): void {
  if (!whole) {
    counter.mustRead = true;
    return;
  }
  const { minutes, oldest } = counter;
  const state = { key, ...whole, asOfMs };
  const minute = minuteOf(asOfMs);
  minutes.set(minute, newerOf(minutes.get(minute), state));
  if (!oldest || oldest.commits > state.commits) counter.oldest = state;
}
