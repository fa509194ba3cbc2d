// Makes sequence numbers as Kinesis makes them today. They have 188 bits, so they always have 56 digits and begin with 49.
// From the top they hold a 2, the second in which the shard was created, the shard, the record's index in the shard, zeros, the
// shard again, and the version.

const SECOND_SHIFT = 148n;
const SHARD_DIGIT_SHIFT = 144n;
const INDEX_SHIFT = 80n;
const INDEX_MASK = 2n ** 64n - 1n;
const LAYOUT = 2n << 184n;
const VERSION = 2n;

/** The index at which a closed shard's range ends, above every record. */
const LAST_INDEX = 2n ** 63n - 1n;

export interface NumberedShard {
  readonly shardNumber: number;
  /** Seconds since 1970. A child has a greater second than its parents, so its sequence numbers are above theirs. */
  readonly createdSecond: number;
}

export interface SequenceNumbers {
  readonly first: string;
  readonly last: string;
  at(index: number): string;
  /** Returns the index that a sequence number stands for, or undefined if it is another shard's. */
  indexOf(sequenceNumber: string): number | undefined;
}

export function makeSequenceNumbers({ shardNumber, createdSecond }: NumberedShard): SequenceNumbers {
  const base =
    LAYOUT |
    (BigInt(createdSecond) << SECOND_SHIFT) |
    (BigInt(shardNumber % 16) << SHARD_DIGIT_SHIFT) |
    (BigInt(shardNumber) << 4n) |
    VERSION;
  return {
    first: String(base),
    last: String(base + (LAST_INDEX << INDEX_SHIFT)),
    at: (index) => String(base + (BigInt(index) << INDEX_SHIFT)),
    indexOf(sequenceNumber) {
      const value = BigInt(sequenceNumber);
      const index = (value >> INDEX_SHIFT) & INDEX_MASK;
      return value - (index << INDEX_SHIFT) === base ? Number(index) : undefined;
    },
  };
}
