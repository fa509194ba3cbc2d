// The merger's looks over the in-memory store, with lanes that commit in between.

import { beforeEach, expect, test } from 'vitest';
import { commitDelta } from '../../core/commit-delta.ts';
import { type Place, ROOT_BUCKET } from '../../core/counter-item.ts';
import { mergeCooledPost } from '../../core/merge-cooled-post.ts';
import type { SplitCounters } from '../../core/ports.ts';
import { toPosition } from '../../core/sequence-number.ts';
import type { SplitPolicy } from '../../core/split-policy.ts';
import { spreadLane } from '../../core/spread-lane.ts';
import { InMemoryStore } from '../model/in-memory-store.ts';

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
    postId: 'p',
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

const look = (minute: number) => mergeCooledPost(counters, policy, 'p', minute * MINUTE_MS);
const root = () => store.counters.read('p', ROOT_BUCKET);

test('a post stays split while its lanes go on, and is one item after it has cooled', async () => {
  for (const lane of ['a', 'b']) await like(lane);
  for (let minute = 0; minute < 3; minute++) {
    for (let count = 0; count < 100; count++) await like(count % 2 ? 'a' : 'b');
    expect(await look(minute)).toBe('stays');
  }
  expect(root()?.split.open.size).toBe(2);
  expect(root()?.likes).toBe(2);
  expect(await look(3)).toBe('merged');
  expect(root()).toMatchObject({ likes: 302, commits: 302, split: { buckets: undefined } });
  expect(root()?.split.open.size).toBe(0);
  for (const lane of ['a', 'b']) await like(lane);
  expect(root()?.likes).toBe(304);
  expect(store.count('p')).toBe(304);
});

test('a merge that stopped half-way is finished by the next look', async () => {
  for (const lane of ['a', 'b']) for (let count = 0; count < 3; count++) await like(lane);
  await counters.unsplit('p', 1);
  await counters.closeBucket('p', '1.0');
  expect(store.count('p')).toBe(6);
  expect(await look(0)).toBe('merged');
  expect(root()).toMatchObject({ likes: 6, commits: 6 });
  expect(root()?.split.open.size).toBe(0);
});

test('what is on the list and not split any more is taken off', async () => {
  await like('a');
  await counters.unsplit('p', 1);
  await look(0);
  expect(await look(1)).toBe('gone');
  expect(await mergeCooledPost(counters, policy, 'never-seen', 0)).toBe('gone');
});
