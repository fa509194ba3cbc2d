import { createHash } from 'node:crypto';
import { DeleteMessageBatchCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeQuarantine, MAX_QUARANTINED_BYTES } from '../../../adapters/sqs/quarantine.ts';
import type { SetAsideRecord } from '../../../core/likes/collect-batch.ts';
import type { Quarantine } from '../../../core/likes/ports.ts';
import { startSqs, type TestSqs } from './sqs-server.ts';

let sqs: TestSqs;
let client: SQSClient;
let queueUrl: string;
let quarantine: Quarantine;

beforeAll(async () => {
  sqs = await startSqs();
  client = sqs.client;
  queueUrl = await sqs.createQueue('quarantine');
  quarantine = makeQuarantine({ client, queueUrl });
});
afterAll(() => sqs.close());

function malformed(sequenceNumber: string, data: Uint8Array, partitionKey = 'key'): SetAsideRecord {
  return { record: { sequenceNumber, partitionKey, data }, problem: 'not-json' };
}

async function receiveAll(): Promise<Record<string, unknown>[]> {
  const messages: Record<string, unknown>[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return messages;
    messages.push(...Messages.map(({ Body }) => JSON.parse(Body ?? '') as Record<string, unknown>));
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
  }
}

test('a malformed record is kept with the reason, its place and its bytes', async () => {
  await quarantine.put('lane-0', [malformed('17', Buffer.from('no json'))]);
  expect(await receiveAll()).toEqual([
    {
      reason: 'not-json',
      lane: 'lane-0',
      sequenceNumber: '17',
      partitionKey: 'key',
      bytes: 7,
      sha256: createHash('sha256').update('no json').digest('hex'),
      dataBase64: Buffer.from('no json').toString('base64'),
    },
  ]);
});

test('only the beginning of a very large record is kept, so that it fits a message', async () => {
  const data = new Uint8Array(1024 * 1024).fill(0x7b);
  await quarantine.put(
    'lane-0',
    Array.from({ length: 10 }, (_, index) => malformed(String(index), data)),
  );
  const messages = await receiveAll();
  expect(messages).toHaveLength(10);
  for (const { bytes, dataBase64 } of messages) {
    expect(bytes).toBe(data.length);
    expect(Buffer.from(String(dataBase64), 'base64')).toHaveLength(MAX_QUARANTINED_BYTES);
  }
});

test('a record of half a mebibyte is kept whole, and so are ten of them, which do not fit one request', async () => {
  const data = new Uint8Array(512 * 1024).fill(0x7b);
  const records = Array.from({ length: 10 }, (_, index) => malformed(String(index), data));
  await quarantine.put('lane-0', records);
  const messages = await receiveAll();
  expect(messages).toHaveLength(10);
  for (const { dataBase64 } of messages)
    expect(Buffer.from(String(dataBase64), 'base64').equals(data)).toBe(true);
});

test('all records are kept when they are more than one batch of SQS holds', async () => {
  const records = Array.from({ length: 23 }, (_, index) => malformed(String(index), Buffer.of(index)));
  await quarantine.put('lane-0', records);
  const kept = (await receiveAll()).map(({ sequenceNumber }) => Number(sequenceNumber));
  expect(kept.toSorted((a, b) => a - b)).toEqual(records.map((_, index) => index));
});

test('a partition key is kept even when SQS refuses its characters', async () => {
  const partitionKey = '\u0001\ufffe\uffff👍é';
  await quarantine.put('lane-0', [malformed('1', Buffer.of(0), partitionKey)]);
  expect(await receiveAll()).toEqual([expect.objectContaining({ partitionKey })]);
});

test('the call fails when the queue takes nothing', async () => {
  const broken = makeQuarantine({ client, queueUrl: sqs.urlOf('gone') });
  await expect(broken.put('lane-0', [malformed('1', Buffer.of(0))])).rejects.toThrow(/queue/i);
});
