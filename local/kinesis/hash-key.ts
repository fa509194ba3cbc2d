// A partition key's place among the shards: MD5 read as a 128-bit number (source: Kinesis API, PutRecord).

import { hash } from 'node:crypto';

export interface HashKeyRange {
  readonly startingHashKey: bigint;
  /** Inclusive. */
  readonly endingHashKey: bigint;
}

export const MAX_HASH_KEY = 2n ** 128n - 1n;

export const hashKeyOf = (partitionKey: string): bigint => BigInt(`0x${hash('md5', partitionKey, 'hex')}`);

/** Where each of `shardCount` equal ranges begins. */
export function uniformStarts(shardCount: number): bigint[] {
  const width = (MAX_HASH_KEY + 1n) / BigInt(shardCount);
  return Array.from({ length: shardCount }, (_, index) => BigInt(index) * width);
}

/** `shardCount` equal ranges; the last one takes the remainder. */
export function uniformRanges(shardCount: number): HashKeyRange[] {
  const starts = uniformStarts(shardCount);
  return starts.map((startingHashKey, index) => ({
    startingHashKey,
    endingHashKey: (starts[index + 1] ?? MAX_HASH_KEY + 1n) - 1n,
  }));
}

/** The range as the protocol says it. */
export const describeRange = ({ startingHashKey, endingHashKey }: HashKeyRange) => ({
  StartingHashKey: String(startingHashKey),
  EndingHashKey: String(endingHashKey),
});
