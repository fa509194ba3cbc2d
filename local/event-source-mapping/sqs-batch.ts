// Gathers messages of a queue into batches. The window opens with the first message.

import type { Clock } from './clock.ts';
import { countForBatch, isFull } from './next-batch.ts';
import type { ReceivedMessage, SqsMessages } from './sqs-messages.ts';
import type { SqsSettings } from './sqs-settings.ts';

/** Lambda waits up to 20 s. A mapping waits as long to close as one of its polls lasts. */
const LONG_POLL_SECONDS = 1;
/** How often an open window looks for further messages. */
const WINDOW_POLL_MS = 100;

export interface GatherOptions {
  readonly messages: SqsMessages;
  readonly settings: SqsSettings;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const sizeOf = ({ recordBytes }: ReceivedMessage): number => recordBytes;

/** Waits a second for messages. Returns at most 10, often none. */
export const receiveFirst = ({ messages, settings }: GatherOptions): Promise<ReceivedMessage[]> =>
  messages.receive(settings.batchSize, LONG_POLL_SECONDS);

/** Adds messages to the first ones until the batch is full, its window is over, or the signal is aborted. */
export async function fillWindow(
  first: readonly ReceivedMessage[],
  { messages, settings: { batchSize, batchWindowSeconds }, clock, signal }: GatherOptions,
): Promise<ReceivedMessage[]> {
  const gathered = [...first];
  const endMs = clock.now() + batchWindowSeconds * 1_000;
  while (!signal.aborted && !isFull(gathered, batchSize, sizeOf)) {
    const leftMs = endMs - clock.now();
    if (leftMs <= 0) break;
    const more = await messages.receive(batchSize - gathered.length, 0);
    gathered.push(...more);
    if (more.length === 0) await clock.wait(Math.min(leftMs, WINDOW_POLL_MS), signal);
  }
  return gathered;
}

/** Cuts the messages into batches that the payload of an invocation can hold. */
export function cutIntoBatches(gathered: readonly ReceivedMessage[], batchSize: number): ReceivedMessage[][] {
  const batches: ReceivedMessage[][] = [];
  for (let from = 0; from < gathered.length; ) {
    const rest = gathered.slice(from);
    const count = countForBatch(rest, batchSize, sizeOf);
    batches.push(rest.slice(0, count));
    from += count;
  }
  return batches;
}
