import { expect, test } from 'vitest';
import { compactedStamp, isCompacted, likedBy, stampOf, winnerOf } from '../../../core/likes/stamp.ts';

const like = stampOf({ id: 'id1', op: 'like' });
const unlike = stampOf({ id: 'id2', op: 'unlike' });

test('a compacted stamp still says whether the person likes the post', () => {
  expect([like, compactedStamp(like)].map(likedBy)).toEqual([1, 1]);
  expect([unlike, compactedStamp(unlike)].map(likedBy)).toEqual([0, 0]);
  expect([like, compactedStamp(like)].map(isCompacted)).toEqual([false, true]);
  expect(compactedStamp(compactedStamp(like))).toBe(compactedStamp(like));
});

test('a compacted stamp wins over the stamp of the same event and loses to every newer one', () => {
  expect(winnerOf([like, compactedStamp(like)])).toBe(compactedStamp(like));
  expect(winnerOf([unlike, compactedStamp(like)])).toBe(unlike);
});
