import { describe, expect, test } from 'vitest';
import {
  AUDIT_LANE,
  type CounterItem,
  EMPTY_ITEM,
  type Observation,
} from '../../../core/counters/counter-item.ts';
import {
  bucketsWanted,
  hasCooled,
  MAX_LANE_MARKS,
  mayMerge,
  observe,
  type SplitPolicy,
} from '../../../core/counters/split-policy.ts';

const policy: SplitPolicy = {
  split: 'when-hot',
  buckets: 4,
  splitAboveWritesPerSecond: 500,
  mergeBelowWritesPerSecond: 100,
  coolSeconds: 60,
};
const cold = 10;

function rootWith({ lanes = 1, buckets }: { lanes?: number; buckets?: number }): CounterItem {
  const marks = new Map(Array.from({ length: lanes }, (_, index) => [`lane-${index}`, '011']));
  return { ...EMPTY_ITEM, marks, split: { ...EMPTY_ITEM.split, buckets } };
}

describe('a counter that is not split', () => {
  test('is split above the threshold, but not at it', () => {
    const root = rootWith({});
    expect(bucketsWanted(policy, root, 500)).toBeUndefined();
    expect(bucketsWanted(policy, root, 501)).toBe(4);
  });

  test('is split when its marks no longer fit one write unit, over enough buckets for all of them', () => {
    expect(bucketsWanted(policy, rootWith({ lanes: MAX_LANE_MARKS }), cold)).toBeUndefined();
    expect(bucketsWanted(policy, rootWith({ lanes: MAX_LANE_MARKS + 1 }), cold)).toBe(4);
    expect(bucketsWanted(policy, rootWith({ lanes: MAX_LANE_MARKS * 5 + 1 }), cold)).toBe(6);
  });

  test('is not split because of the mark of the auditor, which never moves to a bucket', () => {
    const root = rootWith({ lanes: MAX_LANE_MARKS });
    const marks = new Map(root.marks).set(AUDIT_LANE, '000000000001-x');
    expect(bucketsWanted(policy, { ...root, marks }, cold)).toBeUndefined();
  });

  test('is split from the start when the policy splits all counters', () => {
    expect(bucketsWanted({ ...policy, split: 'always' }, rootWith({}), cold)).toBe(4);
  });
});

describe('a split counter', () => {
  test('is not split again', () => {
    const root = rootWith({ buckets: 4, lanes: 100 });
    expect(bucketsWanted(policy, root, 900)).toBeUndefined();
  });

  /** The observations of a merger that visits the counter every ten seconds, given the commits in each ten seconds. */
  function observations(commitsInTenSeconds: readonly number[]): Observation[] {
    const made: Observation[] = [observe(policy, undefined, 0, 0)];
    for (const commits of commitsInTenSeconds) {
      const last = made.at(-1)!;
      made.push(observe(policy, last, last.commits + commits, last.atMs + 10_000));
    }
    return made;
  }
  const merges = (observation: Observation | undefined) => hasCooled(policy, observation!);

  test('is merged when it has been cool for long enough', () => {
    const made = observations([999, 999, 999, 999, 999, 999]);
    expect(made.map((each) => merges(each))).toEqual([false, false, false, false, false, false, true]);
  });

  test('stays split when it was busy once in between', () => {
    expect(merges(observations([0, 0, 0, 0, 0, 1_000, 0]).at(-1))).toBe(false);
  });

  test('is not merged at the first observation, which cannot tell how busy it is', () => {
    expect(merges(observations([])[0])).toBe(false);
  });

  test('is not merged when its marks would not fit one item, because it would be split again at once', () => {
    expect(mayMerge(policy, MAX_LANE_MARKS)).toBe(true);
    expect(mayMerge(policy, MAX_LANE_MARKS + 1)).toBe(false);
  });

  test('stays split when the policy splits all counters', () => {
    expect(mayMerge({ ...policy, split: 'always' }, 1)).toBe(false);
  });

  test('is not taken for cool when the clock stands still or goes back', () => {
    const last: Observation = { commits: 100, atMs: 1_000, coolSinceMs: undefined };
    expect(observe(policy, last, 100, 1_000).coolSinceMs).toBeUndefined();
    expect(observe(policy, last, 100, 500).coolSinceMs).toBeUndefined();
  });
});
