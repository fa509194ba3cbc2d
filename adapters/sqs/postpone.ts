// Tells a queue when to show messages again that a function has received and could not finish.

import { ChangeMessageVisibilityBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { DrainPorts } from '../../core/likes/drain-burst.ts';

/** source: SQS API reference, ChangeMessageVisibilityBatch */
const MAX_ENTRIES = 10;

/** Thrown when the queue did not take the times of some messages. They come again after its own visibility timeout. */
export class PostponeError extends Error {
  override readonly name = 'PostponeError';
}

export function makePostpone({
  client,
  queueUrl,
}: {
  client: SQSClient;
  queueUrl: string;
}): DrainPorts['postpone'] {
  return async (messages) => {
    for (let from = 0; from < messages.length; from += MAX_ENTRIES) {
      const entries = messages.slice(from, from + MAX_ENTRIES).map(({ receiptHandle, seconds }, index) => ({
        Id: String(index),
        ReceiptHandle: receiptHandle,
        VisibilityTimeout: seconds,
      }));
      const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries: entries });
      const { Failed = [] } = await client.send(command);
      const [first] = Failed;
      if (first) throw new PostponeError(`${Failed.length} messages: ${first.Code}: ${first.Message}`);
    }
  };
}
