// Malformed records. They must not block a lane, and each of them must end in quarantine.

import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';

const POLL_MS = 500;

export interface MalformedRecords {
  put(): Promise<void>;
  readonly sent: number;
  /** Empties the quarantine until all records sent have been there, or time is up. Returns how many have not been there. */
  countMissing(sqs: SQSClient, queueUrl: string, patienceMs: number): Promise<number>;
}

/** Each kind is malformed in another way. A random part tells two records of one kind apart. */
const KINDS: readonly ((random: string) => string)[] = [
  (random) => `malformed ${random}`,
  (random) => JSON.stringify({ v: 2, random }),
  (random) => JSON.stringify([event(random, 'a'), event(random, 'b')]),
  // An event as it should be, under the partition key of somebody else.
  (random) => JSON.stringify(event(random, random)),
  (random) => JSON.stringify({ ...event(random, random), op: 'love' }),
];

const event = (id: string, userId: string) => ({
  v: 1,
  id: `01900000-0000-7000-8000-${id.slice(-12)}`,
  postId: 'evergreen-0',
  userId,
  op: 'like',
});

export function makeMalformedRecords(
  kinesis: KinesisClient,
  streamName: string,
  random: () => number,
): MalformedRecords {
  const missing = new Set<string>();
  let sent = 0;
  return {
    get sent() {
      return sent;
    },
    async put() {
      const make = KINDS[Math.floor(random() * KINDS.length)] ?? (() => '');
      const Data = Buffer.from(make(randomUUID()));
      const PartitionKey = `malformed-${randomUUID()}`;
      await kinesis.send(new PutRecordCommand({ StreamName: streamName, PartitionKey, Data }));
      sent += 1;
      missing.add(createHash('sha256').update(Data).digest('hex'));
    },
    async countMissing(sqs, QueueUrl, patienceMs) {
      const deadlineMs = Date.now() + patienceMs;
      while (missing.size > 0) {
        const { Messages = [] } = await sqs.send(
          new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
        );
        if (Messages.length === 0) {
          if (Date.now() > deadlineMs) break;
          await sleep(POLL_MS);
          continue;
        }
        for (const { Body = '{}' } of Messages)
          missing.delete((JSON.parse(Body) as { sha256: string }).sha256);
        const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
        await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
      }
      return missing.size;
    },
  };
}
