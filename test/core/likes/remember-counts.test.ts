import { expect, test } from 'vitest';
import type { CountReader, PostCount } from '../../../core/likes/ports.ts';
import { rememberCounts } from '../../../core/likes/remember-counts.ts';

type Counts = ReadonlyMap<string, PostCount>;

/** A reader whose answers the test gives, one after the other. Each count is the number of the read. */
function makeWorld({ mostPosts = 10 } = {}) {
  const asked: (readonly string[])[] = [];
  const answers: PromiseWithResolvers<Counts>[] = [];
  let nowMs = 0;
  const reader: CountReader = {
    readCounts(postIds) {
      asked.push(postIds);
      const answer = Promise.withResolvers<Counts>();
      answers.push(answer);
      return answer.promise;
    },
    readLiked: async (userId) => new Set([`${userId} ${asked.length}`]),
  };
  return {
    asked,
    memory: rememberCounts({ reader, now: () => nowMs, keepMs: 1_000, mostPosts }),
    pass: (ms: number) => (nowMs += ms),
    answer(index: number) {
      const count = { count: index, asOf: null };
      answers[index]?.resolve(new Map(asked[index]?.map((postId) => [postId, count])));
    },
    fail: (index: number) => answers[index]?.reject(new Error('throttled')),
    async read(...postIds: string[]) {
      const read = this.memory.readCounts(postIds);
      this.answer(asked.length - 1);
      return Object.fromEntries([...(await read)].map(([postId, { count }]) => [postId, count]));
    },
  };
}

test('a read that failed is not remembered', async () => {
  const world = makeWorld();
  const read = world.memory.readCounts(['a']);
  world.fail(0);
  await expect(read).rejects.toThrow('throttled');
  expect(await world.read('a')).toEqual({ a: 1 });
});

test('a read that shared another one reads by itself when that one fails', async () => {
  const world = makeWorld();
  const first = world.memory.readCounts(['a', 'b']);
  const second = world.memory.readCounts(['b']);
  world.fail(0);
  await expect(first).rejects.toThrow('throttled');
  await expect.poll(() => world.asked).toEqual([['a', 'b'], ['b']]);
  world.answer(1);
  expect((await second).get('b')?.count).toBe(1);
});

test('a count is given again for a second, and not longer', async () => {
  const world = makeWorld();
  expect(await world.read('a')).toEqual({ a: 0 });
  world.pass(999);
  expect(await world.read('a')).toEqual({ a: 0 });
  world.pass(1);
  expect(await world.read('a')).toEqual({ a: 1 });
});

test('a count is as old as the beginning of its read', async () => {
  const world = makeWorld();
  const slow = world.memory.readCounts(['a']);
  world.pass(1_000);
  world.answer(0);
  await slow;
  expect(await world.read('a')).toEqual({ a: 1 });
});

test('only the posts that are not remembered are read, and the answer has all of them', async () => {
  const world = makeWorld();
  await world.read('a', 'b');
  expect(await world.read('b', 'c')).toEqual({ b: 0, c: 1 });
  expect(world.asked).toEqual([['a', 'b'], ['c']]);
});

test('reads of one post at the same time share one read', async () => {
  const world = makeWorld();
  const reads = [['a'], ['a', 'b'], ['b', 'a']].map((postIds) => world.memory.readCounts(postIds));
  world.answer(0);
  world.answer(1);
  const counts = await Promise.all(reads);
  expect(counts.map((each) => each.get('a')?.count)).toEqual([0, 0, 0]);
  expect(world.asked).toEqual([['a'], ['b']]);
});

test('the oldest counts are forgotten when there are too many', async () => {
  const world = makeWorld({ mostPosts: 2 });
  await world.read('a');
  await world.read('b', 'c');
  expect(await world.read('b')).toEqual({ b: 1 });
  expect(await world.read('a')).toEqual({ a: 2 });
});

test('what a person likes is read each time', async () => {
  const world = makeWorld();
  expect(await world.memory.readLiked('ann', ['a'])).toEqual(new Set(['ann 0']));
  await world.read('a');
  expect(await world.memory.readLiked('ann', ['a'])).toEqual(new Set(['ann 1']));
});
