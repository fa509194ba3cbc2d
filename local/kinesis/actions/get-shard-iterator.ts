// GetShardIterator: the place in a shard where a reader begins.

import { literal, strictObject, variant } from 'valibot';
import { defineAction } from '../action.ts';
import { sequenceNumber, shardId, streamReference, timestampMs } from '../fields.ts';
import { findShard } from '../find-shard.ts';
import { KinesisError } from '../kinesis-error.ts';
import type { Shard } from '../shard.ts';
import { encodeShardIterator } from '../shard-iterator.ts';

const shard = { ...streamReference, ShardId: shardId };
const input = variant('ShardIteratorType', [
  strictObject({ ...shard, ShardIteratorType: literal('TRIM_HORIZON') }),
  strictObject({ ...shard, ShardIteratorType: literal('LATEST') }),
  strictObject({
    ...shard,
    ShardIteratorType: literal('AT_SEQUENCE_NUMBER'),
    StartingSequenceNumber: sequenceNumber,
  }),
  strictObject({
    ...shard,
    ShardIteratorType: literal('AFTER_SEQUENCE_NUMBER'),
    StartingSequenceNumber: sequenceNumber,
  }),
  strictObject({ ...shard, ShardIteratorType: literal('AT_TIMESTAMP'), Timestamp: timestampMs }),
]);

export const getShardIterator = defineAction(input, (request, { streams, now }) => {
  const stream = streams.find(request);
  stream.trim();
  const shard = findShard(stream, request.ShardId);
  const place = {
    streamName: stream.state.name,
    streamCreatedAtMs: stream.state.createdAtMs,
    shardId: shard.id,
    index: startIndex(),
  };
  return { ShardIterator: encodeShardIterator(place, now()) };

  function startIndex(): number {
    switch (request.ShardIteratorType) {
      case 'TRIM_HORIZON':
        return shard.log.trimHorizon;
      case 'LATEST':
        return shard.log.endIndex;
      case 'AT_SEQUENCE_NUMBER':
        return indexOf(shard, request.StartingSequenceNumber);
      case 'AFTER_SEQUENCE_NUMBER':
        return indexOf(shard, request.StartingSequenceNumber) + 1;
      default:
        if (request.Timestamp > now())
          throw new KinesisError('InvalidArgumentException', 'Timestamp must not be in the future.');
        return shard.log.firstArrivedSince(request.Timestamp);
    }
  }
});

/** Returns the index of an existing record, or of the place where the shard begins. */
function indexOf({ id, log, sequenceNumbers }: Shard, sequenceNumber: string): number {
  const index = sequenceNumbers.indexOf(sequenceNumber);
  if (index === undefined || index >= log.endIndex)
    throw new KinesisError(
      'InvalidArgumentException',
      `StartingSequenceNumber ${sequenceNumber} is not a sequence number of shard ${id}.`,
    );
  return index;
}
