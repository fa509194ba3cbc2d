// Makes the batches of a case, as an event source mapping hands them to batch-likes.

import type { KinesisStreamEvent } from 'aws-lambda';
import { makeEventIds } from '../../traffic/action.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { makeStreamRecord } from '../stream-record.ts';
import type { ScaleCase } from './axes.ts';

/** Every person likes once. Sequence numbers grow, and the lanes take turns. */
export function makeBatches({ posts, lanes, batch }: ScaleCase): () => KinesisStreamEvent {
  const random = makeSeededRandom(1);
  const idOf = makeEventIds(Date.UTC(2026, 0, 1), random);
  let order = 0;
  let batches = 0;
  return () => {
    const shard = `shardId-${String(batches++ % lanes).padStart(12, '0')}`;
    const Records = Array.from({ length: batch }, () => {
      const id = idOf(order++);
      const postId = `post-${Math.floor(random() * posts)}`;
      return makeStreamRecord(shard, order, { v: 1, id, postId, userId: id, op: 'like' });
    });
    return { Records };
  };
}
