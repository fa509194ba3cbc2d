import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSeededRandom } from '../../../traffic/seeded-random.ts';
import { countBySecond, makeSchedule } from '../../../trials/load-test/schedule.ts';

const rates = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 40 });
const scheduleOf = (ratesPerSecond: readonly number[], seed: number) =>
  makeSchedule(ratesPerSecond, makeSeededRandom(seed));

test('as many arrive up to any second as the rates add up to, to one', () => {
  fc.assert(
    fc.property(rates, fc.nat(), (ratesPerSecond, seed) => {
      const counts = countBySecond(scheduleOf(ratesPerSecond, seed), ratesPerSecond.length);
      let wanted = 0;
      let arrived = 0;
      for (const [second, rate] of ratesPerSecond.entries()) {
        wanted += rate;
        arrived += counts[second] ?? 0;
        expect(Math.abs(arrived - wanted)).toBeLessThanOrEqual(1 + 1e-6);
      }
    }),
  );
});

test('times ascend and none is after the end', () => {
  fc.assert(
    fc.property(rates, fc.nat(), (ratesPerSecond, seed) => {
      const times = scheduleOf(ratesPerSecond, seed);
      expect(times).toEqual(times.toSorted((one, other) => one - other));
      expect(times.at(-1) ?? 0).toBeLessThanOrEqual(ratesPerSecond.length * 1_000);
    }),
  );
});

test('the same seed gives the same times, another seed gives others', () => {
  expect(scheduleOf([20, 20], 7)).toEqual(scheduleOf([20, 20], 7));
  expect(scheduleOf([20, 20], 7)).not.toEqual(scheduleOf([20, 20], 8));
});

test('neighbours are not evenly spaced', () => {
  const times = scheduleOf([50, 50, 50, 50], 1);
  const gaps = times.slice(1).map((timeMs, index) => timeMs - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeLessThan(5);
  expect(Math.max(...gaps)).toBeGreaterThan(30);
});
