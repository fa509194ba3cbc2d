// Measures how wrong a design counts under one kind of fault. Each person likes each post once, so that the error is the fault's.

import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { truthOfEvents } from './count-error.ts';
import { deliver, type Invocations, makeFailingInvocations, readSettledError, settle } from './drive.ts';
import type { Fault } from './faults.ts';
import type { Session } from './store/session.ts';
import { cutIntoSeconds, type Second, toEvents, toRecords } from './stream.ts';
import type { Workload } from './workloads.ts';

/** The share of invocations that crash, or of requests whose answer is lost. */
const SHARE = 0.1;
/** A client token is valid for ten minutes. source: DynamoDB API, TransactWriteItems */
const REPLAY_AFTER_MS = 11 * 60_000;

const BEFORE = { lanes: ['a-0', 'a-1', 'a-2'], perSecond: 30 };
/** After a reshard, batches are cut elsewhere too. */
const AFTER = { lanes: ['a-3', 'a-4', 'a-5', 'a-6'], perSecond: 47 };

export interface ErrorRun {
  readonly design: string;
  readonly fault: Fault;
  readonly seed: number;
  /** Likes too many or too few, as a share of all likes. */
  readonly error: number;
  /** How many invocations crashed and answers were lost. */
  readonly happened: number;
}

export interface ErrorOptions {
  readonly workload: Workload;
  readonly fault: Fault;
  readonly seed: number;
  readonly actions: number;
  /** Keeps the posts of runs apart. */
  readonly prefix: string;
  /** The share of invocations that crash, or of requests whose answer is lost. */
  readonly share?: number;
}

/** Returns undefined when the fault cannot come to this design. */
export async function measureError(
  session: Session,
  { workload, fault, seed, actions, prefix, share = SHARE }: ErrorOptions,
): Promise<ErrorRun | undefined> {
  const { faults, clock, streams, design } = session;
  if (fault === 'inner-replay' && streams.length === 0) return undefined;
  for (const stream of streams) stream.clear();
  const random = makeSeededRandom(seed);
  const events = toEvents(workload.make({ seed, actions }), {
    startMs: clock.nowMs,
    perSecond: BEFORE.perSecond,
    prefix,
  });
  const records = toRecords(events);
  const seconds = cutIntoSeconds(records, BEFORE);
  const invocations = makeFailingInvocations(session, random);
  const happenedBefore = faults.happened;
  faults.set({
    random,
    crashShare: fault === 'crashes' ? share : 0,
    lostAnswerShare: fault === 'lost-answers' ? share : 0,
  });
  if (fault === 'reshard') await reshard(session, invocations, seconds, records);
  else await deliver(session, invocations, seconds);
  if (fault === 'replay' || fault === 'inner-replay') {
    await settle(session, invocations);
    clock.nowMs += REPLAY_AFTER_MS;
    if (fault === 'replay') await deliver(session, invocations, seconds);
    else for (const stream of streams) stream.rewind();
    await invocations.work();
  }
  await settle(session, invocations);
  // From here on nothing fails any more, so that what can recover does.
  const happened = faults.happened - happenedBefore;
  faults.set({ random });
  const truth = truthOfEvents(events);
  const error = await readSettledError(session, invocations, truth);
  return { design: design.name, fault, seed, error, happened };
}

/** The second before the reshard was counted, but nobody remembers that. It comes again, in the lanes and batches of the rest. */
async function reshard(
  session: Session,
  invocations: Invocations,
  seconds: readonly Second[],
  records: Parameters<typeof cutIntoSeconds>[0],
): Promise<void> {
  const countedSeconds = Math.ceil(seconds.length / 2);
  await deliver(session, invocations, seconds.slice(0, countedSeconds));
  const remembered = (countedSeconds - 1) * BEFORE.perSecond;
  await deliver(session, invocations, cutIntoSeconds(records.slice(remembered), AFTER));
}
