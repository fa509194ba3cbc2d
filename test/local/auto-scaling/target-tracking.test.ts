import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { TargetTracking, type TargetTrackingSettings } from '../../../local/auto-scaling/target-tracking.ts';

const SETTINGS: TargetTrackingSettings = {
  minCapacity: 10,
  maxCapacity: 1_000,
  targetPercent: 70,
  scaleOutCooldownSeconds: 0,
  scaleInCooldownSeconds: 0,
  scalesIn: true,
};

/** Returns the capacity after each minute. */
function track(minutes: readonly number[], settings: Partial<TargetTrackingSettings> = {}, capacity = 100) {
  const tracking = new TargetTracking({ ...SETTINGS, ...settings });
  return minutes.map((consumed, minute) => (capacity = tracking.next(consumed, capacity, minute * 60_000)));
}

test('the second minute above the target scales out, to where the consumption is the target', () => {
  expect(track([140, 140, 140])).toEqual([100, 200, 200]);
  expect(track([140, 20, 140, 20])).toEqual([100, 100, 100, 100]);
});

test('only 15 minutes far below the target scale in, to what the busiest of them needs', () => {
  const quiet = [...Array<number>(14).fill(7), 35, 7];
  expect(track(quiet).slice(-3)).toEqual([100, 50, 50]);
  expect(track(Array<number>(40).fill(60)).at(-1)).toBe(100);
  expect(track(quiet, { scalesIn: false }).at(-1)).toBe(100);
});

test('a cooldown keeps the capacity', () => {
  const rising = [100, 100, 200, 200, 200, 200];
  expect(track(rising, { scaleOutCooldownSeconds: 180 })).toEqual([100, 143, 143, 143, 286, 286]);
});

test('a capacity outside its bounds is brought back into them, and no consumption leads out of them', () => {
  expect(track([0], {}, 1)).toEqual([10]);
  fc.assert(
    fc.property(fc.array(fc.nat(5_000), { maxLength: 60 }), (minutes) => {
      for (const capacity of track(minutes)) {
        expect(capacity).toBeGreaterThanOrEqual(10);
        expect(capacity).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});
