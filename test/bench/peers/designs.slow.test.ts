// Holds the designs beside ours to what their authors claim, and sees the errors of those that claim nothing. A comparison in which a
// peer cannot count wrong would say nothing.

import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { designs } from '../../../bench/peers/designs.ts';
import type { Fault } from '../../../bench/peers/faults.ts';
import { measureCost } from '../../../bench/peers/measure-costs.ts';
import { measureError } from '../../../bench/peers/measure-errors.ts';
import { startDynalite } from '../../../bench/peers/store/dynalite.ts';
import { hasJava, startDynamoDBLocal } from '../../../bench/peers/store/dynamodb-local.ts';
import type { StoreServer } from '../../../bench/peers/store/server.ts';
import { openSession, type Session } from '../../../bench/peers/store/session.ts';
import { makeWorkloads, type WorkloadName } from '../../../bench/peers/workloads.ts';

// dynalite has no transactions. CI must have a Java.
const isLocal = Boolean(process.env['CI']) || hasJava();
const possible = designs.filter(({ needsTransactions }) => isLocal || !needsTransactions);
const workloads = new Map(makeWorkloads(undefined).map((workload) => [workload.name, workload]));
const seeds = fc.integer({ min: 1, max: 1_000 });

let server: StoreServer;
const sessions = new Map<string, Session>();
let runs = 0;

beforeAll(async () => {
  server = await (isLocal ? startDynamoDBLocal() : startDynalite());
  for (const design of possible) sessions.set(design.name, await openSession(design, server));
});
afterAll(async () => {
  for (const session of sessions.values()) session.close();
  await server.close();
});

function cost(design: string, workload: WorkloadName, seed: number, actions: number) {
  const options = { workload: workloads.get(workload)!, seed, actions, prefix: `${runs++}-` };
  return measureCost(sessions.get(design)!, options);
}

/** Faults come often, so that each run has some. */
const SHARES: Partial<Record<Fault, number>> = { crashes: 0.5, 'lost-answers': 0.2 };

async function errorUnder(fault: Fault, design: string, actions = 24): Promise<number> {
  const share = SHARES[fault];
  const settings = { fault, seed: 1, actions, prefix: `${runs++}-`, ...(share && { share }) };
  const run = await measureError(sessions.get(design)!, { workload: workloads.get('zipf')!, ...settings });
  if (share && !run?.happened) throw new Error('nothing went wrong in this run');
  return run?.error ?? Number.NaN;
}

describe.each(possible.map((design) => [design.title, design] as const))('%s', (_, { name, ...design }) => {
  test('counts exactly what people do while nothing fails', async () => {
    const workload = fc.constantFrom<WorkloadName>('hot', 'tail', design.knowsPeople ? 'changes' : 'zipf');
    await fc.assert(
      fc.asyncProperty(seeds, workload, async (seed, chosen) => {
        expect((await cost(name, chosen, seed, 30)).error).toBe(0);
      }),
      { numRuns: 2 },
    );
  });

  test.each(design.claims.filter((fault) => fault !== 'none'))('stays exact under: %s', async (fault) => {
    expect(await errorUnder(fault, name)).toBe(0);
  });
});

describe('an error is seen:', () => {
  test.each<[name: string, fault: Fault]>([
    ['naive', 'crashes'],
    ['naive', 'lost-answers'],
    ['naive', 'replay'],
    ['naive', 'reshard'],
    ['ledger-then-add', 'lost-answers'],
    ['random-shards', 'lost-answers'],
    ['ledger-then-add', 'crashes'],
  ])('%s under %s', async (name, fault) => {
    expect(await errorUnder(fault, name, 48)).toBeGreaterThan(0);
  });

  test.skipIf(!isLocal)(
    "AWS's pipeline, when its inner streams come again after the client token's ten minutes",
    async () => {
      expect(await errorUnder('inner-replay', 'exactly-once-aggregation')).toBeGreaterThan(0);
      expect(await errorUnder('inner-replay', 'ours')).toBeNaN();
    },
  );

  test('a design that knows nothing of people, when they change their minds', async () => {
    expect((await cost('naive', 'changes', 1, 100)).error).toBeGreaterThan(0);
  });
});

describe('the units of a hot post are those of its writes:', () => {
  const units: [name: string, ledgerUnits: number, counterUnits: number][] = [
    ['naive', 0, 1],
    ['ledger-then-add', 1, 0.02],
    ['ours', 1, 0.02],
    // Two transactions of 50 rows and the counter, 2 units for each item.
    ['one-transaction', 2, 0.04],
    ['log-and-roll-up', 1, 0.01],
  ];
  test.each(units.filter(([name]) => possible.some((design) => design.name === name)))(
    '%s',
    async (name, ledgerUnits, counterUnits) => {
      const measured = await cost(name, 'hot', 1, 100);
      expect(measured.ledgerUnits).toBe(ledgerUnits);
      expect(measured.counterUnits).toBeCloseTo(counterUnits, 5);
    },
  );
});
