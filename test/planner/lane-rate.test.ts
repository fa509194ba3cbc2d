import { expect, test } from 'vitest';
import { laneRate, SHARD_RECORDS_PER_SECOND } from '../../planner/lane-rate.ts';
import { makePlan } from '../../planner/make-plan.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';

test.each([...scenarioNames, ...rigNames])(
  'a lane of %s counts at least what its shard takes in, also on the long tail',
  (name) => {
    const { memoryMiB } = makePlan(findRig(name)!).capacity.functions.batchLikes;
    expect(laneRate(memoryMiB, 'longTail')).toBeGreaterThanOrEqual(SHARD_RECORDS_PER_SECOND);
  },
);

test('less than one vCPU counts less, and more than one counts no more', () => {
  expect(laneRate(1_024, 'longTail')).toBeLessThan(laneRate(1_769, 'longTail'));
  expect(laneRate(3_538, 'longTail')).toBe(laneRate(1_769, 'longTail'));
});
