// Makes a record of a stream as an event source mapping hands it over.

import type { KinesisStreamRecord } from 'aws-lambda';
import type { LikeEvent } from '../core/likes/like-event.ts';
import { encodeLikeRecord } from '../core/likes/like-record.ts';

const STREAM_ARN = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';

/** @param order grows with every record of the shard */
export function makeStreamRecord(shardId: string, order: number, like: LikeEvent): KinesisStreamRecord {
  const sequenceNumber = `496${String(order).padStart(53, '0')}`;
  return {
    awsRegion: 'us-east-1',
    eventID: `${shardId}:${sequenceNumber}`,
    eventName: 'aws:kinesis:record',
    eventSource: 'aws:kinesis',
    eventSourceARN: STREAM_ARN,
    eventVersion: '1.0',
    invokeIdentityArn: 'arn:aws:iam::000000000000:role/bench',
    kinesis: {
      approximateArrivalTimestamp: 0,
      data: Buffer.from(encodeLikeRecord([like])).toString('base64'),
      kinesisSchemaVersion: '1.0',
      partitionKey: like.userId,
      sequenceNumber,
    },
  };
}
