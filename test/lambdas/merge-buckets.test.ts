import '../../trials/fuzz/environment.ts';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { SplitCounters, SplitKeys } from '../../core/counters/ports.ts';
import { makeMergeBuckets } from '../../lambdas/merge-buckets.ts';
import { InMemoryStore } from '../../trials/model/in-memory-store.ts';
import { splitPolicy } from '../../trials/fuzz/split-policy.ts';

/** A call of the store takes some time, so the whole list is read long before the first call returns. */
const TURNS_PER_CALL = 20;

/** The function with posts that have been split and have one like each, in a bucket. */
async function setUp(postIds: readonly string[], refuse: (postId: string) => boolean = () => false) {
  const store = new InMemoryStore();
  const { counters } = store.portsThrough(async (moment, _, [target]) => {
    const key = typeof target === 'string' ? target : (target as { key: string }).key;
    if (moment === 'asks' && refuse(key)) throw new Error('refused');
    for (let turn = 0; turn < TURNS_PER_CALL; turn++) await nextTurn();
  });
  for (const postId of postIds) await splitOnce(store.counters as unknown as SplitCounters, postId);
  const splitKeys: SplitKeys = {
    async *list() {
      yield* postIds;
    },
  };
  let nowMs = 0;
  const run = makeMergeBuckets({ splitKeys, counters, policy: splitPolicy, now: () => nowMs });
  return {
    store,
    runAt: async (atMs: number, remainingMs = () => 60_000) => {
      nowMs = atMs;
      await run({}, { getRemainingTimeInMillis: remainingMs });
    },
    isMerged: (postId: string) => store.counters.read(postId, 'root')?.split.open.size === 0,
  };
}

async function splitOnce(counters: SplitCounters, postId: string): Promise<void> {
  await counters.split(postId, 2);
  await counters.moveLane({ key: postId, lane: 'a', bucket: '1.0', generation: 1 });
  await counters.commit({
    key: postId,
    bucket: '1.0',
    lane: 'a',
    delta: 1,
    mark: '011',
    expected: { exactly: undefined },
  });
}

test('when one post fails, the others are merged all the same', async () => {
  const { store, runAt, isMerged } = await setUp(['p', 'broken', 'q'], (postId) => postId === 'broken');
  await runAt(0);
  await runAt(60_000);
  expect(['p', 'broken', 'q'].map(isMerged)).toEqual([true, false, true]);
  expect(['p', 'broken', 'q'].map((postId) => store.count(postId))).toEqual([1, 1, 1]);
});

test('a post is merged after it has been cool for as long as the policy says', async () => {
  const { runAt, isMerged } = await setUp(['p']);
  await runAt(0);
  await runAt(59_000);
  expect(isMerged('p')).toBe(false);
  await runAt(60_000);
  expect(isMerged('p')).toBe(true);
});

test('when time runs short, no merge is started', async () => {
  const { runAt, isMerged } = await setUp(['p']);
  await runAt(0);
  await runAt(60_000, () => 4_000);
  expect(isMerged('p')).toBe(false);
});

test('the posts that time does not suffice for are left for the next run, however quickly they are listed', async () => {
  const postIds = Array.from({ length: 40 }, (_, index) => `p${index}`);
  const { runAt, isMerged } = await setUp(postIds);
  await runAt(0);
  // Listing the posts takes no time, but merging them does.
  await runAt(60_000, () => (postIds.filter(isMerged).length >= 10 ? 4_000 : 60_000));
  const merged = postIds.filter(isMerged).length;
  expect(merged).toBeGreaterThanOrEqual(10);
  expect(merged).toBeLessThan(40);
  await runAt(120_000);
  expect(postIds.filter(isMerged)).toHaveLength(40);
});
