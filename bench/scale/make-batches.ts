// Makes the batches of a case, as an event source mapping hands them to batch-likes.

import type { KinesisStreamEvent } from 'aws-lambda';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import type { ScaleCase } from './axes.ts';

const STREAM_ARN = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';

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
      const like = {
        v: 1,
        id,
        postId: `post-${Math.floor(random() * posts)}`,
        userId: id,
        op: 'like',
      } as const;
      const sequenceNumber = `496${String(order).padStart(53, '0')}`;
      return {
        awsRegion: 'us-east-1',
        eventID: `${shard}:${sequenceNumber}`,
        eventName: 'aws:kinesis:record',
        eventSource: 'aws:kinesis',
        eventSourceARN: STREAM_ARN,
        eventVersion: '1.0',
        invokeIdentityArn: 'arn:aws:iam::000000000000:role/bench',
        kinesis: {
          approximateArrivalTimestamp: 0,
          data: Buffer.from(encodeLikeRecord([like])).toString('base64'),
          kinesisSchemaVersion: '1.0',
          partitionKey: id,
          sequenceNumber,
        },
      };
    });
    return { Records };
  };
}
