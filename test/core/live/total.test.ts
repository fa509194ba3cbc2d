// What a reader is shown of a counter while it splits and merges, lanes commit, and roll-up reads and writes at any pace.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { commitDelta } from '../../../core/counters/commit-delta.ts';
import { type CounterItem, EMPTY_ITEM, ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../../core/counters/merge-buckets.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import { spreadLane } from '../../../core/counters/spread-lane.ts';
import { isSplit, sumItems } from '../../../core/live/sum-items.ts';
import { OLDEST_TOTAL_MS, shownTotal, takesTotal, type Total } from '../../../core/live/total.ts';
import { InMemoryCounters } from '../../../trials/model/in-memory-counters.ts';

const KEY = 'p';
const LANES = ['a', 'b', 'c'];
const COMMITS = 6;

/** A root that is one item is shown as it is. Undefined: the reader sums. */
function shownOf(root: CounterItem, held: Total | undefined): Pick<Total, 'count' | 'commits'> | undefined {
  const total = shownTotal(root, held, 0);
  if (total || isSplit(root)) return total;
  return { count: root.count, commits: root.commits + root.mergedCommits };
}

/** @param pass lets a call through when its turn has come */
function world(pass: <T>(call: () => T) => Promise<T>) {
  const store = new InMemoryCounters();
  const shown: number[] = [];
  let held: Total | undefined;
  const rootOf = () => store.read(KEY, ROOT_BUCKET) ?? EMPTY_ITEM;
  const counters = new Proxy({} as SplitCounters, {
    get:
      (_, method: keyof SplitCounters) =>
      (...args: unknown[]) =>
        pass(() => {
          const outcome = (store[method] as (...all: unknown[]) => unknown)(...args) as { done?: boolean };
          // The writes that begin a split and that end one take the total away.
          if (outcome?.done === true && (method === 'split' || method === 'forgetSplit')) held = undefined;
          return outcome;
        }),
  });
  return {
    counters,
    shown,
    held: () => held,
    commitAs: async (lane: string) => {
      for (let at = 1; at <= COMMITS; at++) {
        const position = String(at);
        const increment = { key: KEY, lane, first: position, last: position, dependsOnMark: false };
        const { place, item } = await commitDelta(counters, { ...increment, deltaFrom: () => 1 });
        if (place.bucket === ROOT_BUCKET && item) await spreadLane(counters, KEY, lane, item, undefined);
      }
    },
    splitAndMerge: async () => {
      for (let split = 0; split < 2; split++) {
        await counters.split(KEY, 2);
        await mergeBuckets(counters, KEY);
      }
    },
    rollUp: async (times: number) => {
      for (let time = 0; time < times; time++) {
        const root = await pass(rootOf);
        const buckets = new Map<string, CounterItem>();
        for (const name of root.split.open)
          buckets.set(name, await pass(() => store.read(KEY, name) ?? EMPTY_ITEM));
        const sum = sumItems(root, buckets);
        if (sum?.generation === undefined) continue;
        const { generation } = sum;
        const total = { count: sum.count, commits: sum.commits, asOfMs: 0 };
        await pass(() => {
          if (takesTotal(rootOf(), held, total, generation)) held = total;
        });
      }
    },
    look: async (times: number) => {
      for (let time = 0; time < times; time++)
        await pass(() => {
          const state = shownOf(rootOf(), held);
          if (state) shown.push(state.commits);
        });
    },
  };
}

test('a reader that saw a count is never shown a total of an earlier state, however roll-up, splits and merges overlap', async () => {
  let totalsShown = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const pass = scheduler.scheduleFunction(async (call: () => unknown) => call());
      const { commitAs, splitAndMerge, rollUp, look, shown, held } = world(
        pass as <T>(call: () => T) => Promise<T>,
      );
      const everything = [...LANES.map(commitAs), splitAndMerge(), rollUp(8), rollUp(8), look(30)];
      await scheduler.waitFor(Promise.all(everything));
      expect(shown).toEqual(shown.toSorted((one, other) => one - other));
      if (held() || shown.length < 30) totalsShown++;
    }),
    { numRuns: 300 },
  );
  expect(totalsShown).toBeGreaterThan(30);
});

test('when all is quiet, roll-up finds the exact count of a counter that is split', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), async (scheduler) => {
      const pass = scheduler.scheduleFunction(async (call: () => unknown) => call());
      const { commitAs, counters, rollUp, held } = world(pass as <T>(call: () => T) => Promise<T>);
      await scheduler.waitFor(counters.split(KEY, 2));
      await scheduler.waitFor(Promise.all([...LANES.map(commitAs), rollUp(5)]));
      await scheduler.waitFor(rollUp(1));
      expect(held()?.count).toBe(LANES.length * COMMITS);
    }),
    { numRuns: 50 },
  );
});

const SPLIT = { ...EMPTY_ITEM, split: { ...EMPTY_ITEM.split, buckets: 2, generation: 3 } };
const TOTAL = { count: 5, commits: 9, asOfMs: 1_000 };

test('an old total is not shown, because roll-up may have stopped', () => {
  expect(shownTotal(SPLIT, TOTAL, 1_000 + OLDEST_TOTAL_MS)).toBe(TOTAL);
  expect(shownTotal(SPLIT, TOTAL, 1_001 + OLDEST_TOTAL_MS)).toBeUndefined();
});

test('the total of a counter that is one item is not shown', () => {
  expect(shownTotal(EMPTY_ITEM, TOTAL, 1_000)).toBeUndefined();
});

test('a root takes no total that is not newer, that is of another split, or when it is one item', () => {
  expect(takesTotal(SPLIT, undefined, TOTAL, 3)).toBe(true);
  expect(takesTotal(SPLIT, { ...TOTAL, commits: 8 }, TOTAL, 3)).toBe(true);
  expect(takesTotal(SPLIT, TOTAL, TOTAL, 3)).toBe(false);
  expect(takesTotal(SPLIT, undefined, TOTAL, 2)).toBe(false);
  expect(takesTotal(EMPTY_ITEM, undefined, TOTAL, 0)).toBe(false);
});

test('a lane that moved while the items were read makes their sum unusable', () => {
  const bucket = { ...EMPTY_ITEM, count: 2, commits: 1, marks: new Map([['a', '7']]) };
  const root = { ...SPLIT, count: 3, commits: 4, mergedCommits: 5 };
  const moved = new Map([['a', '3.0']]);
  expect(sumItems(root, new Map([['3.0', bucket]]))).toBeUndefined();
  expect(sumItems({ ...root, split: { ...root.split, moved } }, new Map([['3.0', bucket]]))).toEqual({
    count: 5,
    commits: 10,
    generation: 3,
  });
});
