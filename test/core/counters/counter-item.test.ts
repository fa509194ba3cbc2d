import { expect, test } from 'vitest';
import { bucketForLane, type CounterItem, EMPTY_ITEM } from '../../../core/counters/counter-item.ts';
import { laneOf } from '../../../core/stream/lane.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';
const lanes = Array.from({ length: 16 }, (_, index) =>
  laneOf(STREAM, `shardId-${String(index).padStart(12, '0')}`),
);

const rootWith = (buckets: number | undefined, moved: Record<string, string> = {}): CounterItem => ({
  ...EMPTY_ITEM,
  split: {
    buckets,
    generation: 3,
    moved: new Map(Object.entries(moved)),
    open: new Set(),
    merged: new Set(),
  },
});

test('a lane stays where it is while the counter is not split, and after it has moved', () => {
  expect(bucketForLane(rootWith(undefined), 'a')).toBeUndefined();
  expect(bucketForLane(rootWith(4, { a: '2.0' }), 'a')).toBeUndefined();
});

test('lanes that move at the same time spread evenly, although none of them sees the others', () => {
  const chosen = lanes.map((lane) => bucketForLane(rootWith(4), lane));
  for (const bucket of ['3.0', '3.1', '3.2', '3.3']) {
    expect(chosen.filter((each) => each === bucket).length).toBeLessThanOrEqual(6);
    expect(chosen).toContain(bucket);
  }
});

test('a lane that sees the others moves to the bucket of the current generation with the fewest lanes', () => {
  const moved = { a: '3.0', b: '3.0', c: '3.1', d: '3.2', e: '2.3', f: '2.3', g: '2.3' };
  for (const lane of lanes) expect(bucketForLane(rootWith(4, moved), lane)).toBe('3.3');
});

test('lanes that move one after the other fill all buckets equally', () => {
  const moved: Record<string, string> = {};
  for (const lane of lanes) moved[lane] = bucketForLane(rootWith(4, moved), lane)!;
  const counts = ['3.0', '3.1', '3.2', '3.3'].map(
    (bucket) => Object.values(moved).filter((each) => each === bucket).length,
  );
  expect(counts).toEqual([4, 4, 4, 4]);
});
