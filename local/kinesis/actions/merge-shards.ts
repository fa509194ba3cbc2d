// MergeShards: the child takes records when this answers.

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { shardId, streamReference } from '../fields.ts';
import { findOpenShard } from '../find-shard.ts';
import { mergeShards as merge } from '../reshard.ts';

const input = strictObject({ ...streamReference, ShardToMerge: shardId, AdjacentShardToMerge: shardId });

export const mergeShards = defineAction(
  input,
  ({ ShardToMerge, AdjacentShardToMerge, ...reference }, { streams }) => {
    const stream = streams.find(reference);
    merge(stream, findOpenShard(stream, ShardToMerge), findOpenShard(stream, AdjacentShardToMerge));
    return {};
  },
);
