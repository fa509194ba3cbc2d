// The way into the stream: one accepted request is one record, so Kinesis' acknowledgement is the acknowledgement.

import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LikeStream } from '../../core/counters/ports.ts';

/** The shard's limit, the account's request limit and the key's (source: Kinesis API reference, PutRecord, errors). */
const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'LimitExceededException',
  'KMSThrottlingException',
]);

/** Thrown when Kinesis did not acknowledge the record for another reason than a throttle: it may or may not be in the stream. */
export class LikeStreamError extends Error {
  override readonly name = 'LikeStreamError';
  /** False where Kinesis refused the call itself: repeating it changes nothing. */
  readonly retryable: boolean;

  constructor(cause: unknown) {
    super('Kinesis did not acknowledge the record', { cause });
    this.retryable = !(cause instanceof Error && '$fault' in cause && cause.$fault === 'client');
  }
}

/** A stream whose partition key is the person: every shard evenly loaded, each person's actions in order. */
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
