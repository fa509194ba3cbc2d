// Drives a design through seconds of a stream: the batches of a second, then its workers, until they have nothing to do.

import type { StreamRecord } from '../../core/stream/stream-record.ts';
import { errorOf } from './count-error.ts';
import type { Counting } from './design.ts';
import type { Session } from './store/session.ts';
import type { Second } from './stream.ts';

/** An invocation is repeated until it ends. */
export interface Invocations {
  readonly countBatch: (lane: string, records: readonly StreamRecord[]) => Promise<void>;
  /** Runs the workers until each has nothing more to do at once. */
  readonly work: () => Promise<void>;
  readonly readCounts: Counting['readCounts'];
}

/** Invocations in which nothing fails. They may run side by side. */
export function makeInvocations({ start }: Session, random: () => number): Invocations {
  const counting = start(random);
  return {
    ...counting,
    async work() {
      for (const worker of counting.workers) while (await worker());
    },
  };
}

/** Invocations that crash now and then. A crash costs the environment, with all that it remembers. They run one after the other. */
export function makeFailingInvocations({ start, faults }: Session, random: () => number): Invocations {
  let counting = start(random);
  async function repeat<Result>(kind: string, task: () => Promise<Result>): Promise<Result> {
    for (;;) {
      const result = await faults.run(kind, task);
      if (result !== 'crashed') return result;
      counting = start(random);
    }
  }
  return {
    countBatch: (lane, records) => repeat('batch', () => counting.countBatch(lane, records)),
    async work() {
      for (const index of counting.workers.keys())
        while (await repeat(`worker ${index}`, async () => counting.workers[index]?.() ?? false));
    },
    readCounts: (postIds) => counting.readCounts(postIds),
  };
}

/** Delivers seconds of the stream. Each takes a second of the design's clock and as little as possible of ours. */
export async function deliver(
  { clock }: Session,
  invocations: Invocations,
  seconds: readonly Second[],
  { sideBySide = false } = {},
): Promise<void> {
  for (const batches of seconds) {
    if (sideBySide)
      await Promise.all(batches.map(({ lane, records }) => invocations.countBatch(lane, records)));
    else for (const { lane, records } of batches) await invocations.countBatch(lane, records);
    await invocations.work();
    clock.nowMs += 1_000;
  }
}

/** Lets the design come to rest. */
export async function settle({ clock, design }: Session, invocations: Invocations): Promise<void> {
  for (let second = 0; second < design.settleSeconds; second++) {
    await invocations.work();
    clock.nowMs += 1_000;
  }
}

/**
 * Returns how wrong the counts are once nothing is left to do. In some designs a read is what gets a forgotten post going again, so
 * that wrong counts are read a second time.
 */
export async function readSettledError(
  session: Session,
  invocations: Invocations,
  truth: ReadonlyMap<string, number>,
): Promise<number> {
  const read = async () => errorOf(await invocations.readCounts([...truth.keys()]), truth);
  await settle(session, invocations);
  if ((await read()) === 0) return 0;
  await settle(session, invocations);
  return read();
}
