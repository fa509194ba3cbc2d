// Puts one record into its shard, in the same way for PutRecord and PutRecords.

import { MAX_HASH_KEY } from './hash-key.ts';
import { KinesisError } from './kinesis-error.ts';
import type { Stream } from './stream.ts';

// The default of a stream, for data and partition key together. source: Kinesis developer guide, quotas and limits
const MAX_RECORD_BYTES = 1024 * 1024;

export interface RecordToPut {
  readonly PartitionKey: string;
  readonly Data: Buffer;
  readonly ExplicitHashKey?: bigint | undefined;
}

export const recordBytesOf = ({ PartitionKey, Data }: RecordToPut) =>
  Buffer.byteLength(PartitionKey) + Data.length;

/** Throws InvalidArgumentException for a record that no shard takes. */
export function checkRecord(record: RecordToPut): void {
  if (recordBytesOf(record) > MAX_RECORD_BYTES)
    throw new KinesisError(
      'InvalidArgumentException',
      `A record's data and partition key have at most ${MAX_RECORD_BYTES} bytes.`,
    );
  if (record.ExplicitHashKey !== undefined && record.ExplicitHashKey > MAX_HASH_KEY)
    throw new KinesisError('InvalidArgumentException', `ExplicitHashKey is at most ${MAX_HASH_KEY}.`);
}

/** Stores the record and returns where it is. Throws ProvisionedThroughputExceededException if the shard is at its limit. */
export function putRecordIntoShard(stream: Stream, record: RecordToPut) {
  const shard = stream.shardFor(record.PartitionKey, record.ExplicitHashKey);
  if (!shard.takeWrite(recordBytesOf(record)))
    throw new KinesisError(
      'ProvisionedThroughputExceededException',
      `Rate exceeded for shard ${shard.id} in stream ${stream.state.name} under account 000000000000.`,
    );
  return { ShardId: shard.id, SequenceNumber: stream.put(shard, record.PartitionKey, record.Data) };
}
