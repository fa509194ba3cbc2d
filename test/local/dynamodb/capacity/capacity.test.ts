import { expect, test } from 'vitest';
import { Capacity } from '../../../../local/dynamodb/capacity/capacity.ts';

const MINUTE_MS = 60_000;
let nowMs = 0;
const now = () => nowMs;

/** Consumes this rate for this long, a second at a time, as far as the capacity lets it. */
function consume(capacity: Capacity, perSecond: number, seconds: number): void {
  for (let second = 0; second < seconds; second++) {
    if (capacity.exceeded() === undefined) capacity.take(perSecond);
    nowMs += 1_000;
  }
}

test('a provisioned capacity is exceeded once its rate and its burst are used up', () => {
  const capacity = new Capacity({ mode: 'provisioned', perSecond: 5 }, now);
  capacity.take(5);
  expect(capacity.exceeded()).toBe('ProvisionedThroughputExceeded');
  nowMs += 10 * MINUTE_MS;
  capacity.take(1_499);
  expect(capacity.exceeded()).toBeUndefined();
  capacity.take(1);
  expect(capacity.exceeded()).toBe('ProvisionedThroughputExceeded');
});

test('a capacity that is raised counts at once', () => {
  const capacity = new Capacity({ mode: 'provisioned', perSecond: 5 }, now);
  capacity.take(105);
  capacity.change({ mode: 'provisioned', perSecond: 100 });
  nowMs += 1_001;
  expect(capacity.exceeded()).toBeUndefined();
  expect(capacity.perSecond).toBe(100);
});

test('an on-demand capacity grows to twice its peak minute, and forgets it after half an hour', () => {
  const capacity = new Capacity(
    { mode: 'on-demand', startPerSecond: 4_000, maximumPerSecond: undefined },
    now,
  );
  expect(capacity.perSecond).toBe(4_000);
  nowMs = Math.ceil(nowMs / MINUTE_MS) * MINUTE_MS;
  consume(capacity, 3_000, 60);
  expect(capacity.perSecond).toBe(6_000);
  nowMs += 31 * MINUTE_MS;
  expect(capacity.perSecond).toBe(4_000);
});

test('an on-demand capacity that is used up is short of partitions, so a key range is named', () => {
  const capacity = new Capacity({ mode: 'on-demand', startPerSecond: 40, maximumPerSecond: undefined }, now);
  capacity.take(40);
  expect(capacity.exceeded()).toBe('KeyRangeThroughputExceeded');
});

test('a maximum of an on-demand capacity is a limit with a name of its own', () => {
  const capacity = new Capacity({ mode: 'on-demand', startPerSecond: 4_000, maximumPerSecond: 10 }, now);
  expect(capacity.perSecond).toBe(10);
  capacity.take(10);
  expect(capacity.exceeded()).toBe('MaxOnDemandThroughputExceeded');
  capacity.change({ mode: 'on-demand', startPerSecond: 4_000, maximumPerSecond: undefined });
  expect(capacity.exceeded()).toBeUndefined();
});
