// Looks at the queue of a burst once a second.

import { drainedAt } from '../../planner/predict.ts';
import { setTimeout as sleep } from 'node:timers/promises';

export interface QueueSample {
  /** After the start of the run. */
  readonly atMs: number;
  readonly messages: number;
}

export interface QueueWatch {
  readonly samples: readonly QueueSample[];
  /** Resolves when the queue is empty. */
  untilEmpty(): Promise<void>;
  stop(): Promise<void>;
}

const LOOK_INTERVAL_MS = 1_000;

/**
 * @param readDepth how many messages are in the queue, those in flight included
 * @param now       in milliseconds after the start of the run
 */
export function watchQueue(
  readDepth: () => Promise<number>,
  now: () => number,
  signal: AbortSignal,
  intervalMs = LOOK_INTERVAL_MS,
): QueueWatch {
  const samples: QueueSample[] = [];
  const stopped = new AbortController();
  const stop = AbortSignal.any([signal, stopped.signal]);
  let empty = Promise.withResolvers<void>();

  async function watch(): Promise<void> {
    while (!stop.aborted) {
      const messages = await readDepth();
      samples.push({ atMs: now(), messages });
      if (messages === 0) {
        empty.resolve();
        empty = Promise.withResolvers();
      }
      await sleep(intervalMs, undefined, { signal: stop }).catch(() => {});
    }
    empty.resolve();
  }

  const watching = watch();
  return {
    samples,
    untilEmpty: () => Promise.race([empty.promise, watching]),
    async stop() {
      stopped.abort();
      await watching;
    },
  };
}

/** Returns the most messages, and the seconds from then until the queue had drained, as the plan means it. */
export function queueFigures(samples: readonly QueueSample[]): {
  readonly peakMessages: number;
  readonly drainSeconds: number | undefined;
} {
  const peakMessages = Math.max(0, ...samples.map(({ messages }) => messages));
  if (peakMessages === 0) return { peakMessages, drainSeconds: 0 };
  const peak = samples.findLast(({ messages }) => messages === peakMessages);
  const emptied = samples.find(
    ({ atMs, messages }) => messages < drainedAt(peakMessages) && atMs > (peak?.atMs ?? 0),
  );
  return {
    peakMessages,
    drainSeconds: peak && emptied ? (emptied.atMs - peak.atMs) / 1_000 : undefined,
  };
}
