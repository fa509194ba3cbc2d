import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  gainOf,
  joinMovers,
  type MoverOf,
  topMovers,
  windowOf,
  windowsAt,
} from '../../../core/live/movers.ts';
import { type Change, type MoversStore, type StoredMovers, Trending } from '../../../core/live/trending.ts';

const NOON = Date.UTC(2026, 10, 26, 12);
const TEN_MINUTES = 600_000;
const SLOTS = 1;

function setUp() {
  const items = new Map<string, StoredMovers>();
  const writes: number[] = [];
  let refuse = false;
  const store: MoversStore = {
    async read(slot, windowMs) {
      return items.get(`${slot} ${windowMs}`) ?? { movers: [], revision: 0 };
    },
    async write(slot, windowMs, { movers, revision }) {
      if (refuse) throw new Error('refused');
      const name = `${slot} ${windowMs}`;
      if ((items.get(name)?.revision ?? 0) !== revision) return false;
      items.set(name, { movers, revision: revision + 1 });
      writes.push(movers.length);
      return true;
    },
  };
  /** What a reader is told, as [post, gain], the greatest first. */
  const shown = (nowMs: number) => {
    const windows = windowsAt(nowMs);
    const found = windows.flatMap((windowMs) => items.get(`0 ${windowMs}`)?.movers ?? []);
    return topMovers(joinMovers(found), 10).map((mover) => [mover.key, gainOf(mover)]);
  };
  return { store, writes, shown, refuse: (value: boolean) => void (refuse = value) };
}

const change = (
  key: string,
  count: number,
  commits: number,
  asOfMs = NOON,
  from = { count, commits },
): Change => ({
  from,
  to: { key, count, commits, asOfMs },
});

test('a new post has gained all of its likes, and a known one what was added since it was first seen', async () => {
  const { store, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  await trending.take([change('new', 7, 3, NOON, { count: 2, commits: 1 }), change('known', 900, 500)], NOON);
  expect(shown(NOON)).toEqual([['new', 7]]);
  await trending.take([change('known', 960, 510)], NOON + 15_000);
  expect(shown(NOON)).toEqual([
    ['known', 60],
    ['new', 7],
  ]);
});

test('a batch that comes again, late or in another environment changes nothing', async () => {
  const { store, shown } = setUp();
  const one = new Trending(store, SLOTS);
  const other = new Trending(store, SLOTS);
  const batches = [[change('p', 3, 1)], [change('p', 9, 4)], [change('p', 3, 1)], [change('p', 5, 2)]];
  for (const [index, batch] of batches.entries()) await one.take(batch, NOON + index * 15_000);
  for (const [index, batch] of batches.entries()) await other.take(batch, NOON + 100_000 + index * 15_000);
  expect(shown(NOON)).toEqual([['p', 9]]);
});

test('when the store fails, the batch comes again and is then kept', async () => {
  const { store, shown, refuse } = setUp();
  const trending = new Trending(store, SLOTS);
  refuse(true);
  await expect(trending.take([change('p', 3, 1)], NOON)).rejects.toThrow('refused');
  refuse(false);
  await trending.take([change('p', 3, 1)], NOON + 15_000);
  expect(shown(NOON)).toEqual([['p', 3]]);
});

test('what two environments see of a slot is brought together', async () => {
  const { store, shown } = setUp();
  const one = new Trending(store, SLOTS);
  const other = new Trending(store, SLOTS);
  await one.take([change('p', 3, 1)], NOON);
  await other.take([change('q', 5, 1)], NOON);
  await one.take([change('p', 4, 2)], NOON + 15_000);
  await one.take([], NOON + 30_000);
  expect(shown(NOON)).toEqual([
    ['q', 5],
    ['p', 4],
  ]);
});

test('a slot is written at most once in 15 s, however many batches move it', async () => {
  const { store, writes, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  for (let second = 0; second < 60; second++)
    await trending.take([change('p', second + 1, second + 1)], NOON + second * 1_000);
  expect(writes).toHaveLength(4);
  await trending.take([], NOON + 60_000);
  expect(shown(NOON)).toEqual([['p', 60]]);
});

test('an item and the memory are bounded, and keep what gained most', async () => {
  const { store, writes, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  const tail = Array.from({ length: 3_000 }, (_, index) => change(`post-${index}`, 1, 1));
  await trending.take([change('hot', 500, 1), ...tail], NOON);
  expect(Math.max(...writes)).toBeLessThanOrEqual(20);
  expect(shown(NOON)[0]).toEqual(['hot', 500]);
});

test('a post that goes on from one window to the next has gained in both, and later only in the last', async () => {
  const { store, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  const next = NOON + TEN_MINUTES;
  await trending.take([change('p', 3, 1)], NOON);
  await trending.take([change('p', 10, 2)], NOON + 1_000);
  await trending.take([change('p', 12, 3, next)], next);
  expect(shown(next)).toEqual([['p', 12]]);
  expect(shown(next + TEN_MINUTES)).toEqual([['p', 2]]);
  expect(shown(next + 2 * TEN_MINUTES)).toEqual([]);
});

test('a count that comes after its window is over is left out', async () => {
  const { store, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  await trending.take([change('p', 3, 1, NOON + TEN_MINUTES)], NOON + TEN_MINUTES);
  await trending.take([change('late', 9, 1, NOON)], NOON + TEN_MINUTES + 15_000);
  expect(shown(NOON + TEN_MINUTES)).toEqual([['p', 3]]);
});

test('posts that lose likes do not trend', () => {
  const mover = (key: string, first: number, last: number): MoverOf => ({
    key,
    first: { count: first, commits: 1 },
    last: { count: last, commits: 2 },
  });
  expect(
    topMovers([mover('down', 9, 3), mover('same', 4, 4), mover('up', 1, 2)], 5).map(({ key }) => key),
  ).toEqual(['up']);
});

test('movers join to the same whatever their order, and however often they come', () => {
  const movers = fc.array(
    fc
      .tuple(fc.constantFrom('p', 'q'), fc.nat({ max: 9 }), fc.nat({ max: 9 }))
      .map(([key, a, b]): MoverOf => {
        const seen = (commits: number) => ({ commits, count: 10 * commits });
        return { key, first: seen(Math.min(a, b)), last: seen(Math.max(a, b)) };
      }),
  );
  const byKey = (list: MoverOf[]) => list.toSorted((one, other) => (one.key < other.key ? -1 : 1));
  fc.assert(
    fc.property(movers, (list) => {
      const joined = byKey(joinMovers(list));
      expect(byKey(joinMovers([...list.toReversed(), ...list]))).toEqual(joined);
    }),
  );
});

test('windows follow one another', () => {
  expect(windowsAt(NOON + 61_000)).toEqual([NOON, NOON - TEN_MINUTES]);
  expect(windowOf(NOON - 1)).toBe(NOON - TEN_MINUTES);
});

test('posts of the canary are left out, however they move', async () => {
  const { store, shown } = setUp();
  const trending = new Trending(store, SLOTS);
  const of = (key: string) => change(key, 7, 3, NOON, { count: 2, commits: 1 });
  await trending.take([of('_canary-1'), of('_canary'), of('people_canary-1')], NOON);
  expect(shown(NOON)).toEqual([
    ['_canary', 7],
    ['people_canary-1', 7],
  ]);
});
