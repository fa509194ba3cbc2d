import { expect, test } from 'vitest';
import { delaysOf, expectedDistinctPosts, percentile } from '../../bench/delays.ts';

test('the n-th accepted like is counted when the count first reaches n', () => {
  const seen = [
    { atMs: 100, count: 0 },
    { atMs: 200, count: 2 },
    { atMs: 300, count: 2 },
    { atMs: 400, count: 3 },
  ];
  expect(delaysOf([90, 150, 160, 170], seen)).toEqual([110, 50, 240]);
  expect(delaysOf([], seen)).toEqual([]);
  expect(delaysOf([1], [])).toEqual([]);
});

test('a percentile is the smallest value that so many do not exceed', () => {
  const values = [5, 1, 4, 2, 3];
  expect([0, 0.2, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([1, 1, 3, 5, 5]);
  expect(percentile([], 0.5)).toBeNaN();
});

test('many likes of few posts are few distinct posts, few likes of many posts are all distinct', () => {
  expect(expectedDistinctPosts([1], 1_000)).toBe(1);
  expect(expectedDistinctPosts([1, 1], 1)).toBeCloseTo(1);
  expect(expectedDistinctPosts([1, 1], 2)).toBeCloseTo(1.5);
  expect(expectedDistinctPosts(Array(1_000_000).fill(1), 10)).toBeCloseTo(10, 3);
});
