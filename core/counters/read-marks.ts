// Reads how far a counter has come in some lanes.

import type { Position } from '../stream/sequence-number.ts';
import { type CounterItem, ROOT_BUCKET } from './counter-item.ts';

/** Reads one item of a counter. The read is strongly consistent. */
export type ReadItem = (key: string, bucket: string) => Promise<CounterItem | undefined>;

/**
 * Returns the mark of each lane that has one. What is at or below it is counted. A lane that moves or is merged between the reads
 * may show an older mark, never a later one: no mark ever goes back, and a closed bucket keeps its own.
 */
export async function readMarks(
  read: ReadItem,
  key: string,
  lanes: ReadonlySet<string>,
): Promise<ReadonlyMap<string, Position>> {
  const root = await read(key, ROOT_BUCKET);
  if (!root) return new Map();
  const { moved } = root.split;
  const buckets = new Set([...lanes].map((lane) => moved.get(lane)).filter((name) => name !== undefined));
  const items = await Promise.all([...buckets].map((bucket) => read(key, bucket)));
  const marks = new Map<string, Position>();
  for (const item of [root, ...items]) {
    for (const lane of lanes) {
      const mark = item?.marks.get(lane);
      const found = marks.get(lane);
      if (mark !== undefined && (found === undefined || found < mark)) marks.set(lane, mark);
    }
  }
  return marks;
}
