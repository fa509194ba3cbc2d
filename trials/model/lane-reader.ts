// What an event source mapping knows of one lane: how far it has come, and which attempt it waits for.

import type { StreamRecord } from '../../core/stream/stream-record.ts';
import type { Attempt } from './calls.ts';
import type { Choices } from './choices.ts';
import type { Tally } from './tally.ts';
import type { LaneRecords } from './workload.ts';

/** The most attempts on a lane at once. Zombies are among them. */
const MAX_ATTEMPTS_AT_ONCE = 4;

export interface LaneReader {
  readonly name: string;
  readonly lane: LaneRecords;
  readonly parents: readonly LaneReader[];
  /** How many records are done. */
  checkpoint: number;
  current: Attempt | undefined;
  /** The batch that was read last. */
  last: { readonly checkpoint: number; readonly size: number } | undefined;
}

/** Makes a reader for each lane. A lane is read after its parents are done. */
export function makeReaders(lanes: readonly LaneRecords[], suffix: string): LaneReader[] {
  const readers: LaneReader[] = [];
  for (const lane of lanes) {
    const parents = readers.filter((reader) => lane.parents.includes(reader.lane.name));
    const name = lane.name + suffix;
    readers.push({ name, lane, parents, checkpoint: 0, current: undefined, last: undefined });
  }
  return readers;
}

/** Whether the next batch may be read now. */
export function mayRead(
  reader: LaneReader,
  alive: ReadonlySet<Attempt>,
  childBeforeParent: boolean,
): boolean {
  const { lane, checkpoint, current, parents } = reader;
  if (current || checkpoint >= lane.records.length) return false;
  if (!childBeforeParent && !parents.every(isDone)) return false;
  return attemptsOn(lane.name, alive) < MAX_ATTEMPTS_AT_ONCE;
}

/** Whether a lane is read to its end. An empty lane is not done before its parents are. */
function isDone({ lane, checkpoint, current, parents }: LaneReader): boolean {
  return checkpoint >= lane.records.length && !current && parents.every(isDone);
}

/** Any number of records from the checkpoint on. After a failure these may be fewer, more, or the same ones again. */
export function nextBatch(reader: LaneReader, choices: Choices, tally: Tally): readonly StreamRecord[] {
  const { checkpoint, last } = reader;
  const { records } = reader.lane;
  const size = records.length - checkpoint - choices.below(records.length - checkpoint);
  tally.add('batches');
  if (last?.checkpoint === checkpoint) {
    tally.add(`batches again${last.size === size ? '' : size < last.size ? ', shorter' : ', longer'}`);
  }
  reader.last = { checkpoint, size };
  return records.slice(checkpoint, checkpoint + size);
}

export function attemptsOn(lane: string, alive: ReadonlySet<Attempt>): number {
  let count = 0;
  for (const attempt of alive) if (attempt.lane === lane) count += 1;
  return count;
}
