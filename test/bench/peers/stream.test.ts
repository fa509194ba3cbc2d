import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutIntoSeconds, toEvents, toRecords } from '../../../bench/peers/stream.ts';
import { makeWorkloads } from '../../../bench/peers/workloads.ts';
import { eventIdTimeMs } from '../../../core/likes/event-id.ts';

const changes = makeWorkloads(undefined).find(({ name }) => name === 'changes')!;
const START_MS = Date.UTC(2026, 0, 1);
const eventsOf = (seed: number, actions: number) =>
  toEvents(changes.make({ seed, actions }), { startMs: START_MS, perSecond: 50, prefix: 'x-' });

test('events keep the order of the ids of their actions, and their ids tell the second in which they happen', () => {
  const actions = changes.make({ seed: 1, actions: 120 });
  const events = eventsOf(1, 120);
  for (const [index, event] of events.entries())
    for (const [other, action] of actions.entries())
      expect(event.id < events[other]!.id).toBe(actions[index]!.id < action.id);
  const latestMs = Math.max(...events.map(({ id }) => eventIdTimeMs(id)));
  expect(latestMs - START_MS).toBeLessThanOrEqual(2_000);
});

test('a cut loses nothing and keeps the order of each person in one lane', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 70 }),
      (seed, lanes, perSecond) => {
        const records = toRecords(eventsOf(seed, 100));
        const cut = { lanes: Array.from({ length: lanes }, (_, lane) => `lane-${lane}`), perSecond };
        const batches = cutIntoSeconds(records, cut).flat();
        const sequenceOf = (user: string) => (record: (typeof records)[number]) =>
          record.partitionKey === user;
        expect(batches.flatMap((batch) => batch.records)).toHaveLength(records.length);
        for (const user of new Set(records.map(({ partitionKey }) => partitionKey))) {
          const theirs = batches.filter((batch) => batch.records.some(sequenceOf(user)));
          expect(new Set(theirs.map(({ lane }) => lane)).size).toBe(1);
          expect(theirs.flatMap((batch) => batch.records.filter(sequenceOf(user)))).toEqual(
            records.filter(sequenceOf(user)),
          );
        }
      },
    ),
    { numRuns: 20 },
  );
});
