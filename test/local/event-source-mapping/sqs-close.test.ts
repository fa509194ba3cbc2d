// A mapping from a queue closes. No message is lost, and none is invisible for longer than it must be.

import { once } from 'node:events';
import { expect, test, vi } from 'vitest';
import type { Clock } from '../../../local/event-source-mapping/clock.ts';
import { done } from './fakes.ts';
import { makeQueueRig } from './queue-rig.ts';

const WAIT = { timeout: 10_000, interval: 10 };

/** Waits end only when the mapping closes. */
const standingClock: Clock = {
  now: () => 0,
  wait: async (_ms, signal) => {
    if (!signal.aborted) await once(signal, 'abort');
  },
};

test('an invocation in flight ends, and its batch is deleted', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  const gate = Promise.withResolvers<void>();
  const { batches, close } = rig.start(() => gate.promise.then(() => done));
  await rig.send(['one']);
  await vi.waitFor(() => expect(batches).toHaveLength(1), WAIT);
  const closing = close();
  gate.resolve();
  await closing;
  expect(await rig.count()).toEqual({ visible: 0, invisible: 0 });
});

test('messages that wait for the end of a window are visible at once', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(['one', 'two']);
  const properties = { MaximumBatchingWindowInSeconds: 300 };
  const { batches, close } = rig.start(() => done, { properties, clock: standingClock });
  await vi.waitFor(async () => expect((await rig.count()).invisible).toBe(2), WAIT);
  await close();
  expect(await rig.count()).toEqual({ visible: 2, invisible: 0 });
  expect(batches).toEqual([]);
});

test('a batch that was throttled is visible at once', async () => {
  const rig = await makeQueueRig({ visibilityTimeoutSeconds: 30 });
  await rig.send(['one']);
  const { batches, close } = rig.start(() => ({ status: 'throttled' }), { clock: standingClock });
  await vi.waitFor(() => expect(batches).toHaveLength(1), WAIT);
  await close();
  expect(await rig.count()).toEqual({ visible: 1, invisible: 0 });
});

test('a message that comes after the close is not received', async () => {
  const rig = await makeQueueRig();
  const first = rig.start(() => done);
  // This is answered after the polls were taken in, so they wait by now.
  await rig.count();
  await first.close();
  await rig.send(['one']);
  expect(await rig.count()).toEqual({ visible: 1, invisible: 0 });
  const second = rig.start(() => done);
  await vi.waitFor(() => expect(second.batches).toHaveLength(1), WAIT);
  expect(first.batches).toEqual([]);
  expect(second.batches[0]?.[0]?.attributes['ApproximateReceiveCount']).toBe('1');
});

test('a message of an invocation that does not end comes again after its visibility timeout', async () => {
  const rig = await makeQueueRig();
  await rig.send(['one']);
  const first = rig.start(() => new Promise(() => {}));
  await vi.waitFor(() => expect(first.batches).toHaveLength(1), WAIT);
  await first.close();
  const second = rig.start(() => done);
  await vi.waitFor(async () => expect(await rig.count()).toEqual({ visible: 0, invisible: 0 }), WAIT);
  expect(second.batches.flat().map(({ body }) => body)).toEqual(['one']);
});
