// The page's ids and its estimate of the server's time, without a browser.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventIdTimeMs, isEventId, MAX_EVENT_ID_AGE_MS } from '../../core/likes/event-id.ts';
import { makeEventId } from '../../demo/likes-client/event-id.ts';
import { makeServerClock } from '../../demo/likes-client/server-clock.ts';

/** Sources: the lead that the server allows, and an answer's date, which leaves out the milliseconds. */
const MAX_AHEAD_MS = 5_000;
const DATE_STEP_MS = 1_000;

test('each id is greater than the one before, whatever the clock does between them', () => {
  const times = fc.array(fc.integer({ min: 0, max: 2 ** 43 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(times, (clock) => {
      const ids: string[] = [];
      for (const nowMs of clock) ids.push(makeEventId(nowMs, ids.at(-1)));
      expect(ids.every(isEventId)).toBe(true);
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
      expect(eventIdTimeMs(ids[0] ?? '')).toBe(clock[0]);
    }),
  );
});

/** How an answer of a server looks whose clock is `offMs` ahead of ours. */
function answerOf(offMs: number, { delayMs, backMs }: { delayMs: number; backMs: number }, exact: boolean) {
  const answeredMs = Date.now();
  const sentMs = answeredMs - delayMs - backMs;
  const serverMs = sentMs + delayMs + offMs;
  const stepMs = exact ? 1 : DATE_STEP_MS;
  const fromMs = Math.floor(serverMs / stepMs) * stepMs;
  return [fromMs, fromMs + stepMs, sentMs, answeredMs] as const;
}

const delays = fc.record({
  delayMs: fc.integer({ min: 0, max: 1_500 }),
  backMs: fc.integer({ min: 0, max: 1_500 }),
});
const offsets = fc.integer({ min: -3 * MAX_EVENT_ID_AGE_MS, max: 3 * MAX_EVENT_ID_AGE_MS });

test('after any answers the page knows the time well enough for its ids to be accepted', () => {
  fc.assert(
    fc.property(offsets, fc.array(delays, { minLength: 1, maxLength: 5 }), (offMs, answers) => {
      const clock = makeServerClock();
      for (const each of answers) clock.learn(...answerOf(offMs, each, false));
      const aheadMs = clock.now() - (Date.now() + offMs);
      expect(clock.learnt).toBe(true);
      expect(aheadMs).toBeLessThan(MAX_AHEAD_MS);
      expect(aheadMs).toBeGreaterThan(-MAX_AHEAD_MS);
    }),
  );
});

test('a clock that is right is left alone', () => {
  fc.assert(
    fc.property(delays, (each) => {
      const clock = makeServerClock();
      clock.learn(...answerOf(0, each, false));
      expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
    }),
  );
});

test('a refused key puts a clock right although a slow answer would allow it', () => {
  const clock = makeServerClock();
  const slow = answerOf(-6_000, { delayMs: 10_000, backMs: 10_000 }, true);
  clock.learn(...slow);
  expect(clock.now() - (Date.now() - 6_000)).toBeGreaterThan(MAX_AHEAD_MS);
  clock.learn(...slow, true);
  expect(clock.now() - (Date.now() - 6_000)).toBeLessThan(MAX_AHEAD_MS);
});

test('an answer without a time, or from a cache, does not turn the clock back', () => {
  const clock = makeServerClock();
  clock.learn(Number.NaN, Number.NaN, 1, 2);
  expect(clock.learnt).toBe(false);
  const now = Date.now();
  clock.learn(now - 60_000, Infinity, now, now);
  expect(clock.learnt).toBe(false);
  expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
});
