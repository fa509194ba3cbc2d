import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isShownExactly, isVisibleChange, shownCount } from '../../../core/live/shown-count.ts';
import { readShown } from './read-shown.ts';

describe('the text of a count', () => {
  test.each([
    [0, '0'],
    [999, '999'],
    [1_000, '1K'],
    [1_049, '1K'],
    [1_050, '1.1K'],
    [9_949, '9.9K'],
    [12_345, '12K'],
    [999_499, '999K'],
    [999_500, '1M'],
    [1_249_999, '1.2M'],
    [1_250_000, '1.3M'],
  ])('of %i is %s', (count, text) => {
    expect(shownCount(count)).toBe(text);
  });

  test('is wrong by at most half of its last digit', () => {
    fc.assert(
      fc.property(fc.nat(2_000_000_000), (count) => {
        const { value, lastDigit } = readShown(shownCount(count));
        expect(Math.abs(value - count)).toBeLessThanOrEqual(lastDigit / 2);
      }),
    );
  });

  test('holds every digit where the count is shown exactly, and only there', () => {
    fc.assert(
      fc.property(fc.nat(5_000), (count) => {
        expect(isShownExactly(count)).toBe(shownCount(count) === String(count));
      }),
    );
  });
});

describe('a change', () => {
  test('is visible when nobody knows what is shown', () => {
    expect(isVisibleChange(undefined, 0)).toBe(true);
  });

  test.each([
    [1_249_999, 1_250_000, true],
    [1_150_000, 1_249_999, false],
    [1_250_000, 1_249_999, true],
    [12, 13, true],
    [12, 12, false],
  ])('from %i to %i is visible: %s', (previous, next, visible) => {
    expect(isVisibleChange(previous, next)).toBe(visible);
  });
});
