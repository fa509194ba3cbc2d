import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cacheHeaders, maxAgeOf } from '../../../lambdas/http/cache-headers.ts';

const NOW_MS = Date.UTC(2026, 10, 24);
const quietFor = (seconds: number) => new Date(NOW_MS - 1_000 * seconds).toISOString();
const maxAgeAfter = (seconds: number) => maxAgeOf(quietFor(seconds), NOW_MS);

describe('how long a count may be kept', () => {
  test.each([
    ['a post that moves right now', 0, 1],
    ['a post that moved in the last seconds', 19, 1],
    ['a post that rests', 100, 10],
    ['a post that nothing happens to', 600, 60],
    ['a post of last year', 30_000_000, 60],
    ['a count of a clock that is ahead', -5, 1],
  ])('%s', (_, quietSeconds, maxAge) => {
    expect(maxAgeAfter(quietSeconds)).toBe(maxAge);
  });

  test('a post that nobody has liked yet is asked for again soon', () => {
    expect(maxAgeOf(null, NOW_MS)).toBe(5);
  });

  test('it grows with the time in which nothing happens, from a second to a minute', () => {
    const seconds = fc.integer({ min: -100, max: 100_000 });
    fc.assert(
      fc.property(seconds, seconds, (one, other) => {
        const [short, long] = [Math.min(one, other), Math.max(one, other)];
        expect(maxAgeAfter(short)).toBeLessThanOrEqual(maxAgeAfter(long));
        expect(maxAgeAfter(short)).toBeGreaterThanOrEqual(1);
        expect(maxAgeAfter(long)).toBeLessThanOrEqual(60);
      }),
    );
  });

  test('the hottest post of a page decides for the page', () => {
    const page = [{ asOf: quietFor(600) }, { asOf: quietFor(1) }, { asOf: null }];
    expect(cacheHeaders(page, NOW_MS)['cache-control']).toBe('public, max-age=1, stale-while-revalidate=1');
  });
});
