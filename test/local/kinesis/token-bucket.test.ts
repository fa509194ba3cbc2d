import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTokenBucket } from '../../../local/kinesis/token-bucket.ts';

test('a bucket never gives more than its content, its refill and one amount on credit', () => {
  const requests = fc.array(fc.record({ afterMs: fc.nat(2_000), amount: fc.integer({ min: 1, max: 30 }) }));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), requests, (perSecond, requests) => {
      let nowMs = 0;
      const bucket = makeTokenBucket(perSecond, () => nowMs);
      let given = 0;
      for (const { afterMs, amount } of requests) {
        nowMs += afterMs;
        if (!bucket.has(amount)) continue;
        bucket.take(amount);
        given += amount;
        expect(given).toBeLessThanOrEqual(
          perSecond + (nowMs * perSecond) / 1_000 + Math.max(0, amount - perSecond) + 1e-6,
        );
      }
    }),
  );
});

test('a bucket is full after a rest, and never holds more than a second’s worth', () => {
  let nowMs = 0;
  const bucket = makeTokenBucket(10, () => nowMs);
  bucket.take(10);
  expect(bucket.has(1)).toBe(false);
  nowMs = 100;
  expect(bucket.has(1)).toBe(true);
  expect(bucket.has(2)).toBe(false);
  nowMs = 60_000;
  expect(bucket.has(10)).toBe(true);
  bucket.take(10);
  expect(bucket.has(1)).toBe(false);
});

test('a clock that goes back gives nothing and takes nothing', () => {
  let nowMs = 10_000;
  const bucket = makeTokenBucket(10, () => nowMs);
  bucket.take(10);
  nowMs = 0;
  expect(bucket.has(1)).toBe(false);
  nowMs = 100;
  expect(bucket.has(1)).toBe(true);
});
