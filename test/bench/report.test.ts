import { expect, test } from 'vitest';
import { findFaults } from '../../bench/find-faults.ts';
import { longerWindows } from '../../bench/longer-windows.ts';
import type { Measurement } from '../../bench/measure.ts';
import { formatResults } from '../../bench/report.ts';
import { ratioOf, summarize } from '../../bench/summarize.ts';
import { makeResults as results, makeRun as run } from './sample-results.ts';

test('rates are medians, writes are per like of all repeats, memory is the most', () => {
  const runs = [
    run({ countedPerSecond: 1 }),
    run({ countedPerSecond: 900, cloudRssBytes: 5 }),
    run({ countedPerSecond: 100, counted: { CounterWrites: 1, PostsCounted: 1 } }),
  ];
  expect(summarize(runs)).toMatchObject({
    countedPerSecond: 100,
    counterWritesPerLike: 9 / 300,
    likesPerCounterWrite: 300 / 9,
    counterWritesPerPostAndBatch: 1,
    cloudRssBytes: 2 ** 20,
  });
});

test('a ratio is taken within each repeat, so that a slow one spoils no other', () => {
  const rate = ({ countedPerSecond }: Measurement) => countedPerSecond;
  const ours = [100, 10, 100].map((countedPerSecond) => run({ countedPerSecond }));
  const baseline = [200, 20, 50].map((countedPerSecond) => run({ countedPerSecond }));
  expect(ratioOf(ours, baseline, rate)).toBe(0.5);
});

test('a post counted wrong and a second write for a post of a batch are faults of ours, not of the baseline', () => {
  expect(findFaults(results([run({}), run({ side: 'baseline', postsDifferent: 9 })]))).toEqual([]);
  expect(findFaults(results([run({ postsDifferent: 2 })]))).toEqual(['hot: 2 posts were counted wrong']);
  const writes = (CounterWrites: number) => run({ counted: { CounterWrites, PostsCounted: 4 } });
  expect(findFaults(results([writes(12)]))).toEqual([]);
  expect(findFaults(results([writes(12), writes(13)]))).toEqual([
    'hot: 8, 9 counter writes besides one per post, lane and batch; making 8, 8 at most explains them',
  ]);
});

test('the report shows both sides and their ratio, and a dash where there is no number', () => {
  const markdown = formatResults(
    results([run({ delayMs: undefined }), run({ side: 'baseline', countedPerSecond: 250 })]),
  );
  expect(markdown).toContain('| likes/s until counted | 500 | 250 | 2.00× |');
  expect(markdown).toContain('| 202 to counted, p50, ms | – | 1,000 | – |');
  expect(markdown).toContain('4 lanes, seed 1');
});

test('a thread is shown by the name that the app gave its function', () => {
  const busy = (thread: string) => ({ thread, busyMs: 50, places: [['dynalite', 50]] as const });
  const threads = [
    busy('Likes-social-media-dev-Service-BatchLikesFunction7FFEA4-8f3483f2'),
    busy('dynamodb'),
  ];
  const profiles = [{ arrival: 'hot', actions: 100, threads }] as const;
  const markdown = formatResults({ ...results([run({})]), profiles });
  expect(markdown).toContain('| BatchLikes | 0.50 | dynalite 100% |');
  expect(markdown).toContain('| dynamodb | 0.50 | dynalite 100% |');
});

test('longer windows hold fewer counter writes per like, up to the largest batch', () => {
  const rows = longerWindows(Array<number>(1_000).fill(1), { likesPerSecond: 1_000, lanes: 4 });
  expect(rows.map(({ likesPerBatch }) => likesPerBatch)).toEqual([250, 1_250, 7_500, 10_000, 10_000]);
  expect(rows[0]?.counterWritesPerLike).toBeCloseTo(0.885, 3);
  expect(rows.at(-1)?.counterWritesPerLike).toBeCloseTo(0.1, 3);
});

test('a cold start is compared with that of the SDK alone, and is left out when it was not measured', () => {
  const start = (name: string, milliseconds: number) => ({
    name,
    processes: 20,
    milliseconds,
    cpuMilliseconds: 90,
  });
  const measured = {
    ...results([run({})]),
    coldStarts: [start('accept-like', 150), start('PutRecord by the SDK alone', 100)],
  };
  expect(formatResults(measured)).toContain('| accept-like | 150 | 1.50× | 90 | 1.00× |');
  expect(formatResults(results([run({})]))).not.toContain('Cold start');
});
