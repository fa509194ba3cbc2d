// The merger visits a counter in memory several times, and lanes commit in between.

import { beforeEach, expect, test } from 'vitest';
import { commitDelta } from '../../../core/counters/commit-delta.ts';
import { type Place, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { MAX_LANES_TAKEN_OVER, mergeBuckets, takeOverBucket } from '../../../core/counters/merge-buckets.ts';
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

test('a bucket that another merger has taken over is not added again', async () => {
  for (let count = 0; count < 2; count++) await like('a');
  const late: SplitCounters = {
    ...counters,
    async takeOver(merge) {
      await counters.takeOver(merge);
      return await counters.takeOver(merge);
    },
  };
  await mergeBuckets(late, 'p');
  expect(root()?.count).toBe(2);
  expect(store.counters.standing('p')).toEqual([]);
});

test('when a merger stops between take-over and expiry, the next visit lets the tombstone go', async () => {
  for (let count = 0; count < 2; count++) await like('a');
  const dying: SplitCounters = { ...counters, expireBucket: () => Promise.reject(new Error('stopped')) };
  await expect(mergeBuckets(dying, 'p')).rejects.toThrow('stopped');
  expect(root()?.split.open.size).toBe(0);
  expect(store.counters.standing('p')).toHaveLength(1);
  expect(await visit(0)).toBe('gone');
  expect(store.counters.standing('p')).toEqual([]);
  expect(root()?.split.merged.size).toBe(0);
});

test('the tombstone of a merge that was cut off goes too when the counter was split again', async () => {
  for (let count = 0; count < 2; count++) await like('a');
  await counters.unsplit('p', 1);
  const [bucket = ''] = root()?.split.open ?? [];
  await takeOverBucket(counters, 'p', bucket);
  for (let count = 0; count < 2; count++) await like('a');
  expect(root()?.split.generation).toBe(2);
  await mergeBuckets(counters, 'p');
  expect(store.counters.standing('p')).toEqual([]);
  expect(root()?.count).toBe(4);
});

test('a bucket with more lanes than one write can bring back is not closed', async () => {
  for (let lane = 0; lane <= MAX_LANES_TAKEN_OVER; lane++) {
    await counters.split('p', 1);
    await counters.moveLane({ key: 'p', lane: `lane-${lane}`, bucket: '1.0', generation: 1 });
  }
  await like('lane-0');
  await mergeBuckets(counters, 'p');
  expect(store.readItem('p', '1.0')?.closed).toBe(false);
  await like('lane-0');
  expect(store.count('p')).toBe(2);
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
