// UpdateShardCount: the stream has the wanted number of shards, with equal ranges, when this answers.

import { literal, strictObject } from 'valibot';
import { defineAction } from '../action.ts';
import { integerBetween, streamReference } from '../fields.ts';
import { KinesisError } from '../kinesis-error.ts';
import { scaleUniformly } from '../reshard.ts';
import { streamArnOf } from '../stream-store.ts';

// source: Kinesis API, UpdateShardCount
const MAX_TARGET = 10_000;
const MAX_UPDATES_A_DAY = 10;
const DAY_MS = 86_400_000;

const input = strictObject({
  ...streamReference,
  TargetShardCount: integerBetween(1, MAX_TARGET),
  ScalingType: literal('UNIFORM_SCALING'),
});

export const updateShardCount = defineAction(
  input,
  ({ TargetShardCount, ...reference }, { streams, now }) => {
    const stream = streams.find(reference);
    const current = stream.openShards.length;
    if (TargetShardCount > current * 2 || TargetShardCount < current / 2)
      throw limitExceeded(`A stream of ${current} shards can be scaled to between half and double that.`);
    const recent = stream.state.shardCountUpdatesMs.filter((atMs) => now() - atMs < DAY_MS);
    if (recent.length >= MAX_UPDATES_A_DAY)
      throw limitExceeded(`The shard count can be updated ${MAX_UPDATES_A_DAY} times in 24 hours.`);
    stream.update({ shardCountUpdatesMs: [...recent, now()] });
    scaleUniformly(stream, TargetShardCount);
    return {
      StreamName: stream.state.name,
      StreamARN: streamArnOf(stream.state.name),
      CurrentShardCount: current,
      TargetShardCount,
    };
  },
);

const limitExceeded = (message: string) => new KinesisError('LimitExceededException', message);
