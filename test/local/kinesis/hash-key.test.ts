// Properties of hash keys and of the ranges that shards divide them into.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hashKeyOf, MAX_HASH_KEY, uniformRanges } from '../../../local/kinesis/hash-key.ts';

test('equal ranges cover each hash key once, and their sizes differ by less than their number', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 2_000 }), (count) => {
      const ranges = uniformRanges(count);
      expect(ranges).toHaveLength(count);
      expect(ranges[0]?.startingHashKey).toBe(0n);
      expect(ranges.at(-1)?.endingHashKey).toBe(MAX_HASH_KEY);
      const starts = ranges.slice(1).map(({ startingHashKey }) => startingHashKey);
      expect(starts).toEqual(ranges.slice(0, -1).map(({ endingHashKey }) => endingHashKey + 1n));
      const widths = ranges.map(({ startingHashKey, endingHashKey }) => endingHashKey - startingHashKey);
      expect((widths.at(-1) ?? 0n) - (widths[0] ?? 0n)).toBeLessThan(BigInt(count));
    }),
  );
});

test('every partition key always has the same hash key of at most 128 bits', () => {
  fc.assert(
    fc.property(fc.string(), (partitionKey) => {
      const hashKey = hashKeyOf(partitionKey);
      expect(hashKey).toBe(hashKeyOf(partitionKey));
      expect(hashKey >= 0n && hashKey <= MAX_HASH_KEY).toBe(true);
    }),
  );
});

// source: RFC 1321, the MD5 test suite
test.each([
  ['', 0xd41d8cd98f00b204e9800998ecf8427en],
  ['abc', 0x900150983cd24fb0d6963f7d28e17f72n],
])('the hash key of "%s" is its MD5', (partitionKey, expected) => {
  expect(hashKeyOf(partitionKey)).toBe(expected);
});
