import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { NewestCounts } from '../../../core/live/newest-counts.ts';

const state = (commits: number, asOfMs: number, key = 'p') => ({ key, count: 10 * commits, commits, asOfMs });

test('a count that comes after a newer one is not handed on, and the newer one is handed on again', () => {
  const memory = new NewestCounts();
  expect(memory.keep(state(7, 3_200))).toEqual(state(7, 3_200));
  expect(memory.keep(state(6, 3_300))).toEqual(state(7, 3_200));
  expect(memory.keep(state(7, 3_200))).toEqual(state(7, 3_200));
});

test('a newer count has a later time, even when its update says an earlier one', () => {
  const memory = new NewestCounts();
  memory.keep(state(7, 3_200));
  expect(memory.keep(state(8, 3_100))).toEqual(state(8, 3_201));
});

test('in whatever order updates come, the last count that is handed on is the newest, and has the latest time', () => {
  const updates = fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 50 })), {
    minLength: 1,
  });
  fc.assert(
    fc.property(updates, (list) => {
      const memory = new NewestCounts();
      const handedOn = list.map(([commits, asOfMs]) => memory.keep(state(commits, asOfMs)));
      const last = handedOn.at(-1);
      expect(last?.commits).toBe(Math.max(...list.map(([commits]) => commits)));
      for (const each of handedOn)
        expect(each.commits < (last?.commits ?? 0) ? each.asOfMs < (last?.asOfMs ?? 0) : each).toBeTruthy();
    }),
  );
});

test('an environment trusts the updates of a lane from a minute after it began to read it', () => {
  const memory = new NewestCounts();
  expect(memory.knows('a', 1_000)).toBe(false);
  expect(memory.knows('a', 61_000)).toBe(false);
  expect(memory.knows('a', 61_001)).toBe(true);
  expect(memory.knows('b', 61_001)).toBe(false);
});

test('the memory is bounded, and forgets what moved longest ago', () => {
  const memory = new NewestCounts(2);
  memory.keep(state(5, 1, 'p'));
  memory.keep(state(5, 1, 'q'));
  memory.keep(state(6, 2, 'p'));
  memory.keep(state(5, 1, 'r'));
  expect(memory.keep(state(4, 3, 'p')).commits).toBe(6);
  expect(memory.keep(state(4, 3, 'q')).commits).toBe(4);
});
