// Says which shard a partition key belongs to. Its hash key is its MD5, read as a 128-bit number (source: Kinesis API,
// PutRecord).

import { hash } from 'node:crypto';

export interface HashKeyRange {
  readonly startingHashKey: bigint;
  /** The last hash key of the range. */
  readonly endingHashKey: bigint;
}

export const MAX_HASH_KEY = 2n ** 128n - 1n;

export const hashKeyOf = (partitionKey: string): bigint => BigInt(`0x${hash('md5', partitionKey, 'hex')}`);

/** Returns where each of `shardCount` equal ranges begins. */
export function uniformStarts(shardCount: number): bigint[] {
  const width = (MAX_HASH_KEY + 1n) / BigInt(shardCount);
  return Array.from({ length: shardCount }, (_, index) => BigInt(index) * width);
}

/** Returns `shardCount` equal ranges. The last one takes the remainder. */
export function uniformRanges(shardCount: number): HashKeyRange[] {
  const starts = uniformStarts(shardCount);
  return starts.map((startingHashKey, index) => ({
    startingHashKey,
    endingHashKey: (starts[index + 1] ?? MAX_HASH_KEY + 1n) - 1n,
  }));
}

/** Returns the range as the protocol writes it. */
export const describeRange = ({ startingHashKey, endingHashKey }: HashKeyRange) => ({
  StartingHashKey: String(startingHashKey),
  EndingHashKey: String(endingHashKey),
});
