import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { delaysOf } from '../../../trials/viewers/delays.ts';

const like = (nth: number, takenMs: number, postId = 'p') => ({ postId, nth, takenMs });
const sight = (count: number, atMs: number, postId = 'p') => ({ postId, count, atMs });

test('a like is on the screen with the first count that holds it, also where others came with it', () => {
  expect(delaysOf([like(1, 0), like(2, 100), like(3, 900)], [sight(2, 500), sight(3, 1_000)])).toEqual([
    500, 400, 100,
  ]);
});

test('a count of another post shows nothing, and a like that was never seen has no delay', () => {
  expect(delaysOf([like(1, 0)], [sight(5, 10, 'other')])).toEqual([]);
});

test('a count that comes before the 202 took no time', () => {
  expect(delaysOf([like(1, 100)], [sight(1, 90)])).toEqual([0]);
});

test('a later sight is never a shorter delay', () => {
  const times = fc.array(fc.nat(10_000), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(times, fc.nat(1_000), (takenMs, laterMs) => {
      const likes = takenMs.toSorted((a, b) => a - b).map((ms, index) => like(index + 1, ms));
      const seen = (lateMs: number) =>
        delaysOf(
          likes,
          likes.map(({ nth, takenMs: ms }) => sight(nth, ms + lateMs)),
        );
      expect(seen(laterMs)).toEqual(likes.map(() => laterMs));
    }),
  );
});
