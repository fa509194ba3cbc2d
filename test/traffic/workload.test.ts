import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { isEventId } from '../../core/likes/event-id.ts';
import type { Action } from '../../traffic/action.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { truthOf } from '../../traffic/truth.ts';
import { generateWorkload } from '../../traffic/workload.ts';

const START_MS = Date.UTC(2026, 10, 1);
const SMALL = { seed: 7, actions: 5_000, posts: 50, users: 40, startMs: START_MS };

const anyOptions = fc.record({
  seed: fc.nat(),
  actions: fc.integer({ min: 1, max: 400 }),
  posts: fc.integer({ min: 1, max: 20 }),
  users: fc.integer({ min: 1, max: 20 }),
  skew: fc.double({ min: 0, max: 2, noNaN: true }),
  hotShare: fc.double({ min: 0, max: 1, noNaN: true }),
  startMs: fc.constant(START_MS),
});

test('the same options give the same sends, ids included, and another seed gives others', () => {
  fc.assert(
    fc.property(anyOptions, (options) => {
      expect(generateWorkload(options)).toEqual(generateWorkload(options));
      expect(generateWorkload({ ...options, seed: options.seed + 1 })).not.toEqual(generateWorkload(options));
    }),
  );
});

test('the truth is the likes among the last actions by id, whatever the order of sending', () => {
  fc.assert(
    fc.property(anyOptions, (options) => {
      const sends = generateWorkload(options);
      expect(sends).toHaveLength(options.actions);
      expect(truthOf(sends)).toEqual(bruteForceTruth(sends));
      expect(truthOf(sends.toReversed())).toEqual(new Map([...truthOf(sends)].toReversed()));
      expect(truthOf([...sends, ...sends])).toEqual(truthOf(sends));
    }),
  );
});

test('people change their minds, sends are repeated with the same id, and newer actions overtake older ones', () => {
  const sends = generateWorkload(SMALL);
  const repeats = sends.length - new Set(sends.map(({ id }) => id)).size;
  const pairs = Map.groupBy(sends, ({ user, postId }) => `${user} ${postId}`);
  const overtaken = [...pairs.values()].filter((pair) =>
    pair.some(({ id }, at) => id < (pair[at - 1]?.id ?? '')),
  );
  const bothWays = [...pairs.values()].filter((pair) => new Set(pair.map(({ op }) => op)).size === 2);
  expect(repeats).toBeGreaterThan(50);
  expect(overtaken.length).toBeGreaterThan(50);
  expect(bothWays.length).toBeGreaterThan(50);
});

test('with skew a few posts get most of the actions, and a hot share makes one post hot', () => {
  const shareOfFirst = (sends: Action[]) =>
    sends.filter(({ postId }) => postId === 'post-0').length / sends.length;
  expect(shareOfFirst(generateWorkload({ ...SMALL, skew: 0 }))).toBeLessThan(0.05);
  expect(shareOfFirst(generateWorkload({ ...SMALL, skew: 1 }))).toBeGreaterThan(0.15);
  expect(shareOfFirst(generateWorkload({ ...SMALL, skew: 0, hotShare: 0.9 }))).toBeGreaterThan(0.8);
});

test('ids are UUIDv7 of the start that grow with the order', () => {
  const orders = fc.tuple(fc.nat(2 ** 32 - 2), fc.integer({ min: 1, max: 5_000 }));
  fc.assert(
    fc.property(orders, ([order, further]) => {
      const idOf = makeEventIds(START_MS);
      const later = idOf(Math.min(order + further, 2 ** 32 - 1));
      expect(isEventId(later)).toBe(true);
      expect(idOf(order) < later).toBe(true);
      expect(Number.parseInt(later.replace('-', '').slice(0, 12), 16)).toBe(START_MS);
    }),
  );
});

function bruteForceTruth(sends: readonly Action[]): Map<string, number> {
  const truth = new Map<string, number>();
  for (const { postId } of sends) {
    const ofPost = sends.filter((action) => action.postId === postId);
    const last = ofPost.filter((a) => ofPost.every((b) => a.user !== b.user || a.id >= b.id));
    truth.set(postId, new Set(last.filter(({ op }) => op === 'like').map(({ user }) => user)).size);
  }
  return truth;
}
