// DescribeStream: the stream with a page of its shards.

import { optional, strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, shardId, streamReference } from '../fields.ts';
import { describeStreamIdentity, describeStreamSettings } from '../stream-description.ts';

// source: Kinesis API, DescribeStream
const DEFAULT_SHARDS = 100;
const MAX_SHARDS = 10_000;

const input = strictObject({
  ...streamReference,
  ExclusiveStartShardId: optional(shardId),
  Limit: optional(integerBetween(1, MAX_SHARDS), DEFAULT_SHARDS),
});

export const describeStream = defineAction(
  input,
  ({ ExclusiveStartShardId: after = '', Limit, ...reference }, { streams }) => {
    const stream = streams.find(reference);
    stream.trim();
    const shards = stream.shards.filter(({ id }) => id > after);
    return {
      StreamDescription: {
        ...describeStreamIdentity(stream),
        ...describeStreamSettings(stream),
        Shards: shards.slice(0, Limit).map((shard) => shard.describe()),
        HasMoreShards: shards.length > Limit,
      },
    };
  },
);
