// A lane is one shard as the batcher sees it: one ordered reader. Its name holds the stream's generation and the shard. The generation
// is a hash of the ARN, because a replaced stream numbers its shards from zero again. The name is short, because every counter item
// carries it.

import { shortHash } from './short-hash.ts';

/** A consumer with enhanced fan-out reads the same shards, so its ARN names the same lanes. */
const CONSUMER = /\/consumer\/.*$/;

/** Returns the lane of a shard, for example `1k7xq3s-0`. */
export function laneOf(streamArn: string, shardId: string): string {
  const generation = shortHash(streamArn.replace(CONSUMER, '')).toString(36);
  return `${generation}-${shardId.replace(/^shardId-0*(?=\d)/, '')}`;
}
