// The way into the stream. One accepted request is one record, so Kinesis acknowledges the whole request at once.

import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import type { LikeStream, RecordPlace } from '../../core/likes/ports.ts';
import { laneOf } from '../../core/stream/lane.ts';
import { toPosition } from '../../core/stream/sequence-number.ts';
import type { KinesisPuts, PutRecordInput } from './puts.ts';

/** The limits of the shard, of the account and of the key (source: Kinesis API reference, PutRecord, errors). */
const THROTTLES = new Set([
  'ProvisionedThroughputExceededException',
  'ThrottlingException',
  'LimitExceededException',
  'KMSThrottlingException',
]);

export const isThrottle = (error: unknown): boolean => error instanceof Error && THROTTLES.has(error.name);

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

/** @param streamArn needed to tell the place of a record, because the name of a lane is made of it */
export function makeLikeStream({
  puts,
  streamName,
  streamArn,
}: {
  puts: KinesisPuts;
  streamName: string;
  streamArn?: string | undefined;
}): LikeStream {
  return {
    async put(events, signal) {
      const record = { StreamName: streamName, ...toRecord(events) };
      try {
        const { ShardId, SequenceNumber } = await puts.putRecord(record, signal);
        return { place: placeOf(streamArn, ShardId, SequenceNumber) };
      } catch (error) {
        if (isThrottle(error)) return 'throttled';
        throw new LikeStreamError(error);
      }
    },
  };
}

/** The partition key is the user id. So all shards are evenly loaded, and each person's actions stay in order. */
export function toRecord(events: readonly LikeEvent[]): Omit<PutRecordInput, 'StreamName'> {
  const [first] = events;
  if (!first) throw new RangeError('a record holds at least one event');
  return { PartitionKey: first.userId, Data: Buffer.from(encodeLikeRecord(events)) };
}

function placeOf(
  streamArn: string | undefined,
  shardId: string | undefined,
  sequenceNumber: string | undefined,
): RecordPlace | undefined {
  if (streamArn === undefined || !shardId || !sequenceNumber) return undefined;
  return { lane: laneOf(streamArn, shardId), position: toPosition(sequenceNumber) };
}
