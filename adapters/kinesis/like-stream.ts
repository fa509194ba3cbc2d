// The way into the stream. One accepted request is one record, so Kinesis acknowledges the whole request at once.

import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LikeStream } from '../../core/likes/ports.ts';

/** The limits of the shard, of the account and of the key (source: Kinesis API reference, PutRecord, errors). */
const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'LimitExceededException',
  'KMSThrottlingException',
]);

/** Thrown when Kinesis did not acknowledge the record, and not because of a throttle. The record may or may not be in the stream. */
export class LikeStreamError extends Error {
  override readonly name = 'LikeStreamError';
  /** False when Kinesis refused the call itself, so that a repeat changes nothing. */
  readonly retryable: boolean;

  constructor(cause: unknown) {
    super('Kinesis did not acknowledge the record', { cause });
    this.retryable = !(cause instanceof Error && '$fault' in cause && cause.$fault === 'client');
  }
}

/** The partition key is the user id. So all shards are evenly loaded, and each person's actions stay in order. */
export function makeLikeStream({
  client,
  streamName,
}: {
  client: KinesisClient;
  streamName: string;
}): LikeStream {
  return {
    async put(events) {
      const [first] = events;
      if (!first) throw new RangeError('a record holds at least one event');
      const record = {
        StreamName: streamName,
        PartitionKey: first.userId,
        Data: Buffer.from(encodeLikeRecord(events)),
      };
      try {
        await client.send(new PutRecordCommand(record));
      } catch (error) {
        if (error instanceof Error && THROTTLES.has(error.name)) return 'throttled';
        throw new LikeStreamError(error);
      }
      return 'accepted';
    },
  };
}
