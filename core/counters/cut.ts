// A cut through a counter's life: its count, together with how far that count has come in every lane. Whatever is counted later, the
// ledger still shows what the count should have been at the cut.

import type { Position } from '../stream/sequence-number.ts';
import { ROOT_BUCKET } from './counter-item.ts';
import type { Counters } from './ports.ts';

export interface Cut {
  readonly count: number;
  /** The marks of the lanes. The auditor's mark is among them. */
  readonly marks: ReadonlyMap<string, Position>;
}

export const EMPTY_CUT: Cut = { count: 0, marks: new Map() };

/** Adds up both counts. When both have a mark of a lane, the greater one holds, because a mark that a lane leaves behind is smaller. */
export function addCuts(one: Cut, other: Cut): Cut {
  const marks = new Map(one.marks);
  for (const [lane, mark] of other.marks) {
    const found = marks.get(lane);
    if (found === undefined || found < mark) marks.set(lane, mark);
  }
  return { count: one.count + other.count, marks };
}

/** Returns the cut of a counter that is one item. */
export const cutOf = ({ count, marks }: Cut): Cut => ({ count, marks });

/**
 * Reads the cut of a counter. Returns undefined when there is no such counter. Each item is of one moment, but the items of a
 * split counter are read at different moments. They make one cut under two conditions. First, every lane with a mark on a bucket
 * had moved there before the root was read, so the root takes no more commits of that lane. Second, every lane was already there
 * in the reading before, so a child shard's lane is in the cut only with all of its parent's.
 */
export async function readCut(counters: Pick<Counters, 'read'>, key: string): Promise<Cut | undefined> {
  let known: ReadonlySet<string> = new Set();
  for (;;) {
    const root = await counters.read(key, ROOT_BUCKET);
    if (!root) return undefined;
    const { open, moved } = root.split;
    if (open.size === 0) return cutOf(root);
    const buckets = await Promise.all(
      // A bucket that a lane has just moved to may not exist yet. Then it holds nothing.
      [...open].map(async (name) => ({ name, ...((await counters.read(key, name)) ?? EMPTY_CUT) })),
    );
    const cut = buckets.reduce(addCuts, cutOf(root));
    const hadMoved = buckets.every(({ name, marks }) => {
      return [...marks.keys()].every((lane) => moved.get(lane) === name);
    });
    const lanes = [...cut.marks.keys()];
    if (hadMoved && lanes.every((lane) => known.has(lane))) return cut;
    known = new Set(lanes);
  }
}
