// The merger visits a counter in memory several times, and lanes commit in between.

import { beforeEach, expect, test } from 'vitest';
import { commitDelta } from '../../../core/counters/commit-delta.ts';
import { type Place, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { mergeBuckets, takeOverBucket } from '../../../core/counters/merge-buckets.ts';
import { mergeCooledCounter } from '../../../core/counters/merge-cooled-counter.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import { toPosition } from '../../../core/stream/sequence-number.ts';
import { MAX_LANE_MARKS, type SplitPolicy } from '../../../core/counters/split-policy.ts';
import { spreadLane } from '../../../core/counters/spread-lane.ts';
import { InMemoryStore } from '../../../trials/model/in-memory-store.ts';

const policy: SplitPolicy = {
  split: 'when-hot',
  buckets: 2,
  splitAboveWritesPerSecond: 4,
  mergeBelowWritesPerSecond: 1,
  coolSeconds: 60,
};
const MINUTE_MS = 60_000;

let store: InMemoryStore;
let counters: SplitCounters;
let sequence: number;
let places: Map<string, Place>;

beforeEach(() => {
  store = new InMemoryStore();
  ({ counters } = store.portsThrough(async () => {}));
  sequence = 0;
  places = new Map();
});

async function like(lane: string): Promise<void> {
  const position = toPosition(String(++sequence));
  const increment = {
    key: 'p',
    lane,
    first: position,
    last: position,
    dependsOnMark: false,
    deltaFrom: () => 1,
  };
  const { place, item } = await commitDelta(counters, increment, places.get(lane));
  places.set(
    lane,
    place.bucket === ROOT_BUCKET && item ? await spreadLane(counters, 'p', lane, item, 2) : place,
  );
}

const visit = (minute: number) => mergeCooledCounter(counters, policy, 'p', minute * MINUTE_MS);
const root = () => store.counters.read('p', ROOT_BUCKET);

test('a counter stays split while its lanes commit often, and becomes one item after it has cooled', async () => {
  for (const lane of ['a', 'b']) await like(lane);
  for (let minute = 0; minute < 3; minute++) {
    for (let count = 0; count < 100; count++) await like(count % 2 ? 'a' : 'b');
    expect(await visit(minute)).toBe('stays');
  }
  expect(root()?.split.open.size).toBe(2);
  expect(root()?.count).toBe(2);
  expect(await visit(3)).toBe('merged');
  expect(root()).toMatchObject({ count: 302, commits: 2, mergedCommits: 300, split: { buckets: undefined } });
  expect(root()?.split.open.size).toBe(0);
  for (const lane of ['a', 'b']) await like(lane);
  expect(root()?.count).toBe(304);
  expect(store.count('p')).toBe(304);
});

test('a merge that stopped half-way is finished by the next visit', async () => {
  for (const lane of ['a', 'b']) for (let count = 0; count < 3; count++) await like(lane);
  await counters.unsplit('p', 1);
  await counters.closeBucket('p', '1.0');
  expect(store.count('p')).toBe(6);
  expect(await visit(0)).toBe('merged');
  expect(root()).toMatchObject({ count: 6, commits: 2, mergedCommits: 4 });
  expect(root()?.split.open.size).toBe(0);
});

test('a bucket that a merge has closed is taken over even when the counter has been split again', async () => {
  for (const lane of ['a', 'b']) for (let count = 0; count < 3; count++) await like(lane);
  await counters.unsplit('p', 1);
  await counters.closeBucket('p', '1.0');
  await counters.split('p', 2);
  expect(await visit(0)).toBe('stays');
  expect(root()?.split).toMatchObject({ buckets: 2, generation: 2, open: new Set(['1.1']) });
  expect(store.count('p')).toBe(6);
  await like('a');
  await like('b');
  expect(store.count('p')).toBe(8);
});

test('a bucket may be deleted only after the root has taken it over', async () => {
  const calls: string[] = [];
  ({ counters } = store.portsThrough(async (moment, call) => {
    if (moment === 'hears') calls.push(call);
  }));
  await like('a');
  await like('a');
  calls.length = 0;
  await mergeBuckets(counters, 'p');
  expect(calls.filter((call) => call !== 'read')).toEqual([
    'unsplit',
    'closeBucket',
    'takeOver',
    'expireBucket',
    'forgetSplit',
  ]);
});

test('a bucket that another merger has taken over is not added again, but it may then be deleted', async () => {
  const calls: string[] = [];
  for (let count = 0; count < 2; count++) await like('a');
  await counters.unsplit('p', 1);
  // Another merger takes the bucket over first, and stops before it lets the bucket expire.
  const late: SplitCounters = {
    ...counters,
    async takeOver(merge) {
      await counters.takeOver(merge);
      return await counters.takeOver(merge);
    },
    async expireBucket(_, bucket) {
      calls.push(bucket);
    },
  };
  const [bucket = ''] = root()?.split.open ?? [];
  await takeOverBucket(late, 'p', bucket);
  expect(calls).toEqual([bucket]);
  expect(root()?.count).toBe(2);
});

test('a counter with more lanes than one item can hold is taken off the list at the next visit', async () => {
  const unlisted: string[] = [];
  counters = {
    ...counters,
    async unlist(key) {
      unlisted.push(key);
    },
  };
  for (let lane = 0; lane < MAX_LANE_MARKS; lane++) await like(`lane-${lane}`);
  expect(await visit(0)).toBe('stays');
  expect(unlisted).toEqual([]);
  await like('one-more');
  expect(await visit(60)).toBe('stays');
  expect(unlisted).toEqual(['p']);
});

test('a counter that is not split any more is gone for the merger', async () => {
  await like('a');
  await counters.unsplit('p', 1);
  await visit(0);
  expect(await visit(1)).toBe('gone');
  expect(await mergeCooledCounter(counters, policy, 'never-seen', 0)).toBe('gone');
});
