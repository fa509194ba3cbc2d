// An event source mapping from a queue polls it several times at once. Each poll holds one batch until the function has
// answered. So there are never more invocations than polls.

import type { Invoke } from '../lambda/invoke-result.ts';
import { type Clock, realClock } from './clock.ts';
import { waitPatiently } from './close-patience.ts';
import { cutIntoBatches, fillWindow, receiveFirst } from './sqs-batch.ts';
import { afterPoll, type PollOutcome, startConcurrency } from './sqs-concurrency.ts';
import { deliverBatch } from './sqs-delivery.ts';
import type { ReceivedMessage, SqsMessages } from './sqs-messages.ts';
import type { SqsSettings } from './sqs-settings.ts';

/** How long to wait after the queue itself has failed. */
const QUEUE_RETRY_MS = 500;
/** A poll that finds no message takes a second, and a slow machine needs more. */
const CLOSE_PATIENCE_MS = 2_000;

export interface SqsMappingOptions {
  readonly queueArn: string;
  readonly messages: SqsMessages;
  readonly visibilityTimeoutSeconds: number;
  readonly invoke: Invoke;
  readonly settings: SqsSettings;
  /** The most invocations that this machine runs at a time. */
  readonly machineConcurrency: number;
  readonly clock?: Clock;
  readonly log: (line: string) => void;
}

export interface SqsMapping {
  /**
   * Waits for the invocations in flight: to their end if it is patient, or else for two seconds. It gives back the messages that no
   * invocation has, and those of a longer invocation come again after their visibility timeout.
   */
  close(how?: { readonly patient: boolean }): Promise<void>;
}

export function startSqsMapping(options: SqsMappingOptions): SqsMapping {
  const { messages, settings, clock = realClock, log } = options;
  const { reportsItemFailures } = settings;
  const bounds = { ...settings, machineConcurrency: options.machineConcurrency };
  const closing = new AbortController();
  const { signal } = closing;
  const polls = new Set<Promise<void>>();
  const undelivered: ReceivedMessage[] = [];
  let concurrency = startConcurrency(bounds, clock.now());

  const onOutcome = (outcome: PollOutcome) => {
    concurrency = afterPoll(concurrency, outcome, clock.now(), bounds);
  };

  function startPolls(): void {
    while (!signal.aborted && polls.size < concurrency.limit) {
      const polling = poll().finally(() => {
        polls.delete(polling);
        startPolls();
      });
      polls.add(polling);
    }
  }

  async function poll(): Promise<void> {
    try {
      const first = await receiveFirst({ messages, settings, clock, signal });
      if (first.length === 0) return onOutcome('empty');
      await deliver(first);
    } catch (error) {
      // What was received is visible again after its visibility timeout.
      if (signal.aborted) return;
      log(`event source mapping: ${options.queueArn}: ${String(error)}`);
      await clock.wait(QUEUE_RETRY_MS, signal);
    }
  }

  async function deliver(first: readonly ReceivedMessage[]): Promise<void> {
    const visibleAtMs = clock.now() + options.visibilityTimeoutSeconds * 1_000;
    const gathered = await fillWindow(first, { messages, settings, clock, signal });
    const { invoke } = options;
    for (const batch of cutIntoBatches(gathered, settings.batchSize))
      await deliverBatch(batch, {
        messages,
        invoke,
        reportsItemFailures,
        visibleAtMs,
        onOutcome,
        onUndelivered: (messages) => undelivered.push(...messages),
        clock,
        signal,
      });
  }

  startPolls();
  return {
    async close({ patient } = { patient: false }) {
      closing.abort();
      const work = Promise.allSettled(polls);
      await (patient ? work : waitPatiently(work, CLOSE_PATIENCE_MS));
      // As long as a poll waits for messages, it would receive these at once.
      await messages.release(undelivered);
    },
  };
}
