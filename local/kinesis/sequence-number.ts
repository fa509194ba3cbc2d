// Sequence numbers as Kinesis makes them today: 188 bits, so always 56 digits that begin with 49. From the top: 2, the
// second the shard was created, the shard, the record's index in the shard, zeros, the shard again, the version.

const SECOND_SHIFT = 148n;
const SHARD_DIGIT_SHIFT = 144n;
const INDEX_SHIFT = 80n;
const INDEX_MASK = 2n ** 64n - 1n;
const LAYOUT = 2n << 184n;
const VERSION = 2n;

/** Where a closed shard's range ends: above every record. */
const LAST_INDEX = 2n ** 63n - 1n;

export interface NumberedShard {
  readonly shardNumber: number;
  /** Seconds since 1970; a child's is greater than its parents', which puts its sequence numbers above theirs. */
  readonly createdSecond: number;
}

export interface SequenceNumbers {
  readonly first: string;
  readonly last: string;
  at(index: number): string;
  /** The index that a sequence number of this shard stands for; undefined where it is another shard's. */
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
