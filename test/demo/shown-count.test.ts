import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { shownCount } from '../../demo/like-button/shown-count.ts';

const inEnglish = (count: number) => new Intl.NumberFormat('en', { notation: 'compact' }).format(count);
const counts = fc.oneof(
  fc.integer({ min: 0, max: 2_000 }),
  fc.integer({ min: 900_000, max: 1_300_000 }),
  fc.maxSafeNat(),
);

test('in English a count is abbreviated as everywhere', () => {
  fc.assert(
    fc.property(counts, (count) => {
      expect(shownCount(count, 'en')).toBe(inEnglish(count));
    }),
  );
});

test('two counts that are the same in English are the same in every language', () => {
  const nearby = fc.tuple(counts, fc.integer({ min: 0, max: 200_000 }));
  fc.assert(
    fc.property(nearby, fc.constantFrom('de', 'es', 'ja', 'ar-EG', 'hi', 'tr'), ([count, more], language) => {
      fc.pre(inEnglish(count) === inEnglish(count + more));
      expect(shownCount(count + more, language)).toBe(shownCount(count, language));
    }),
  );
});

test.each([
  [999, 'en', '999'],
  [1_234, 'en', '1.2K'],
  [999_950, 'en', '1M'],
  [1_250_000, 'en', '1.3M'],
  [12_345, 'de', '12.000'],
  [1_250_000, 'de', '1,3\u00a0Mio.'],
  [12_345, 'ja', '1.2万'],
])('%i is shown in %s as %s', (count, language, text) => {
  expect(shownCount(count, language)).toBe(text);
});
