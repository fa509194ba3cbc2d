// Counts what a batch says about one post where its lane commits, and moves the lane to a bucket when the post is hot.

import type { Committed } from '../counters/commit-delta.ts';
import { ROOT_BUCKET } from '../counters/counter-item.ts';
import type { CounterMemory } from '../counters/counter-memory.ts';
import type { SplitCounters } from '../counters/ports.ts';
import { bucketsWanted, type SplitPolicy } from '../counters/split-policy.ts';
import { spreadLane } from '../counters/spread-lane.ts';
import type { PostBatch } from './collect-batch.ts';
import { countPost } from './count-post.ts';
import type { Ledger } from './ports.ts';

export interface CountAndSpreadPorts {
  readonly ledger: Ledger;
  readonly counters: SplitCounters;
  readonly policy: SplitPolicy;
  readonly memory: CounterMemory;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Counted versions that a ledger row may keep before they become one. */
  readonly maxVersions?: number;
}

/**
 * Like countPost, it is safe to repeat at any point and rejects when a store fails.
 *
 * @returns what was committed, and where; the lane may commit elsewhere from now on
 */
export async function countAndSpread(
  { ledger, counters, policy, memory, now, maxVersions }: CountAndSpreadPorts,
  lane: string,
  post: PostBatch,
): Promise<Committed> {
  const { postId } = post;
  const guess = memory.placeOf(lane, postId, now());
  const committed = await countPost({ ledger, counters }, lane, post, guess, maxVersions);
  const { place, item } = committed;
  memory.setPlace(lane, postId, place, now());
  if (place.bucket !== ROOT_BUCKET || !item) return committed;
  const wanted = bucketsWanted(policy, item, memory.writesPerSecond(postId, item.commits, now()));
  memory.setPlace(lane, postId, await spreadLane(counters, postId, lane, item, wanted, policy), now());
  return committed;
}
