import { expect, test } from 'vitest';
import { makePlan } from '../../../planner/make-plan.ts';
import { findRig } from '../../../scenarios/index.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { DAY_OF_LIKES } from '../../../trials/load-test/real-day.ts';
import { makeShape, SHAPES } from '../../../trials/load-test/shapes.ts';

const plan = makePlan(findRig('social-media')!);
const { workload } = socialMedia;
const stream = plan.capacity.stream.shards * 1_000;

test.each(SHAPES)('%s has a rate for each second and a share of its hottest post', (name) => {
  const { arrivalsPerSecond, hotShare } = makeShape(name, plan, 60);
  expect(arrivalsPerSecond).toHaveLength(60);
  expect(Math.min(...arrivalsPerSecond)).toBeGreaterThan(0);
  expect(hotShare).toBeGreaterThan(0);
  expect(hotShare).toBeLessThanOrEqual(1);
});

test('steady is the rate of the scenario throughout', () => {
  expect(new Set(makeShape('steady', plan, 60).arrivalsPerSecond)).toEqual(
    new Set([workload.steadyEventsPerSecond]),
  );
});

test('a burst is above what the shards take, below what the API lets through, and ends early enough to drain', () => {
  const { arrivalsPerSecond } = makeShape('burst', plan, 180);
  expect(Math.max(...arrivalsPerSecond)).toBeGreaterThan(stream * 1.1);
  expect(Math.max(...arrivalsPerSecond)).toBeLessThan(plan.capacity.throttling.requestsPerSecond);
  const excess = arrivalsPerSecond.reduce((sum, rate) => sum + Math.max(0, rate - stream), 0);
  const quiet = arrivalsPerSecond.slice(arrivalsPerSecond.findLastIndex((rate) => rate > stream) + 1);
  const room = quiet.reduce((sum, rate) => sum + stream - rate, 0);
  expect(room).toBeGreaterThan(2 * excess);
});

test('a celebrity draws 80% of the peak', () => {
  const { arrivalsPerSecond, hotShare } = makeShape('celebrity', plan, 60);
  expect(new Set(arrivalsPerSecond)).toEqual(new Set([workload.peakEventsPerSecond]));
  expect(hotShare).toBe(0.8);
});

test('the evening of a real day is the peak, its night is not, and midnight meets midnight', () => {
  const { arrivalsPerSecond } = makeShape('real-day', plan, 2_400);
  expect(Math.max(...arrivalsPerSecond)).toBeGreaterThan(0.99 * workload.peakEventsPerSecond);
  expect(Math.min(...arrivalsPerSecond)).toBeLessThan(0.11 * workload.peakEventsPerSecond);
  expect(arrivalsPerSecond.at(-1)).toBeCloseTo(arrivalsPerSecond[0] ?? 0, -2);
  expect(DAY_OF_LIKES).toHaveLength(24);
  expect(Math.max(...DAY_OF_LIKES)).toBe(1);
});
