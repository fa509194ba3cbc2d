import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { textChanges, textStep } from '../../../planner/live/text-changes.ts';

const compact = new Intl.NumberFormat('en', { notation: 'compact' });

describe('the compact text of a count', () => {
  test('changes once within each step, as the notation of the language has it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9 }),
        fc.double({ min: 1, max: 9.8, noNaN: true }),
        (digits, first) => {
          const count = Math.floor(first * 10 ** digits);
          const step = textStep(count);
          const texts = new Set(
            Array.from({ length: 101 }, (_, index) =>
              compact.format(count + Math.floor((index * step) / 100)),
            ),
          );
          expect(texts.size).toBe(2);
        },
      ),
    );
  });

  test('of 1.2 M likes at 1,000 likes/s changes every 100 s', () => {
    expect(textStep(1_200_000) / 1_000).toBe(100);
  });
});

describe('how often viewers are told', () => {
  test('is at most once a second, and not more often than a like comes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e6, noNaN: true }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (likes, seconds) => {
          const changes = textChanges(likes, seconds);
          expect(changes).toBeLessThanOrEqual(Math.min(seconds, likes * seconds) * (1 + 1e-9));
          expect(changes).toBeGreaterThan(0);
        },
      ),
    );
  });

  test('follows the text: 600 likes, one by one; then tens, hundreds and thousands', () => {
    expect(textChanges(1, 600)).toBeCloseTo(600);
    expect(textChanges(1, 1_000_000)).toBeCloseTo(1_000 + 90 + 990);
    expect(textChanges(1_000, 600)).toBeCloseTo(1 + 9 + 590);
    expect(textChanges(0, 600)).toBe(0);
  });
});
