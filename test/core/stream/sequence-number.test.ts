import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { toPosition } from '../../../core/stream/sequence-number.ts';

test('positions compare as texts in the same way as their sequence numbers compare as numbers, up to 129 digits', () => {
  const numbers = fc.bigInt({ min: 0n, max: 10n ** 129n - 1n });
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      expect(toPosition(String(one)) < toPosition(String(other))).toBe(one < other);
    }),
  );
});

test('the position of a 56-digit sequence number is short, because every version and mark holds one', () => {
  expect(toPosition('49590338271490256608559692538361571095921575989136588898')).toHaveLength(38);
});

test('leading zeros, which some emulators add, change nothing', () => {
  expect(toPosition('000179555161000000042')).toBe(toPosition('179555161000000042'));
});

test.each(['', '-1', '1.5', ' 1', '0x10', '1'.repeat(130)])(
  '%j is refused, because it is not a sequence number',
  (text) => {
    expect(() => toPosition(text)).toThrow(RangeError);
  },
);
