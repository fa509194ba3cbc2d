// Sends counts to the broadcast queue: a message for each connection slot that may have viewers, and several where the counts do not
// fit one.

import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SlotMessages } from '../../core/live/ports.ts';
import { encodeSlotMessages } from '../../core/live/slot-message.ts';
import type { Limit } from '../../core/stream/limit.ts';
import { backoffMs, pause } from '../backoff.ts';

/** source: SQS quotas, "Message batch" */
const MAX_MESSAGES_PER_BATCH = 10;

/** So ten messages fit a batch, which may have 256 KiB on every SQS, and each is billed once: SQS bills by 64 KiB. */
const MAX_BODY_BYTES = 24 * 1024;

const MAX_ROUNDS = 4;

/** Thrown when the queue did not take every message. Then all counts must come again. */
export class BroadcastUnavailableError extends Error {
  override readonly name = 'BroadcastUnavailableError';
}

interface SlotMessagesOptions {
  readonly client: SQSClient;
  readonly queueUrl: string;
  /** Bounds the calls in flight. */
  readonly limit: Limit;
}

export function makeSlotMessages({ client, queueUrl, limit }: SlotMessagesOptions): SlotMessages {
  async function send(bodies: readonly string[]): Promise<void> {
    let entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    for (let round = 1; ; round++) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      );
      if (Failed.length === 0) return;
      if (round === MAX_ROUNDS)
        throw new BroadcastUnavailableError(`${Failed.length} messages were refused: ${Failed[0]?.Code}`);
      const failed = new Set(Failed.map(({ Id }) => Id));
      entries = entries.filter(({ Id }) => failed.has(Id));
      await pause(backoffMs(round));
    }
  }

  return {
    async send(counts, slots) {
      const posts = counts.map(({ postId, count, asOfMs }) => ({
        postId,
        count,
        asOf: new Date(asOfMs).toISOString(),
      }));
      const bodies = slots.flatMap((slot) => encodeSlotMessages(slot, posts, MAX_BODY_BYTES));
      const batches = Array.from({ length: Math.ceil(bodies.length / MAX_MESSAGES_PER_BATCH) }, (_, index) =>
        bodies.slice(index * MAX_MESSAGES_PER_BATCH, (index + 1) * MAX_MESSAGES_PER_BATCH),
      );
      await Promise.all(batches.map((batch) => limit(() => send(batch))));
    },
  };
}
