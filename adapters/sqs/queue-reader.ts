// Reads a queue that people look after. A message that was received stays in the queue, hidden from others, until it is deleted or
// released.

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';

// source: SQS API reference, ReceiveMessage
const MAX_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;

export interface ReceivedMessage {
  /** Tells messages apart. */
  readonly id: string;
  readonly body: string;
  /** Takes the message out of the queue for good. */
  delete(): Promise<void>;
  /** Shows the message to others again. */
  release(): Promise<void>;
}

export interface QueueReader {
  /** Returns the next messages, at most ten. The list is empty when the queue shows no more. */
  receive(): Promise<ReceivedMessage[]>;
}

/** @param hiddenSeconds how long a received message stays hidden when it is neither deleted nor released */
export function makeQueueReader({
  client,
  queueUrl,
  hiddenSeconds,
  waitSeconds = LONGEST_WAIT_SECONDS,
}: {
  client: SQSClient;
  queueUrl: string;
  hiddenSeconds: number;
  waitSeconds?: number;
}): QueueReader {
  return {
    async receive() {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({
          QueueUrl: queueUrl,
          MaxNumberOfMessages: MAX_MESSAGES,
          VisibilityTimeout: hiddenSeconds,
          WaitTimeSeconds: waitSeconds,
        }),
      );
      return Messages.map(({ MessageId: id = '', Body: body = '', ReceiptHandle }) => {
        const handle = { QueueUrl: queueUrl, ReceiptHandle };
        return {
          id,
          body,
          async delete() {
            await client.send(new DeleteMessageCommand(handle));
          },
          async release() {
            await client.send(new ChangeMessageVisibilityCommand({ ...handle, VisibilityTimeout: 0 }));
          },
        };
      });
    },
  };
}
