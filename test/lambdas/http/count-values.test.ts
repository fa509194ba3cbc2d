import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasMoreValuesThan } from '../../../lambdas/http/count-values.ts';

/** Counts the values, and one more for each array or object that is empty. */
function weigh(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 1;
  const inner = Object.values(value);
  return 1 + (inner.length === 0 ? 1 : inner.reduce((sum: number, each) => sum + weigh(each), 0));
}

test('a JSON text is let pass exactly when it has no more values than that', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.integer({ min: 1, max: 30 }), fc.boolean(), (value, max, pretty) => {
      const text = JSON.stringify(value, null, pretty ? 2 : 0);
      expect(hasMoreValuesThan(text, max)).toBe(weigh(value) > max);
    }),
    { numRuns: 1_000 },
  );
});

test.each([
  ['brackets', '[{,'],
  ['quotes', '",["'],
  ['backslashes', '\\,\\\\[{'],
  ['a backslash at the end', ',[{\\'],
])('what stands in a text counts for nothing: %s', (_, unit) => {
  const text = JSON.stringify({ actions: [{ postId: unit.repeat(50), op: 'like' }, unit.repeat(50)] });
  expect(hasMoreValuesThan(text, 6)).toBe(false);
  expect(hasMoreValuesThan(text, 5)).toBe(true);
});

test('a text that never ends has no more values', () => {
  expect(hasMoreValuesThan(`"${',\\"'.repeat(100)}`, 5)).toBe(false);
});

test('the count gives up on a text of which nearly all is brackets in texts and spaces between them', () => {
  const text = `{"a":"${','.repeat(10)}"${' '.repeat(40_000)}}`;
  expect(hasMoreValuesThan(text, 5)).toBe(true);
  expect(hasMoreValuesThan(text.replaceAll(',', ''), 5)).toBe(false);
});
