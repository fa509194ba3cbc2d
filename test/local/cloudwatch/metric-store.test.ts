import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { MetricStore } from '../../../local/cloudwatch/metric-store.ts';
import { isStatistic, readStatistic, StatisticSet } from '../../../local/cloudwatch/statistic-set.ts';

const LATENCY = {
  namespace: 'AWS/ApiGateway',
  name: 'Latency',
  dimensions: { ApiId: 'a', Stage: '$default' },
};

function makeStore(minuteMs?: number) {
  const clock = { ms: 0 };
  const store = new MetricStore({ minuteMs, now: () => clock.ms });
  store.keep(LATENCY, 10);
  return { store, clock };
}

test('a period without values has no data point', () => {
  const { store } = makeStore();
  const range = { lastMinute: 3, periodMinutes: 1, periods: 3 };
  expect(store.read(LATENCY, 'Sum', range)).toEqual([undefined, undefined, undefined]);
  store.series(LATENCY).add(7, 2 * 60_000);
  expect(store.read(LATENCY, 'Sum', range)).toEqual([undefined, 7, undefined]);
});

test('a period of several minutes joins their values, and the oldest period comes first', () => {
  const { store } = makeStore();
  const series = store.series(LATENCY);
  for (const [minute, value] of [1, 2, 3, 4].entries()) series.add(value, minute * 60_000);
  const range = { lastMinute: 3, periodMinutes: 2, periods: 2 };
  expect(store.read(LATENCY, 'Sum', range)).toEqual([3, 7]);
  expect(store.read(LATENCY, 'Average', range)).toEqual([1.5, 3.5]);
  expect(store.read(LATENCY, 'Minimum', range)).toEqual([1, 3]);
  expect(store.read(LATENCY, 'Maximum', range)).toEqual([2, 4]);
  expect(store.read(LATENCY, 'SampleCount', range)).toEqual([2, 2]);
});

test('the order of dimensions does not matter, and other dimensions make another metric', () => {
  const { store } = makeStore();
  store.series(LATENCY).add(1);
  const range = { lastMinute: 0, periodMinutes: 1, periods: 1 };
  expect(store.read({ ...LATENCY, dimensions: { Stage: '$default', ApiId: 'a' } }, 'Sum', range)).toEqual([
    1,
  ]);
  const lessNarrow = { ...LATENCY, dimensions: { ApiId: 'a' } };
  expect(store.read(lessNarrow, 'Sum', range)).toEqual([undefined]);
});

test('a shorter minute holds what was counted within it, and ages grow as much', () => {
  const { store, clock } = makeStore(5_000);
  const series = store.series(LATENCY);
  series.add(1);
  clock.ms = 5_000;
  series.add(1);
  expect(store.read(LATENCY, 'Sum', { lastMinute: 1, periodMinutes: 1, periods: 2 })).toEqual([1, 1]);
  expect(store.scaleAge(10_000)).toBe(120_000);
});

test('a metric that no alarm asks for is not kept, and old minutes are forgotten', () => {
  const clock = { ms: 0 };
  const store = new MetricStore({ now: () => clock.ms });
  const range = { lastMinute: 0, periodMinutes: 1, periods: 1 };
  store.series(LATENCY).add(1);
  expect(store.read(LATENCY, 'Sum', range)).toEqual([undefined]);
  store.keep(LATENCY, 2);
  store.series(LATENCY).add(1);
  clock.ms = 2 * 60_000;
  store.forget();
  expect(store.read(LATENCY, 'Sum', range)).toEqual([1]);
  clock.ms = 3 * 60_000;
  store.forget();
  expect(store.read(LATENCY, 'Sum', range)).toEqual([undefined]);
});

test('a percentile is the smallest value with that share at or below it', () => {
  const set = new StatisticSet();
  for (let value = 1; value <= 100; value++) set.add(value);
  const percentiles = ['p0', 'p50', 'p99', 'p99.9', 'p100'].map((percentile) =>
    readStatistic([set], percentile),
  );
  expect(percentiles).toEqual([1, 50, 99, 100, 100]);
});

const nonEmpty = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { minLength: 1 });

test('the percentiles of any values are those of all minutes together, to three digits', () => {
  fc.assert(
    fc.property(
      nonEmpty(nonEmpty(fc.double({ min: 0.001, max: 1e6, noNaN: true }))),
      fc.integer({ min: 0, max: 100 }),
      (minutes, percent) => {
        const sets = minutes.map((values) => {
          const set = new StatisticSet();
          for (const value of values) set.add(value);
          return set;
        });
        const values = minutes.flat().toSorted((one, other) => one - other);
        const exact = values[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)] ?? 0;
        const told = readStatistic(sets, `p${percent}`) ?? 0;
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(exact * 0.006);
      },
    ),
  );
});

test('a statistic that is not known is refused by name', () => {
  expect(['Sum', 'p99', 'p99.9', 'p100'].every(isStatistic)).toBe(true);
  expect(['sum', 'tm99', 'p', 'p101', 'toString'].some(isStatistic)).toBe(false);
  expect(() => readStatistic([], 'tm99')).toThrow('tm99');
});
