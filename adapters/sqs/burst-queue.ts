// The queue in which likes wait that the stream does not take.

import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { encodeBurstMessage } from '../../core/likes/burst-message.ts';
import type { BurstQueue } from '../../core/likes/ports.ts';

/** Thrown when SQS did not acknowledge the message. The message may or may not be in the queue. */
export class BurstQueueError extends Error {
  override readonly name = 'BurstQueueError';
  /** The client may try again: by then the stream or the queue may take its events. */
  readonly retryable = true;

  constructor(cause: unknown) {
    super('SQS did not acknowledge the message', { cause });
  }
}

export function makeBurstQueue({ client, queueUrl }: { client: SQSClient; queueUrl: string }): BurstQueue {
  return {
    async send(events, signal) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: encodeBurstMessage(events) });
      try {
        await client.send(command, signal && { abortSignal: signal });
      } catch (error) {
        throw new BurstQueueError(error);
      }
    },
  };
}
