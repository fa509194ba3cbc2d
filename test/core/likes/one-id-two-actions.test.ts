// A client that uses one id for a like and an unlike of a post has made a mistake. It still ends in one way only: as an unlike.

import { expect, test } from 'vitest';
import { collectBatch } from '../../../core/likes/collect-batch.ts';
import { countPost } from '../../../core/likes/count-post.ts';
import type { LikeEvent, LikeOp } from '../../../core/likes/like-event.ts';
import { encodeLikeRecord } from '../../../core/likes/like-record.ts';
import { InMemoryStore } from '../../../trials/model/in-memory-store.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const eventOf = (userId: string, op: LikeOp): LikeEvent => ({
  v: 1,
  id: eventIdAt(NOW_MS),
  postId: 'p',
  userId,
  op,
});

/** Counts each list of events as one batch of the lane, and returns the count. */
async function countBatches(batches: readonly (readonly LikeEvent[])[], laneOf: (batch: number) => string) {
  const store = new InMemoryStore();
  let sequenceNumber = 100;
  for (const [batch, events] of batches.entries()) {
    const records = events.map((event) => ({
      data: Buffer.from(encodeLikeRecord([event])),
      partitionKey: event.userId,
      sequenceNumber: String(sequenceNumber++),
    }));
    for (const post of collectBatch(records).posts)
      await countPost(
        store.portsThrough(async () => {}),
        laneOf(batch),
        post,
      );
  }
  return store.count('p');
}

const ORDERS: [LikeOp, LikeOp][] = [
  ['like', 'unlike'],
  ['unlike', 'like'],
];

test.each(ORDERS)(
  'first %s, then %s: an unlike in one batch, in two, and over two lanes',
  async (first, second) => {
    const bob = eventOf('bob', 'like');
    const one = eventOf('ann', first);
    const other = eventOf('ann', second);
    expect(await countBatches([[bob, one, other]], () => 'a')).toBe(1);
    expect(await countBatches([[bob, one], [other]], () => 'a')).toBe(1);
    expect(await countBatches([[bob, one], [other]], (batch) => ['a', 'b'][batch] ?? '')).toBe(1);
    expect(await countBatches([[bob, one], [other], [one]], () => 'a')).toBe(1);
  },
);
