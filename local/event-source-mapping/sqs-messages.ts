// What a mapping does to its queue: it receives messages, deletes those that are done, and gives back those that it will not
// deliver.

import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { makeSqsRecord } from './sqs-event.ts';

/** The most messages of one receive, and of one request that deletes. source: SQS API reference */
export const MAX_MESSAGES_PER_REQUEST = 10;

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  /** The message as a record of the function's event. */
  readonly recordJson: string;
  readonly recordBytes: number;
}

export interface SqsMessages {
  /** Waits up to `waitSeconds` for a first message. Returns at most 10 messages, often none. */
  receive(max: number, waitSeconds: number): Promise<ReceivedMessage[]>;
  delete(messages: readonly ReceivedMessage[]): Promise<void>;
  /** Makes the messages visible at once. Their receive counts stay. */
  release(messages: readonly ReceivedMessage[]): Promise<void>;
}

export function makeSqsMessages(client: SQSClient, QueueUrl: string, queueArn: string): SqsMessages {
  return {
    async receive(max, WaitTimeSeconds) {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: Math.min(max, MAX_MESSAGES_PER_REQUEST),
        WaitTimeSeconds,
        MessageSystemAttributeNames: ['All'],
        MessageAttributeNames: ['All'],
      });
      const { Messages = [] } = await client.send(command);
      return Messages.map((message) => {
        const { MessageId: messageId = '', ReceiptHandle: receiptHandle = '' } = message;
        const recordJson = makeSqsRecord(message, queueArn);
        return { messageId, receiptHandle, recordJson, recordBytes: Buffer.byteLength(recordJson) };
      });
    },
    async delete(messages) {
      for (const Entries of entriesOf(messages))
        await client.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    },
    async release(messages) {
      for (const entries of entriesOf(messages)) {
        const Entries = entries.map((entry) => ({ ...entry, VisibilityTimeout: 0 }));
        await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }));
      }
    },
  };
}

/** Returns the entries of each request. */
function entriesOf(messages: readonly ReceivedMessage[]) {
  const entries = messages.map(({ receiptHandle }, index) => ({
    Id: String(index),
    ReceiptHandle: receiptHandle,
  }));
  return Array.from({ length: Math.ceil(entries.length / MAX_MESSAGES_PER_REQUEST) }, (_, request) =>
    entries.slice(request * MAX_MESSAGES_PER_REQUEST, (request + 1) * MAX_MESSAGES_PER_REQUEST),
  );
}
