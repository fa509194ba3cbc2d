// A cut through a post's life: its count, and how far that count has come in every lane. Whatever is counted later, the ledger
// still shows what the count should have been there.

import { ROOT_BUCKET } from './counter-item.ts';
import type { Counters } from './ports.ts';
import type { Position } from '../stream/sequence-number.ts';

export interface Cut {
  readonly likes: number;
  /** The marks of the lanes, the auditor's among them. */
  readonly marks: ReadonlyMap<string, Position>;
}

export const EMPTY_CUT: Cut = { likes: 0, marks: new Map() };

/** The likes of both; of each lane's marks the greatest, which is the one that holds: what a lane leaves behind is smaller. */
export function addCuts(one: Cut, other: Cut): Cut {
  const marks = new Map(one.marks);
  for (const [lane, mark] of other.marks) {
    const found = marks.get(lane);
    if (found === undefined || found < mark) marks.set(lane, mark);
  }
  return { likes: one.likes + other.likes, marks };
}

/** Of a post that is one item. */
export const cutOf = ({ likes, marks }: Cut): Cut => ({ likes, marks });

/**
 * The cut of a post; undefined where it has no counter. Each item is of one moment, the items of a split post are of several. They
 * make one cut if every lane with a mark on a bucket had moved there before the root was read: then the root takes nothing of
 * it any more. And if every lane was there in the reading before: so a child shard's is in the cut with all of its parent's.
 */
export async function readCut(counters: Pick<Counters, 'read'>, postId: string): Promise<Cut | undefined> {
  let known: ReadonlySet<string> = new Set();
  for (;;) {
    const root = await counters.read(postId, ROOT_BUCKET);
    if (!root) return undefined;
    const { open, moved } = root.split;
    if (open.size === 0) return cutOf(root);
    const buckets = await Promise.all(
      // A bucket that a lane has just moved to may not be there yet: then it holds nothing.
      [...open].map(async (name) => ({ name, ...((await counters.read(postId, name)) ?? EMPTY_CUT) })),
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
