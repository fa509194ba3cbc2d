import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { DebtBucket } from '../../../../local/dynamodb/capacity/debt-bucket.ts';

const requests = fc.array(
  fc.record({ afterMs: fc.nat(3_000), units: fc.double({ min: 0.5, max: 40, noNaN: true }) }),
  { maxLength: 200 },
);
const rates = fc.double({ min: 0.01, max: 50, noNaN: true });

test('a bucket never gives more than a second’s worth, its refill and the debt of one request', () => {
  fc.assert(
    fc.property(rates, fc.integer({ min: 1, max: 300 }), requests, (perSecond, burstSeconds, all) => {
      let nowMs = 0;
      const bucket = new DebtBucket(perSecond, burstSeconds, () => nowMs);
      let given = 0;
      let largest = 0;
      for (const { afterMs, units } of all) {
        nowMs += afterMs;
        if (bucket.isEmpty) continue;
        bucket.take(units);
        given += units;
        largest = Math.max(largest, units);
        expect(given).toBeLessThanOrEqual(perSecond + (nowMs * perSecond) / 1_000 + largest + 1e-6);
      }
    }),
  );
});

test('however low its rate is, a bucket lets a request in again once its debt is paid', () => {
  fc.assert(
    fc.property(rates, fc.double({ min: 0.5, max: 1_000, noNaN: true }), (perSecond, units) => {
      let nowMs = 0;
      const bucket = new DebtBucket(perSecond, 1, () => nowMs);
      expect(bucket.isEmpty).toBe(false);
      bucket.take(units);
      nowMs += (units / perSecond) * 1_000;
      expect(bucket.isEmpty).toBe(false);
    }),
  );
});

test('unused capacity is saved up, but for no longer than the burst', () => {
  let nowMs = 0;
  const bucket = new DebtBucket(10, 300, () => nowMs);
  nowMs = 60_000;
  bucket.take(609);
  expect(bucket.isEmpty).toBe(false);
  bucket.take(1);
  expect(bucket.isEmpty).toBe(true);
  nowMs += 3_600_000;
  expect(bucket.isFull).toBe(true);
  bucket.take(3_000);
  expect(bucket.isEmpty).toBe(true);
});

test('a clock that is set back gives nothing and takes nothing', () => {
  let nowMs = 10_000;
  const bucket = new DebtBucket(10, 1, () => nowMs);
  bucket.take(10);
  nowMs = 0;
  expect(bucket.isEmpty).toBe(true);
  nowMs = 100;
  expect(bucket.isEmpty).toBe(false);
});
