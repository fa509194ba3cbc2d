// Delivers one batch of a queue's messages to the function, and settles what became of them.

import type { Invoke } from '../lambda/invoke-result.ts';
import type { Clock } from './clock.ts';
import { retryDelayMs } from './retry-delay.ts';
import { settleInvocation } from './sqs-after-invocation.ts';
import type { PollOutcome } from './sqs-concurrency.ts';
import { makeSqsEvent } from './sqs-event.ts';
import type { ReceivedMessage, SqsMessages } from './sqs-messages.ts';

export interface DeliveryOptions {
  readonly messages: SqsMessages;
  readonly invoke: Invoke;
  readonly reportsItemFailures: boolean;
  /** When the first message of the batch becomes visible again. */
  readonly visibleAtMs: number;
  /** Called with a batch that was not delivered because the signal was aborted. */
  readonly onUndelivered: (batch: readonly ReceivedMessage[]) => void;
  /** Called after every invocation. */
  readonly onOutcome: (outcome: PollOutcome) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

/**
 * Resolves when the batch is settled. A throttled invocation is tried again until the messages are visible to others, and then
 * the batch is left to the queue. source: Lambda guide, handling errors for an SQS event source
 */
export async function deliverBatch(
  batch: readonly ReceivedMessage[],
  options: DeliveryOptions,
): Promise<void> {
  const { messages, invoke, onOutcome, clock, signal } = options;
  const messageIds = batch.map(({ messageId }) => messageId);
  const event = makeSqsEvent(batch.map(({ recordJson }) => recordJson));
  for (let throttles = 1; !signal.aborted; throttles++) {
    const settlement = settleInvocation(await invoke(event), messageIds, options.reportsItemFailures);
    if (settlement.type === 'delete') {
      onOutcome('done');
      return messages.delete(batch.filter(({ messageId }) => settlement.messageIds.has(messageId)));
    }
    if (settlement.type === 'leave') return onOutcome('failed');
    onOutcome('throttled');
    await clock.wait(retryDelayMs(throttles), signal);
    if (clock.now() >= options.visibleAtMs) return;
  }
  options.onUndelivered(batch);
}
