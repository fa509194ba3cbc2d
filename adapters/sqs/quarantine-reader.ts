// Reads the quarantine. A message that was received stays in the queue, hidden from others, until it is deleted or released.

import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { QuarantinedRecord } from './quarantine.ts';

// source: SQS API reference, ReceiveMessage
const MAX_MESSAGES = 10;
const LONGEST_WAIT_SECONDS = 20;

export interface QuarantinedMessage {
  /** Tells messages apart. */
  readonly id: string;
  /** Undefined when the quarantine did not write the message. */
  readonly record: QuarantinedRecord | undefined;
  /** Takes the message out of the queue for good. */
  delete(): Promise<void>;
  /** Shows the message to others again. */
  release(): Promise<void>;
}

export interface QuarantineReader {
  /** Returns the next messages, at most ten. The list is empty when the queue shows no more. */
  receive(): Promise<QuarantinedMessage[]>;
}

/** @param hiddenSeconds how long a received message stays hidden when it is neither deleted nor released */
export function makeQuarantineReader({
  client,
  queueUrl,
  hiddenSeconds,
  waitSeconds = LONGEST_WAIT_SECONDS,
}: {
  client: SQSClient;
  queueUrl: string;
  hiddenSeconds: number;
  waitSeconds?: number;
}): QuarantineReader {
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
      return Messages.map(({ MessageId: id = '', Body = '', ReceiptHandle }) => {
        const handle = { QueueUrl: queueUrl, ReceiptHandle };
        return {
          id,
          record: readRecord(Body),
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

function readRecord(body: string): QuarantinedRecord | undefined {
  try {
    const record = JSON.parse(body) as Partial<QuarantinedRecord> | null;
    const texts = [record?.reason, record?.partitionKey, record?.dataBase64];
    const isRecord = texts.every((text) => typeof text === 'string') && typeof record?.bytes === 'number';
    return isRecord ? (record as QuarantinedRecord) : undefined;
  } catch {
    return undefined;
  }
}
