import { expect, test } from 'vitest';
import { backoffMs } from '../../traffic/backoff.ts';

const NOW_MS = Date.UTC(2026, 10, 1, 12, 0, 0);
const longest = { random: () => 0.999_999, now: () => NOW_MS };
const shortest = { random: () => 0, now: () => NOW_MS };

test('the wait is drawn from zero to a bound that doubles up to five seconds', () => {
  expect([1, 2, 3, 20, 2_000].map((failures) => Math.round(backoffMs(failures, undefined, longest)))).toEqual(
    [100, 200, 400, 5_000, 5_000],
  );
  expect(backoffMs(10, undefined, shortest)).toBe(0);
});

test('the wait is never shorter than the server asked for, in seconds or as a date', () => {
  expect(backoffMs(1, '3', shortest)).toBe(3_000);
  expect(backoffMs(1, 'Sun, 01 Nov 2026 12:00:07 GMT', shortest)).toBe(7_000);
});

test('a Retry-After in the past or not understood is no wait', () => {
  expect(backoffMs(1, 'Sun, 01 Nov 2026 11:00:00 GMT', shortest)).toBe(0);
  expect(backoffMs(1, 'soon', shortest)).toBe(0);
});
