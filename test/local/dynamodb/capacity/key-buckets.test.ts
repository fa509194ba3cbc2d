import { expect, test } from 'vitest';
import { KeyBuckets } from '../../../../local/dynamodb/capacity/key-buckets.ts';

test('each key has a limit of its own', () => {
  const keys = new KeyBuckets(10, () => 0);
  keys.take('hot', 10);
  expect(keys.isEmpty('hot')).toBe(true);
  expect(keys.isEmpty('cold')).toBe(false);
});

test('the busiest key of the last second is known', () => {
  let nowMs = 1_000;
  const keys = new KeyBuckets(10, () => nowMs);
  keys.take('cold', 1);
  keys.take('hot', 3);
  keys.take('hot', 4);
  keys.take('cold', 2);
  nowMs = 2_000;
  expect(keys.hottest()).toEqual({ key: 'hot', perSecond: 7 });
  nowMs = 4_000;
  expect(keys.hottest()).toEqual({ key: 'hot', perSecond: 0 });
});

test('keys at rest are forgotten, and busy ones are not', () => {
  let nowMs = 0;
  const keys = new KeyBuckets(10, () => nowMs);
  for (let key = 0; key < 9_999; key++) keys.take(`rest-${key}`, 1);
  nowMs = 5_000;
  keys.take('busy', 10);
  keys.take('another', 1);
  expect(keys.size).toBe(2);
  expect(keys.isEmpty('busy')).toBe(true);
});
