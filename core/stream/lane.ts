// A lane is one shard as the batcher sees it: one ordered reader. Its name holds the stream's generation and the shard. The generation
// is a hash of the ARN, because a replaced stream numbers its shards from zero again. The name is short, because every counter item
// carries it.

const FNV_OFFSET_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** A consumer with enhanced fan-out reads the same shards, so its ARN names the same lanes. */
const CONSUMER = /\/consumer\/.*$/;

/** Returns the lane of a shard, for example `1k7xq3s-0`. */
export function laneOf(streamArn: string, shardId: string): string {
  return `${generationOf(streamArn.replace(CONSUMER, ''))}-${shardId.replace(/^shardId-0*(?=\d)/, '')}`;
}

/** Returns the 32-bit hash FNV-1a over UTF-16 code units, in base 36. */
function generationOf(streamArn: string): string {
  let hash = FNV_OFFSET_BASIS;
  for (let index = 0; index < streamArn.length; index++) {
    hash = Math.imul(hash ^ streamArn.charCodeAt(index), FNV_PRIME);
  }
  return (hash >>> 0).toString(36);
}
