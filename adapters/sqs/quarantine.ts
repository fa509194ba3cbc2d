// Keeps the records that a release cannot count where somebody can look at them and send them through again: one message for each
// record, with the reason. A batch that comes again sends its records again. Their lane and sequence number show that they are repeats.

import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SetAsideRecord } from '../../core/likes/collect-batch.ts';
import type { Quarantine } from '../../core/likes/ports.ts';
import { backoffMs, pause } from '../backoff.ts';

/**
 * The most bytes of a record that are kept: in base64 they fit a message of 1 MiB. A release writes records of at most 100 events, which
 * are much smaller, so only a malformed record is cut. Its hash identifies it.
 */
export const MAX_QUARANTINED_BYTES = 700 * 1024;

// source: SQS quotas, "Message batch" and "Message size"
const MAX_MESSAGES_PER_BATCH = 10;
const MAX_BATCH_BYTES = 1024 * 1024;

/** What a message of the quarantine says about a record. */
export interface QuarantinedRecord {
  readonly reason: string;
  readonly lane: string;
  readonly sequenceNumber: string;
  readonly partitionKey: string;
  /** The length of the record's data. It is more than `dataBase64` holds when the record was cut. */
  readonly bytes: number;
  readonly sha256: string;
  readonly dataBase64: string;
}
const MAX_ROUNDS = 4;

/** Thrown when the queue did not take every record. Then the batch must come again. */
export class QuarantineUnavailableError extends Error {
  override readonly name = 'QuarantineUnavailableError';
}

export function makeQuarantine({ client, queueUrl }: { client: SQSClient; queueUrl: string }): Quarantine {
  async function send(bodies: readonly string[]): Promise<void> {
    let entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    for (let round = 1; ; round++) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }),
      );
      if (Failed.length === 0) return;
      if (round === MAX_ROUNDS) {
        throw new QuarantineUnavailableError(`${Failed.length} records were refused: ${Failed[0]?.Code}`);
      }
      const failed = new Set(Failed.map(({ Id }) => Id));
      entries = entries.filter(({ Id }) => failed.has(Id));
      await pause(backoffMs(round));
    }
  }

  return {
    async put(lane, records) {
      for (const bodies of batchesOf(records.map((record) => messageOf(lane, record)))) await send(bodies);
    },
  };
}

/** Messages in the order given, as many in each batch as one request takes. A message is ASCII, so its length is its size. */
function* batchesOf(messages: readonly string[]): Generator<readonly string[]> {
  let batch: string[] = [];
  let bytes = 0;
  for (const message of messages) {
    if (batch.length === MAX_MESSAGES_PER_BATCH || bytes + message.length > MAX_BATCH_BYTES) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(message);
    bytes += message.length;
  }
  if (batch.length > 0) yield batch;
}

function messageOf(lane: string, { record, problem }: SetAsideRecord): string {
  const { sequenceNumber, partitionKey, data } = record;
  const kept: QuarantinedRecord = {
    reason: problem,
    lane,
    sequenceNumber,
    partitionKey,
    bytes: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
    dataBase64: Buffer.from(data.subarray(0, MAX_QUARANTINED_BYTES)).toString('base64'),
  };
  // SQS refuses some characters, such as U+FFFE, and a partition key may hold any character.
  return JSON.stringify(kept).replace(
    /[^ -~]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
