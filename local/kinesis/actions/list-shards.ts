// ListShards: the shards that hold records, with their parents.

import { optional, pipe, maxLength, minLength, strictObject, string } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, shardId, streamReference, timestampMs } from '../fields.ts';
import { KinesisError } from '../kinesis-error.ts';
import { decodeListToken, encodeListToken } from '../list-token.ts';
import { filterShards, shardFilter } from '../shard-filter.ts';

// source: Kinesis API, ListShards
const DEFAULT_RESULTS = 1_000;
const MAX_RESULTS = 10_000;

const input = strictObject({
  ...streamReference,
  NextToken: optional(pipe(string(), minLength(1), maxLength(1_048_576))),
  ExclusiveStartShardId: optional(shardId),
  MaxResults: optional(integerBetween(1, MAX_RESULTS), DEFAULT_RESULTS),
  StreamCreationTimestamp: optional(timestampMs),
  ShardFilter: optional(shardFilter),
});

export const listShards = defineAction(input, (request, { streams, now }) => {
  const { NextToken, MaxResults, StreamCreationTimestamp, ...first } = request;
  if (NextToken !== undefined && Object.values(first).some((value) => value !== undefined))
    throw new KinesisError(
      'InvalidArgumentException',
      'NextToken must stand alone: it names the stream and the filter.',
    );
  const page = NextToken === undefined ? first : decodeListToken(NextToken, now());
  const stream = streams.find(page);
  if (StreamCreationTimestamp !== undefined && StreamCreationTimestamp !== stream.state.createdAtMs)
    throw new KinesisError('ResourceNotFoundException', 'No stream of this name was created at that time.');
  stream.trim();
  const after = page.ExclusiveStartShardId ?? '';
  const shards = filterShards(stream, page.ShardFilter, now()).filter(({ id }) => id > after);
  const shown = shards.slice(0, MaxResults);
  const rest =
    shards.length > shown.length ? { ...page, ExclusiveStartShardId: shown.at(-1)?.id } : undefined;
  return {
    Shards: shown.map((shard) => shard.describe()),
    NextToken: rest && encodeListToken(rest, now()),
  };
});
