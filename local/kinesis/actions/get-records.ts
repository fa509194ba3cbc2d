// GetRecords: the next records of a shard. At the end of a closed shard it also answers the children.

import { maxLength, minLength, optional, pipe, strictObject, string } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, streamReference } from '../fields.ts';
import { findShard } from '../find-shard.ts';
import { describeRange } from '../hash-key.ts';
import { KinesisError } from '../kinesis-error.ts';
import type { Shard } from '../shard.ts';
import { decodeShardIterator, encodeShardIterator } from '../shard-iterator.ts';
import type { Stream } from '../stream.ts';
import { streamArnOf } from '../stream-store.ts';

// source: Kinesis API, GetRecords
const MAX_RECORDS = 10_000;
const MAX_BYTES = 10 * 1024 * 1024;

const input = strictObject({
  ShardIterator: pipe(string(), minLength(1), maxLength(1_024)),
  Limit: optional(integerBetween(1, MAX_RECORDS), MAX_RECORDS),
  StreamARN: streamReference.StreamARN,
});

export const getRecords = defineAction(input, ({ ShardIterator, Limit, StreamARN }, { streams, now }) => {
  const iterator = decodeShardIterator(ShardIterator, now());
  const stream = streams.find({ StreamName: iterator.streamName, StreamARN });
  if (stream.state.createdAtMs !== iterator.streamCreatedAtMs)
    throw new KinesisError('ResourceNotFoundException', 'The iterator belongs to a stream that was deleted.');
  stream.trim();
  const shard = findShard(stream, iterator.shardId);
  takeRead(stream, shard);
  const { records, bytes, nextIndex } = readRecords(shard, iterator.index, Limit);
  shard.readBytes.take(bytes);
  const caughtUp = nextIndex >= shard.log.endIndex;
  return {
    Records: records,
    // The time that the oldest record that is not returned yet has been waiting.
    MillisBehindLatest: caughtUp ? 0 : Math.max(0, now() - shard.log.arrivalMsOf(nextIndex)),
    ...(caughtUp && !shard.isOpen
      ? { ChildShards: childrenOf(stream, shard) }
      : { NextShardIterator: encodeShardIterator({ ...iterator, index: nextIndex }, now()) }),
  };
});

function takeRead({ state }: Stream, { id, getRecordsCalls, readBytes }: Shard) {
  if (!getRecordsCalls.has(1) || !readBytes.has(1))
    throw new KinesisError(
      'ProvisionedThroughputExceededException',
      `Rate exceeded for shard ${id} in stream ${streamArnOf(state.name)}.`,
    );
  getRecordsCalls.take(1);
}

function readRecords({ log, sequenceNumbers }: Shard, from: number, limit: number) {
  const records: object[] = [];
  let bytes = 0;
  let index = Math.max(from, log.trimHorizon);
  for (; index < log.endIndex && records.length < limit; index++) {
    const { arrivalMs, partitionKey, data } = log.read(index);
    if (bytes + data.length > MAX_BYTES) break;
    bytes += data.length;
    records.push({
      SequenceNumber: sequenceNumbers.at(index),
      ApproximateArrivalTimestamp: arrivalMs / 1_000,
      Data: data.toString('base64'),
      PartitionKey: partitionKey,
      EncryptionType: 'NONE',
    });
  }
  return { records, bytes, nextIndex: index };
}

const childrenOf = (stream: Stream, { id }: Shard) =>
  stream.shards
    .filter(({ state }) => state.parents.includes(id))
    .map((child) => ({
      ShardId: child.id,
      ParentShards: child.state.parents,
      HashKeyRange: describeRange(child.state),
    }));
