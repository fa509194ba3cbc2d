// The six stories of a commit, with the values of the worked example at the top of commit-delta.ts.

import { beforeEach, expect, test } from 'vitest';
import { commitDelta, type Increment } from '../../../core/counters/commit-delta.ts';
import { type CounterItem, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../../core/counters/merge-buckets.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import { InMemoryStore } from '../../../trials/model/in-memory-store.ts';

const KEY = 'p';
const LANE = 's0';

let store: InMemoryStore;
let counters: SplitCounters;
let calls: string[];

beforeEach(() => {
  store = new InMemoryStore();
  calls = [];
  ({ counters } = store.portsThrough(async (moment, call) => {
    if (moment === 'asks') calls.push(call);
  }));
});

/** A batch of two likes, the first at 25 and the second at 30. Each adds one to the count. */
function twoLikes(dependsOnMark: boolean): Increment {
  return {
    key: KEY,
    lane: LANE,
    first: '25',
    last: '30',
    dependsOnMark,
    deltaFrom: (mark = '') => Number(mark < '25') + Number(mark < '30'),
  };
}

/** Another attempt's commit of this lane. */
async function commit(bucket: string, delta: number, mark: string): Promise<void> {
  const below = { below: mark };
  expect((await counters.commit({ key: KEY, bucket, lane: LANE, delta, mark, expected: below })).done).toBe(
    true,
  );
}

async function moveTo(bucket: string): Promise<void> {
  await counters.split(KEY, 1);
  await counters.moveLane({ key: KEY, lane: LANE, bucket, generation: 1 });
}

const itemOf = (bucket = ROOT_BUCKET): CounterItem | undefined => store.readItem(KEY, bucket);
const markOf = (bucket = ROOT_BUCKET) => itemOf(bucket)?.marks.get(LANE);

test('first like ever: one write makes the counter without a read, because nobody had acted before', async () => {
  const { place, item } = await commitDelta(counters, twoLikes(false));
  expect(place).toEqual({ bucket: 'root', floor: undefined });
  expect(item).toMatchObject({ count: 2, marks: new Map([[LANE, '30']]) });
  expect(calls).toEqual(['commit']);
});

test('overtaken: only the rest is added, because an attempt that overlaps has counted up to 25', async () => {
  await commit('root', 7, '20');
  let others = async () => commit('root', 1, '25');
  const { counters: slow } = store.portsThrough(async (moment, call) => {
    if (moment !== 'asks' || call !== 'commit') return;
    await others();
    others = async () => {};
  });
  const { item } = await commitDelta(slow, twoLikes(true));
  expect(item).toMatchObject({ count: 9, marks: new Map([[LANE, '30']]) });
});

test('repeated after a crash: the commit of the first attempt stands, and the repeat changes nothing', async () => {
  await commit('root', 7, '20');
  const { counters: dying } = store.portsThrough(async (moment, call) => {
    if (moment === 'hears' && call === 'commit') throw new Error('crashed before the answer came');
  });
  await expect(commitDelta(dying, twoLikes(true))).rejects.toThrow('crashed');
  expect(await commitDelta(counters, twoLikes(true))).toMatchObject({ item: undefined });
  expect([itemOf()?.count, markOf()]).toEqual([9, '30']);
});

test('moved lane: the root refuses it, and its bucket continues from the mark on the root', async () => {
  await commit('root', 8, '25');
  await moveTo('1.0');
  const { place, item } = await commitDelta(counters, twoLikes(false));
  expect(place).toEqual({ bucket: '1.0', floor: '25' });
  expect(item).toMatchObject({ count: 1, marks: new Map([[LANE, '30']]) });
  expect([itemOf()?.count, markOf()]).toEqual([8, '25']);
});

test('closed bucket: the lane finishes the merge itself and commits to the root', async () => {
  await commit('root', 7, '20');
  await moveTo('1.0');
  await commit('1.0', 1, '25');
  await counters.unsplit(KEY, 1);
  await counters.closeBucket(KEY, '1.0');
  const { place, item } = await commitDelta(counters, twoLikes(true), { bucket: '1.0', floor: '20' });
  expect(place.bucket).toBe('root');
  expect(item).toMatchObject({ count: 9, marks: new Map([[LANE, '30']]) });
  await mergeBuckets(counters, KEY);
  expect(store.count(KEY)).toBe(9);
});

test('nothing left to do: nothing is written, because the mark has reached the end of the batch', async () => {
  await commit('root', 9, '30');
  calls.length = 0;
  expect(await commitDelta(counters, twoLikes(true))).toMatchObject({ item: undefined });
  expect(calls).toEqual(['read']);
  expect([itemOf()?.count, itemOf()?.commits]).toEqual([9, 1]);
});
