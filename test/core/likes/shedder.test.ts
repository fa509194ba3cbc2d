import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LikeEvent } from '../../../core/likes/like-event.ts';
import { needsBacklog, SHED_NOTHING, type ShedPolicy } from '../../../core/likes/shed-policy.ts';
import { Shedder } from '../../../core/likes/shedder.ts';
import { eventIdAt, NOW_MS } from '../../../trials/fuzz/fakes.ts';

const event = (index: number, rest: Partial<LikeEvent> = {}): LikeEvent => ({
  v: 1,
  id: eventIdAt(NOW_MS + index),
  postId: 'p',
  userId: 'ann',
  op: 'like',
  ...rest,
});

function make(like: ShedPolicy, backlog = 0, maxEntries = 100) {
  let asked = 0;
  const backlogSeconds = async () => (asked++, backlog);
  const shedder = new Shedder({ policies: { like, unlike: { shed: 'never' } }, backlogSeconds, maxEntries });
  return { shedder, asked: () => asked };
}

const FIFTEEN = { shed: 'min-interval', seconds: 15 } as const;

test('by default nothing is shed, and nobody asks for the backlog', async () => {
  let asked = false;
  const shedder = new Shedder({ policies: SHED_NOTHING, backlogSeconds: async () => ((asked = true), 1e9) });
  await fc.assert(
    fc.asyncProperty(fc.nat(), async (index) => {
      expect(await shedder.decide(event(index), NOW_MS)).toBeUndefined();
      shedder.stored([event(index)], NOW_MS);
    }),
  );
  expect([asked, needsBacklog(SHED_NOTHING)]).toEqual([false, false]);
});

test('an event within the interval of the last one of the same person and post is shed, a later one is not', async () => {
  const { shedder } = make(FIFTEEN);
  shedder.stored([event(1)], NOW_MS);
  expect(await shedder.decide(event(2), NOW_MS + 14_999)).toBe('min-interval');
  expect(await shedder.decide(event(2), NOW_MS + 15_000)).toBeUndefined();
  expect(await shedder.decide(event(2, { postId: 'q' }), NOW_MS)).toBeUndefined();
  expect(await shedder.decide(event(2, { userId: 'bob' }), NOW_MS)).toBeUndefined();
});

test('the other operation has its own policy', async () => {
  const { shedder } = make(FIFTEEN);
  shedder.stored([event(1)], NOW_MS);
  expect(await shedder.decide(event(2, { op: 'unlike' }), NOW_MS)).toBeUndefined();
});

test('a repeat of the event that was stored is not shed, because it has been accepted', async () => {
  const { shedder } = make(FIFTEEN);
  shedder.stored([event(1)], NOW_MS);
  expect(await shedder.decide(event(1), NOW_MS + 1)).toBeUndefined();
});

test('what is remembered is bounded: the oldest is forgotten first', async () => {
  const { shedder } = make(FIFTEEN, 0, 2);
  for (const userId of ['a', 'b', 'a', 'c']) shedder.stored([event(1, { userId })], NOW_MS);
  const decisions = await Promise.all(
    ['a', 'b', 'c'].map((userId) => shedder.decide(event(2, { userId }), NOW_MS)),
  );
  expect(decisions).toEqual(['min-interval', undefined, 'min-interval']);
});

test('while the backlog is young nothing is shed over capacity', async () => {
  const { shedder } = make({ shed: 'over-capacity', share: 1, backlogSeconds: 60 }, 60);
  expect(await shedder.decide(event(1), NOW_MS)).toBeUndefined();
});

test('while the backlog is older than the limit, about the share is shed, and a repeat gets the same decision', async () => {
  const policy = { shed: 'over-capacity', share: 0.3, backlogSeconds: 60 } as const;
  const { shedder, asked } = make(policy, 61);
  const decide = async () => {
    const decisions = Array.from({ length: 2_000 }, (_, index) => shedder.decide(event(index * 37), NOW_MS));
    return (await Promise.all(decisions)).map((decision) => decision === 'over-capacity');
  };
  const shed = await decide();
  expect(shed.filter(Boolean).length / shed.length).toBeCloseTo(0.3, 1);
  expect(await decide()).toEqual(shed);
  expect(asked()).toBeLessThan(4_000 * 0.4);
  expect(needsBacklog({ like: policy, unlike: { shed: 'never' } })).toBe(true);
});
