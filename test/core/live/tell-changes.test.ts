import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { NewCount, SlotsInUse } from '../../../core/live/ports.ts';
import { shownCount } from '../../../core/live/shown-count.ts';
import { makeBroadcast, TELL_INTERVAL_MS } from '../../../core/live/tell-changes.ts';
import { readShown } from './read-shown.ts';

interface Told extends NewCount {
  readonly atMs: number;
}

/** A lane of updates, several environments that know nothing of each other, and what viewers were told. */
function makeWorld(failures: readonly boolean[] = []) {
  let nowMs = 1_000_000;
  let calls = 0;
  const kept = new Map<string, NewCount>();
  let inUse: Awaited<ReturnType<SlotsInUse['read']>> = { slots: [0], sinceMs: 0 };
  const told: Told[] = [];
  const mayFail = () => {
    if (failures[calls++]) throw new Error('throttled');
  };
  const makeEnvironment = () =>
    makeBroadcast({
      told: {
        read: async (postIds) => new Map([...kept].filter(([postId]) => postIds.includes(postId))),
        async keep(counts) {
          mayFail();
          for (const it of counts)
            if ((kept.get(it.postId)?.asOfMs ?? 0) <= it.asOfMs) kept.set(it.postId, it);
        },
      },
      messages: {
        async send(counts) {
          mayFail();
          for (const it of counts) told.push({ ...it, atMs: nowMs });
        },
      },
      slotsInUse: { read: async () => inUse },
      now: () => nowMs,
      pause: async (ms) => void (nowMs += ms),
    });
  return {
    told,
    kept,
    makeEnvironment,
    now: () => nowMs,
    pass: (ms: number) => void (nowMs += ms),
    leave: () => void (inUse = undefined),
    come: (sinceMs: number) => void (inUse = { slots: [0], sinceMs }),
    /** What a viewer sees who was there all the time. */
    shownOf(postId: string) {
      const mine = told.filter((it) => it.postId === postId).sort((a, b) => a.asOfMs - b.asOfMs);
      return shownCount(mine.at(-1)?.count ?? 0);
    },
  };
}

const at = (count: number, asOfMs: number, postId = 'p'): NewCount => ({ postId, count, asOfMs });

describe('a count that was sent', () => {
  test('comes again when the slots may not have got it, and is told then', async () => {
    const world = makeWorld([true]);
    const environment = world.makeEnvironment();
    await expect(environment.send([at(1_200_000, 1)])).rejects.toThrow('throttled');
    expect(world.kept.size).toBe(0);
    await environment.send([at(1_200_000, 1)]);
    expect(world.told).toHaveLength(1);
  });

  test('is told again when it could not be kept, and no sooner than a second later', async () => {
    const world = makeWorld([false, true]);
    await expect(world.makeEnvironment().send([at(1_200_000, 1)])).rejects.toThrow('throttled');
    await world.makeEnvironment().send([at(1_200_000, 1)]);
    const [first, second] = world.told;
    expect(second!.atMs - first!.atMs).toBeGreaterThanOrEqual(TELL_INTERVAL_MS);
  });

  test('is told at once, and the newest of a post wins', async () => {
    const world = makeWorld();
    const startMs = world.now();
    await world.makeEnvironment().send([at(12, 5), at(3, 5, 'q'), at(11, 4)]);
    expect(world.told).toEqual([
      { ...at(12, 5), atMs: startMs },
      { ...at(3, 5, 'q'), atMs: startMs },
    ]);
  });

  test('is not told when viewers were told a newer one of the post', async () => {
    const world = makeWorld();
    await world.makeEnvironment().send([at(1_300_000, 5)]);
    await world.makeEnvironment().send([at(1_200_000, 4)]);
    expect(world.told).toHaveLength(1);
  });

  test('takes no time when nothing changes that a person sees', async () => {
    const world = makeWorld();
    await world.makeEnvironment().send([at(1_200_000, 1)]);
    const startMs = world.now();
    await world.makeEnvironment().send([at(1_201_000, 2)]);
    await world.makeEnvironment().send([]);
    expect(world.now()).toBe(startMs);
  });

  test('is told to nobody, and takes no time, while nobody looks', async () => {
    const world = makeWorld();
    world.leave();
    const startMs = world.now();
    await world.makeEnvironment().send([at(1_200_000, 1)]);
    expect([world.told, world.kept.size, world.now()]).toEqual([[], 0, startMs]);
  });

  test('is told to those who came since, though the same text was told before they came', async () => {
    const world = makeWorld();
    await world.makeEnvironment().send([at(1_200_000, 1)]);
    world.leave();
    await world.makeEnvironment().send([at(1_900_000, 2)]);
    world.come(3);
    await world.makeEnvironment().send([at(1_200_000, 4)]);
    expect(world.told.map(({ count }) => count)).toEqual([1_200_000, 1_200_000]);
  });

  test('is told when a post falls below a thousand and comes back, though the same text was told before', async () => {
    const world = makeWorld();
    for (const [asOfMs, count] of [1_000, 999, 1_000].entries())
      await world.makeEnvironment().send([at(count, asOfMs)]);
    expect(world.told.map(({ count }) => count)).toEqual([1_000, 999, 1_000]);
  });
});

test('with 1.2 M likes and 1,000 more a second there are at least ten times fewer messages than seconds', async () => {
  const world = makeWorld();
  const environments = [world.makeEnvironment(), world.makeEnvironment(), world.makeEnvironment()];
  const seconds = 600;
  for (let second = 0; second < seconds; second++) {
    await environments[second % 3]!.send([at(1_200_000 + 1_000 * second, 1_000 * second)]);
    world.pass(1_000);
  }
  console.log(`${world.told.length} messages in ${seconds} s at 1,000 likes/s`);
  expect(world.told.length).toBeLessThanOrEqual(seconds / 10);
});

const step = fc.record({
  /** Likes less unlikes. */
  delta: fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -2_000, max: 4_000 })),
  postId: fc.constantFrom('p', 'q'),
  passMs: fc.nat(2_500),
  environment: fc.nat(2),
  /** Whether roll-up comes after this update, or takes it with the next one. */
  comes: fc.boolean(),
});

test('whatever happens, the last count of every post is shown, and two messages about it are a second apart', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 1, maxLength: 40 }),
      fc.array(fc.boolean(), { maxLength: 12 }),
      fc.nat(1_100_000),
      async (steps, failures, start) => {
        const world = makeWorld(failures);
        const environments = [world.makeEnvironment(), world.makeEnvironment(), world.makeEnvironment()];
        const counts = new Map([
          ['p', start],
          ['q', start],
        ]);
        let batch: NewCount[] = [];
        const comes = async (environment: number) => {
          for (;;) {
            try {
              await environments[environment]!.send(batch);
              break;
            } catch {
              environment = (environment + 1) % 3;
            }
          }
          for (const postId of new Set(batch.map((it) => it.postId))) {
            const shown = readShown(world.shownOf(postId));
            expect(Math.abs(shown.value - counts.get(postId)!)).toBeLessThanOrEqual(shown.lastDigit);
            expect(world.shownOf(postId)).toBe(shownCount(counts.get(postId)!));
          }
          batch = [];
        };
        for (const { delta, postId, passMs, environment, comes: isLast } of steps) {
          world.pass(passMs);
          const count = Math.max(0, counts.get(postId)! + delta);
          counts.set(postId, count);
          batch.push(at(count, world.now(), postId));
          if (isLast) await comes(environment);
        }
        if (batch.length > 0) await comes(0);
        for (const postId of counts.keys()) {
          const times = world.told.filter((it) => it.postId === postId).map(({ atMs }) => atMs);
          for (const [index, atMs] of times.slice(1).entries())
            expect(atMs - times[index]!).toBeGreaterThanOrEqual(TELL_INTERVAL_MS);
        }
      },
    ),
  );
});
