import { expect, test } from 'vitest';
import { truthOf } from '../../../traffic/truth.ts';
import { makeLoad } from '../../../trials/load-test/make-load.ts';

const OPTIONS = {
  ratesPerSecond: Array.from({ length: 60 }, () => 20),
  hotShare: 0.5,
  seed: 1,
  postPrefix: 'p-',
  startMs: 1_700_000_000_000,
};

test('the same seed gives the same load with the same ids', () => {
  expect(makeLoad(OPTIONS)).toEqual(makeLoad(OPTIONS));
  expect(makeLoad({ ...OPTIONS, seed: 2 })).not.toEqual(makeLoad(OPTIONS));
});

test('the hottest post gets its share, to one like', () => {
  const { actions } = makeLoad({ ...OPTIONS, hotShare: 0.8 });
  const hot = actions.filter(({ postId }) => postId === 'p-hot-0');
  expect(Math.abs(hot.length - 0.8 * actions.length)).toBeLessThanOrEqual(1);
});

test('a watched post is liked only, each time by another person, so that its n-th like makes its count n', () => {
  const { actions, watchedPosts } = makeLoad(OPTIONS);
  expect(watchedPosts.length).toBeGreaterThan(20);
  expect(watchedPosts.length).toBeLessThanOrEqual(100);
  for (const postId of watchedPosts) {
    const ofPost = actions.filter((action) => action.postId === postId);
    expect(ofPost.every(({ op }) => op === 'like')).toBe(true);
    expect(new Set(ofPost.map(({ user }) => user)).size).toBe(ofPost.length);
  }
});

test('some likes are taken back later, so that the truth is not the number of likes', () => {
  const { actions } = makeLoad(OPTIONS);
  const unlikes = actions.filter(({ op }) => op === 'unlike');
  expect(unlikes.length).toBeGreaterThan(5);
  const truth = truthOf(actions);
  for (const { postId } of unlikes) expect(truth.get(postId)).toBe(0);
});

test('when everybody likes the hot post, the next post becomes hot', () => {
  const { actions, users, watchedPosts } = makeLoad({ ...OPTIONS, ratesPerSecond: [6_000], hotShare: 1 });
  expect(users).toHaveLength(5_000);
  expect(watchedPosts).toEqual(['p-hot-0', 'p-hot-1']);
  expect(new Set(actions.map(({ user, postId }) => `${user} ${postId}`)).size).toBe(actions.length);
});
