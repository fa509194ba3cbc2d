// A cut through a post's life: its count, and how far that count has come in every lane. Whatever is counted later, the ledger
// still shows what the count should have been there.

import { ROOT_BUCKET } from '../counter-item.ts';
import type { Counters } from '../ports.ts';
import type { Position } from '../sequence-number.ts';

/** The auditor counts as a lane of its own, with its own mark on the root: so what it corrects, it corrects once. */
export const AUDIT_LANE = 'audit';

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
 * The cut of a post, read item by item; undefined where it has no counter. Each item is of one moment, and two lanes on two
 * items may be of two moments: that matters only where one comes after the other, a child shard's after its parent's. So
 * all lanes must have been there in the reading before.
 */
export async function readCut(counters: Pick<Counters, 'read'>, postId: string): Promise<Cut | undefined> {
  let last: Cut | undefined;
  for (;;) {
    const root = await counters.read(postId, ROOT_BUCKET);
    if (!root) return undefined;
    const open = [...root.split.open];
    const buckets = await Promise.all(open.map((bucket) => counters.read(postId, bucket)));
    // A bucket that a lane has just moved to may not be there yet: then it holds nothing.
    const cut = buckets.reduce<Cut>((sum, bucket) => (bucket ? addCuts(sum, bucket) : sum), cutOf(root));
    if (open.length === 0) return cut;
    if (last && [...cut.marks.keys()].every((lane) => last?.marks.has(lane))) return cut;
    last = cut;
  }
}
