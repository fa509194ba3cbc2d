// Measures what a like costs in one design under one workload while nothing fails: units, requests, CPU of the client, and time. The
// lanes run side by side in one process. Seconds follow each other at once.

import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { truthOfEvents } from './count-error.ts';
import { deliver, makeInvocations, readSettledError, settle } from './drive.ts';
import type { Used } from './meter.ts';
import type { Session } from './store/session.ts';
import { cutIntoSeconds, toEvents, toRecords } from './stream.ts';
import type { Workload, WorkloadName } from './workloads.ts';

/** About a hundred likes are in a batch, as in a lane that takes a hundred likes a second with a window of a second. */
const CUT = { lanes: ['a-0', 'a-1'], perSecond: 200 };

export interface CostRun {
  readonly design: string;
  readonly workload: WorkloadName;
  readonly seed: number;
  readonly ledgerUnits: number;
  readonly counterUnits: number;
  readonly readUnits: number;
  readonly requests: number;
  readonly cpuMicroseconds: number;
  /** Write units to the table that bounds how fast one post can be liked. */
  readonly boundUnits: number;
  readonly likesPerSecond: number;
  /** Likes too many or too few, as a share of all likes. */
  readonly error: number;
  /** Read units of one count. */
  readonly unitsOfRead: number;
}

export interface CostOptions {
  readonly workload: Workload;
  readonly seed: number;
  readonly actions: number;
  /** Keeps the posts of runs apart. */
  readonly prefix: string;
}

/** All figures but the last three are per action. */
export async function measureCost(
  session: Session,
  { workload, seed, actions, prefix }: CostOptions,
): Promise<CostRun> {
  const { meter, clock, design, streams } = session;
  for (const stream of streams) stream.clear();
  const events = toEvents(workload.make({ seed, actions }), {
    startMs: clock.nowMs,
    perSecond: CUT.perSecond,
    prefix,
  });
  const seconds = cutIntoSeconds(toRecords(events), CUT);
  const invocations = makeInvocations(session, makeSeededRandom(seed));
  collectGarbage();
  meter.take();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  await deliver(session, invocations, seconds, { sideBySide: true });
  await settle(session, invocations);
  const elapsedMs = performance.now() - startMs;
  const { user, system } = process.cpuUsage(cpuBefore);
  const used = meter.take();
  const truth = truthOfEvents(events);
  const [firstPost = ''] = truth.keys();
  await invocations.readCounts([firstPost]);
  const unitsOfRead = sumOf(meter.take().readUnits);
  const error = await readSettledError(session, invocations, truth);
  const unitsOf = (kind: 'ledger' | 'counter') => sumOf(unitsByKind(session, used)[kind]);
  return {
    design: design.name,
    workload: workload.name,
    seed,
    ledgerUnits: unitsOf('ledger') / events.length,
    counterUnits: unitsOf('counter') / events.length,
    readUnits: sumOf(used.readUnits) / events.length,
    requests: used.requests / events.length,
    cpuMicroseconds: (user + system) / events.length,
    boundUnits: (used.writeUnits[session.tableOf(design.bound.table)] ?? 0) / events.length,
    likesPerSecond: (events.length * 1_000) / elapsedMs,
    error,
    unitsOfRead,
  };
}

function unitsByKind({ design, tableOf }: Session, { writeUnits }: Used) {
  const byKind: Record<'ledger' | 'counter', Record<string, number>> = { ledger: {}, counter: {} };
  for (const [name, { holds }] of Object.entries(design.tables))
    byKind[holds][name] = writeUnits[tableOf(name)] ?? 0;
  return byKind;
}

const sumOf = (units: Readonly<Record<string, number>>): number =>
  Object.values(units).reduce((sum, each) => sum + each, 0);
