// Properties of sequence numbers.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSequenceNumbers } from '../../../local/kinesis/sequence-number.ts';

const shard = fc.record({
  shardNumber: fc.integer({ min: 0, max: 100_000 }),
  createdSecond: fc.integer({ min: 1_500_000_000, max: 4_000_000_000 }),
});
const index = fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER });

test('sequence numbers have 56 digits, so that they have the same order as texts and as numbers', () => {
  fc.assert(
    fc.property(shard, index, (shard, index) => {
      const numbers = makeSequenceNumbers(shard);
      for (const sequenceNumber of [numbers.first, numbers.at(index), numbers.last])
        expect(sequenceNumber).toMatch(/^\d{56}$/);
    }),
  );
});

test('sequence numbers rise with the index, and lie between the first and the last of the shard', () => {
  fc.assert(
    fc.property(shard, index, index, (shard, a, b) => {
      fc.pre(a < b);
      const numbers = makeSequenceNumbers(shard);
      const inOrder = [numbers.first, numbers.at(a), numbers.at(b), numbers.last].map(BigInt);
      expect(inOrder).toEqual(inOrder.toSorted((x, y) => (x < y ? -1 : 1)));
      expect(new Set(inOrder).size).toBe(4);
    }),
  );
});

test('the sequence numbers of a shard are above those of every shard that was made in an earlier second', () => {
  fc.assert(
    fc.property(shard, shard, (earlier, later) => {
      fc.pre(earlier.createdSecond < later.createdSecond);
      expect(BigInt(makeSequenceNumbers(earlier).last)).toBeLessThan(
        BigInt(makeSequenceNumbers(later).first),
      );
    }),
  );
});

test('a shard reads the index from its own sequence numbers, and refuses those of another shard', () => {
  fc.assert(
    fc.property(shard, shard, index, (shard, other, index) => {
      fc.pre(shard.shardNumber !== other.shardNumber || shard.createdSecond !== other.createdSecond);
      const sequenceNumber = makeSequenceNumbers(shard).at(index);
      expect(makeSequenceNumbers(shard).indexOf(sequenceNumber)).toBe(index);
      expect(makeSequenceNumbers(other).indexOf(sequenceNumber)).toBeUndefined();
    }),
  );
});
