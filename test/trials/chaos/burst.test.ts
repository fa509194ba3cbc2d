import { expect, test } from 'vitest';
import { checkClientEventId } from '../../../core/likes/event-id.ts';
import { ACTIONS_PER_BATCH, makeBursts } from '../../../trials/chaos/burst.ts';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';

const NOW_MS = Date.UTC(2026, 10, 1);

function burstsOf(seed: number, count: number, batches = 250) {
  const bursts = makeBursts(batches, makeSeededRandom(seed));
  return Array.from({ length: count }, (_, index) => bursts.next(NOW_MS + index * 10_000));
}

test('a burst is 250 batches of 40 actions, each of one person', () => {
  for (const burst of burstsOf(1, 3)) {
    expect(burst).toHaveLength(250);
    for (const batch of burst) {
      expect(batch).toHaveLength(ACTIONS_PER_BATCH);
      expect(new Set(batch.map(({ user }) => user)).size).toBe(1);
    }
  }
});

test('5 of each 40 actions are repeated sends', () => {
  const sends = burstsOf(1, 3).flat(2);
  const ids = new Set(sends.map(({ id }) => id));
  expect(sends.length - ids.size).toBe(3 * 250 * 5);
  // The same action under the same id.
  expect(new Set(sends.map((action) => JSON.stringify(action))).size).toBe(ids.size);
});

test('about 3% are unlikes, of posts that the person liked', () => {
  const actions = burstsOf(1, 4).flat(2);
  const liked = new Set(
    actions.filter(({ op }) => op === 'like').map(({ user, postId }) => `${user} ${postId}`),
  );
  const unlikes = actions.filter(({ op }) => op === 'unlike');
  expect((100 * unlikes.length) / actions.length).toBeCloseTo(3, 0);
  const known = unlikes.filter(({ user, postId }) => liked.has(`${user} ${postId}`));
  expect(known.length / unlikes.length).toBeGreaterThan(0.8);
});

test('newer actions of a person arrive before older ones', () => {
  const latest = new Map<string, string>();
  let overtaken = 0;
  const actions = burstsOf(1, 1).flat(2);
  for (const { user, id } of actions) {
    const newest = latest.get(user) ?? '';
    if (id < newest) overtaken += 1;
    else latest.set(user, id);
  }
  expect(overtaken).toBeGreaterThan(actions.length / 4);
});

test('posts come and go, some stay, and each burst has more than 100 of them', () => {
  const bursts = burstsOf(1, 12).map((burst) => new Set(burst.flat().map(({ postId }) => postId)));
  for (const posts of bursts) expect(posts.size).toBeGreaterThan(100);
  const [first, last] = [bursts[0] ?? new Set<string>(), bursts.at(-1) ?? new Set<string>()];
  const stayed = [...first].filter((postId) => last.has(postId) && postId.startsWith('evergreen-'));
  expect(stayed).toHaveLength(4);
  expect([...last].every((postId) => first.has(postId))).toBe(false);
});

test('the API takes every id: they are not ahead of its clock', () => {
  for (const { id } of burstsOf(1, 1).flat(2)) expect(checkClientEventId(id, NOW_MS)).toBeUndefined();
});

test('a seed repeats its bursts, another does not', () => {
  expect(burstsOf(7, 2, 5)).toEqual(burstsOf(7, 2, 5));
  expect(burstsOf(7, 2, 5)).not.toEqual(burstsOf(8, 2, 5));
});
