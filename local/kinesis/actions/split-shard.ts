// SplitShard: the children take records when this answers.

import { strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { hashKey, shardId, streamReference } from '../fields.ts';
import { findOpenShard } from '../find-shard.ts';
import { KinesisError } from '../kinesis-error.ts';
import { splitShard as split } from '../reshard.ts';

const input = strictObject({ ...streamReference, ShardToSplit: shardId, NewStartingHashKey: hashKey });

export const splitShard = defineAction(
  input,
  ({ ShardToSplit, NewStartingHashKey, ...reference }, { streams }) => {
    const stream = streams.find(reference);
    const shard = findOpenShard(stream, ShardToSplit);
    const { startingHashKey, endingHashKey } = shard.state;
    if (NewStartingHashKey <= startingHashKey + 1n || NewStartingHashKey >= endingHashKey)
      throw new KinesisError(
        'InvalidArgumentException',
        `NewStartingHashKey ${NewStartingHashKey} used in SplitShard() on shard ${shard.id} is not both greater than one plus ` +
          `the shard's StartingHashKey ${startingHashKey} and less than the shard's EndingHashKey ${endingHashKey}.`,
      );
    split(stream, shard, NewStartingHashKey);
    return {};
  },
);
