// Counters and ledger are restored to a second, each to a moment of its own in it, because DynamoDB restores each table by itself. Then the
// stream is read again from before that second, and an audit corrects what compactions since then have hidden.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LikeEvent, LikeOp } from '../../../core/likes/like-event.ts';
import { InMemoryStore } from '../../../trials/model/in-memory-store.ts';
import { event, Lane, postId, repair, truthOf, USERS } from './small-life.ts';

interface Batch {
  readonly actions: readonly (readonly [user: string, number: number, op: LikeOp])[];
  /** How many versions an attempt writes before it fails and the batch comes again. */
  readonly failsAfter: number | undefined;
}

const batches: fc.Arbitrary<Batch[]> = fc.array(
  fc.record({
    actions: fc.array(
      fc.tuple(fc.constantFrom(...USERS), fc.nat({ max: 999 }), fc.constantFrom<LikeOp>('like', 'unlike')),
      { minLength: 1, maxLength: 4 },
    ),
    failsAfter: fc.option(fc.nat({ max: 3 }), { nil: undefined }),
  }),
  { minLength: 2, maxLength: 10 },
);
const plans = fc.record({
  batches,
  /** After how many batches each table was as it is restored. The commit of the last one may be missing. */
  countersAt: fc.nat({ max: 10 }),
  ledgerAt: fc.nat({ max: 10 }),
  /** How many batches the stream has forgotten. It reaches back to the older of the two moments at least. */
  forgotten: fc.nat({ max: 10 }),
  /** The sizes of the batches of the replay. */
  replayed: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 }),
  later: fc.array(fc.tuple(fc.constantFrom(...USERS), fc.constantFrom<LikeOp>('like', 'unlike')), {
    maxLength: 4,
  }),
});

const eventsOf = ({ actions }: Batch) => actions.map((action) => event(...action));

/** Returns the store after so many batches. The same batches make the same store. */
async function live(batches: readonly Batch[], count: number): Promise<InMemoryStore> {
  const store = new InMemoryStore();
  const lane = new Lane(store, 's0');
  for (const batch of batches.slice(0, count)) {
    const records = lane.put(eventsOf(batch));
    if (batch.failsAfter !== undefined) await lane.fail(records, batch.failsAfter);
    await lane.count(records);
  }
  return store;
}

/** The tables of two lives in one store. */
const restored = ({ counters }: InMemoryStore, { ledger }: InMemoryStore): InMemoryStore =>
  Object.assign(new InMemoryStore(), { counters, ledger });

test('after a restore, a replay and a repair every count is exact and stays so, whatever moments the tables come from', async () => {
  let repaired = 0;
  await fc.assert(
    fc.asyncProperty(plans, async ({ batches, countersAt, ledgerAt, forgotten, replayed, later }) => {
      const store = restored(await live(batches, countersAt), await live(batches, ledgerAt));
      const lane = new Lane(store, 's0');
      const accepted: LikeEvent[] = batches.flatMap(eventsOf);
      const records = lane.put(accepted);
      const kept = batches.slice(0, Math.min(forgotten, countersAt, ledgerAt)).flatMap(eventsOf).length;
      for (let at = kept, turn = 0; at < records.length; turn++) {
        const size = replayed[turn % replayed.length] ?? 1;
        await lane.count(records.slice(at, at + size));
        at += size;
      }
      if ((await repair(store)) !== 0) repaired += 1;
      expect(store.count(postId)).toBe(truthOf(accepted));

      const more = later.map(([user, op], index) => event(user, 1_000 + index, op));
      await lane.count(lane.put(more));
      expect(store.count(postId)).toBe(truthOf([...accepted, ...more]));
    }),
    { numRuns: 2_000 },
  );
  // Without a repair some counts would be wrong: the step belongs to a restore.
  expect(repaired).toBeGreaterThan(20);
});
