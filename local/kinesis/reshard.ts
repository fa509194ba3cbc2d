// Splits shards, merges shards, and brings a stream to a number of equal ranges.

import { uniformStarts } from './hash-key.ts';
import { KinesisError } from './kinesis-error.ts';
import type { Shard } from './shard.ts';
import type { Stream } from './stream.ts';

export function splitShard(stream: Stream, shard: Shard, newStartingHashKey: bigint): void {
  const { startingHashKey, endingHashKey } = shard.state;
  stream.replaceShards(
    [shard],
    [
      { startingHashKey, endingHashKey: newStartingHashKey - 1n },
      { startingHashKey: newStartingHashKey, endingHashKey },
    ],
  );
}

/** The caller names `parent` first, so it becomes ParentShardId. Throws InvalidArgumentException if the shards are not adjacent. */
export function mergeShards(stream: Stream, parent: Shard, adjacentParent: Shard): void {
  const [lower, upper] =
    parent.state.startingHashKey < adjacentParent.state.startingHashKey
      ? [parent.state, adjacentParent.state]
      : [adjacentParent.state, parent.state];
  if (lower.endingHashKey + 1n !== upper.startingHashKey)
    throw new KinesisError(
      'InvalidArgumentException',
      `Shards ${parent.id} and ${adjacentParent.id} are not adjacent.`,
    );
  stream.replaceShards(
    [parent, adjacentParent],
    [{ startingHashKey: lower.startingHashKey, endingHashKey: upper.endingHashKey }],
  );
}

/**
 * Makes equal ranges. It splits shards at the wanted borders, then merges shards over the borders that are not wanted. In between
 * there are more shards, as on AWS, because a child never has more than two parents.
 */
export function scaleUniformly(stream: Stream, shardCount: number): void {
  const starts = uniformStarts(shardCount);
  for (const start of starts) {
    const shard = stream.shardFor('', start);
    if (shard.state.startingHashKey !== start) splitShard(stream, shard, start);
  }
  for (;;) {
    const upperAt = stream.openShards.findIndex(({ state }) => !starts.includes(state.startingHashKey));
    const upper = stream.openShards[upperAt];
    const lower = stream.openShards[upperAt - 1];
    if (!upper || !lower) return;
    mergeShards(stream, lower, upper);
  }
}
