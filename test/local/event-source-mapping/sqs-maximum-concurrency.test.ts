// How many invocations a mapping from a queue has at a time.

import { expect, test, vi } from 'vitest';
import type { Clock } from '../../../local/event-source-mapping/clock.ts';
import { done } from './fakes.ts';
import { makeQueueRig, type MappingOptions } from './queue-rig.ts';

const WAIT = { timeout: 10_000, interval: 10 };
const MESSAGES = 40;

/** Returns the most invocations at a time while the first ones do not end, and until the queue is empty. */
async function measurePeak(options: MappingOptions) {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(Array.from({ length: MESSAGES }, (_, n) => String(n)));
  const gate = Promise.withResolvers<void>();
  let running = 0;
  let peak = 0;
  let ended = 0;
  rig.start(
    async () => {
      peak = Math.max(peak, ++running);
      await gate.promise;
      // The queue is asked, so that another batch could begin in the meantime.
      await rig.count();
      running -= 1;
      ended += 1;
      return done;
    },
    { ...options, properties: { BatchSize: 1, ...options.properties } },
  );
  // A poll above the bound would have its message by the time that the queue has answered so often.
  await vi.waitFor(() => expect(running).toBeGreaterThan(0), WAIT);
  for (let asked = 0; asked < 50; asked++) await rig.count();
  const held = running;
  gate.resolve();
  await vi.waitFor(() => expect(ended).toBe(MESSAGES), WAIT);
  return { held, peak };
}

/** A minute passes with each look at the clock, so that the mapping grows as far as it may. */
function makeHurriedClock(): Clock {
  let nowMs = 0;
  return { now: () => (nowMs += 60_000), wait: async () => {} };
}

test('MaximumConcurrency is never exceeded, however long there are messages', async () => {
  const properties = { ScalingConfig: { MaximumConcurrency: 2 } };
  expect(await measurePeak({ properties, clock: makeHurriedClock() })).toEqual({ held: 2, peak: 2 });
});

test('a mapping has no more invocations than the machine runs', async () => {
  const options = { machineConcurrency: 3, clock: makeHurriedClock() };
  expect(await measurePeak(options)).toEqual({ held: 3, peak: 3 });
});

test('a mapping begins with five invocations, and takes more while messages are there', async () => {
  const { held, peak } = await measurePeak({ clock: makeHurriedClock() });
  expect(held).toBe(5);
  expect(peak).toBeGreaterThan(5);
});
