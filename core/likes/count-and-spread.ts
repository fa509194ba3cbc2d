// Counts what a batch says about one post where its lane commits, and moves the lane to a bucket when the post is hot.

import type { PostBatch } from './collect-batch.ts';
import { countPost } from './count-post.ts';
import { ROOT_BUCKET } from '../counters/counter-item.ts';
import type { Ledger, SplitCounters } from '../counters/ports.ts';
import type { PostMemory } from '../counters/counter-memory.ts';
import { bucketsWanted, type SplitPolicy } from '../counters/split-policy.ts';
import { spreadLane } from '../counters/spread-lane.ts';

export interface CountAndSpreadPorts {
  readonly ledger: Ledger;
  readonly counters: SplitCounters;
  readonly policy: SplitPolicy;
  readonly memory: PostMemory;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Counted versions that a ledger row may keep before they become one. */
  readonly maxVersions?: number;
}

/** As countPost: safe to repeat at any point; rejects when a store fails. */
export async function countAndSpread(
  { ledger, counters, policy, memory, now, maxVersions }: CountAndSpreadPorts,
  lane: string,
  post: PostBatch,
): Promise<void> {
  const { postId } = post;
  const { place, item } = await countPost(
    { ledger, counters },
    lane,
    post,
    memory.placeOf(lane, postId, now()),
    maxVersions,
  );
  memory.setPlace(lane, postId, place, now());
  if (place.bucket !== ROOT_BUCKET || !item) return;
  const wanted = bucketsWanted(policy, item, memory.heatOf(postId, item.commits, now()));
  memory.setPlace(lane, postId, await spreadLane(counters, postId, lane, item, wanted, policy), now());
}
