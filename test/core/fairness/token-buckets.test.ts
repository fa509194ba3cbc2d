import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { takeAll } from '../../../core/fairness/take-all.ts';
import { TokenBuckets } from '../../../core/fairness/token-buckets.ts';

const RATE = { perSecond: 10, burst: 200 };
/** Takes the tokens if they are there, as a request does. */
const ask = (buckets: TokenBuckets, tokens: number, nowMs: number, key = 'ann') =>
  takeAll([{ buckets, key }], tokens, nowMs) === 0;

const rates = fc.record({
  perSecond: fc.double({ min: 0.1, max: 10_000, noNaN: true }),
  burst: fc.integer({ min: 100, max: 10_000 }),
});
/** Requests of one key: how long after the last one, and for how many tokens. */
const requests = fc.array(
  fc.record({ afterMs: fc.integer({ min: 0, max: 20_000 }), tokens: fc.integer({ min: 1, max: 100 }) }),
  { minLength: 1, maxLength: 60 },
);
/** Any clock of our time. */
const starts = fc.integer({ min: 0, max: 4_000_000_000_000 });

describe('a token bucket', () => {
  test('refuses what it does not hold, takes nothing then, and says how long that takes', () => {
    const buckets = new TokenBuckets(RATE);
    expect(ask(buckets, 150, 0)).toBe(true);
    expect(buckets.waitMs('ann', 100, 1_000)).toBe(4_000);
    expect(ask(buckets, 100, 1_000)).toBe(false);
    expect(ask(buckets, 100, 4_999)).toBe(false);
    expect(ask(buckets, 100, 5_000)).toBe(true);
  });

  test('never holds more than its burst, however long the rest was', () => {
    const buckets = new TokenBuckets(RATE);
    ask(buckets, 1, 0);
    expect(ask(buckets, 200, 1e9)).toBe(true);
    expect(ask(buckets, 1, 1e9)).toBe(false);
  });

  test('refuses a request that could never fit as the mistake that it is', () => {
    expect(() => ask(new TokenBuckets(RATE), 201, 0)).toThrow(RangeError);
  });

  test('is of one key only', () => {
    const buckets = new TokenBuckets(RATE);
    ask(buckets, 200, 0, 'ann');
    expect(ask(buckets, 200, 0, 'bob')).toBe(true);
  });

  test('makes nobody wait for longer than a full bucket takes when the clock is set back', () => {
    const buckets = new TokenBuckets(RATE);
    ask(buckets, 200, 1e12);
    expect(buckets.waitMs('ann', 1, 0)).toBeLessThanOrEqual(20_000);
  });

  test('never lets more through than the burst and the rate times the time', () => {
    fc.assert(
      fc.property(rates, requests, starts, (rate, list, startMs) => {
        const buckets = new TokenBuckets(rate);
        let nowMs = startMs;
        const taken: { atMs: number; tokens: number }[] = [];
        for (const { afterMs, tokens } of list) {
          nowMs += afterMs;
          if (ask(buckets, tokens, nowMs)) taken.push({ atMs: nowMs, tokens });
        }
        // In every stretch of time, not only from the start.
        for (const [from, { atMs: fromMs }] of taken.entries()) {
          let sum = 0;
          for (const { atMs, tokens } of taken.slice(from)) {
            sum += tokens;
            const most = rate.burst + (rate.perSecond * (atMs - fromMs)) / 1_000;
            expect(sum).toBeLessThanOrEqual(most + 1e-4 * rate.perSecond + 1e-6);
          }
        }
      }),
    );
  });

  test('never refuses whoever stays within the rate', () => {
    fc.assert(
      fc.property(rates, requests, starts, (rate, list, startMs) => {
        const buckets = new TokenBuckets(rate);
        let nowMs = startMs;
        for (const { tokens } of list) {
          expect(ask(buckets, tokens, nowMs)).toBe(true);
          // Rests for as long as its tokens take to come back.
          nowMs += Math.ceil((tokens / rate.perSecond) * 1_000);
        }
      }),
    );
  });

  test('lets whoever waits as long as it says through, and nobody who waits a millisecond less', () => {
    fc.assert(
      fc.property(rates, requests, starts, (rate, list, startMs) => {
        const buckets = new TokenBuckets(rate);
        for (const { tokens } of list) {
          const waitMs = buckets.waitMs('ann', tokens, startMs);
          const isRefusedBefore = waitMs <= 1 || !ask(buckets, tokens, startMs + Math.floor(waitMs) - 1);
          expect(isRefusedBefore).toBe(true);
          expect(ask(buckets, tokens, startMs + Math.ceil(waitMs))).toBe(true);
          if (waitMs > 0) return;
        }
      }),
    );
  });
});

describe('the memory of token buckets', () => {
  test('is bounded', () => {
    const buckets = new TokenBuckets({ ...RATE, maxKeys: 100 });
    for (let key = 0; key < 1_000; key++) ask(buckets, 100, key, `person-${key}`);
    expect(buckets.size).toBe(100);
  });

  test('keeps whoever uses it, whatever number of others come and go', () => {
    const buckets = new TokenBuckets({ ...RATE, maxKeys: 100 });
    let taken = 0;
    for (let ms = 0; ms < 20_000; ms += 10) {
      if (ask(buckets, 10, ms, 'flooder')) taken += 10;
      ask(buckets, 1, ms, `passer-by-${ms}`);
    }
    expect(taken).toBeLessThanOrEqual(200 + 10 * 20);
  });

  test('forgets the fullest of the oldest first', () => {
    const buckets = new TokenBuckets({ ...RATE, maxKeys: 3 });
    ask(buckets, 200, 0, 'empty');
    ask(buckets, 1, 0, 'nearly full');
    ask(buckets, 100, 0, 'half full');
    ask(buckets, 150, 0, 'new');
    const holds = (key: string) => 200 - buckets.waitMs(key, 200, 0) / 100;
    expect(['empty', 'nearly full', 'half full', 'new'].map(holds)).toEqual([0, 200, 100, 50]);
  });
});

describe('several buckets', () => {
  test('take nothing when one of them refuses, and tell the longest wait', () => {
    const [person, address] = [new TokenBuckets(RATE), new TokenBuckets({ perSecond: 100, burst: 100 })];
    const claims = [
      { buckets: person, key: 'ann' },
      { buckets: address, key: '192.0.2.1' },
    ];
    expect(takeAll(claims, 100, 0)).toBe(0);
    expect(takeAll(claims, 50, 0)).toBe(500);
    expect(person.waitMs('ann', 100, 0)).toBe(0);
    expect(takeAll(claims, 50, 500)).toBe(0);
  });

  test('of nobody refuse nothing', () => {
    expect(takeAll([], 100, 0)).toBe(0);
  });
});
