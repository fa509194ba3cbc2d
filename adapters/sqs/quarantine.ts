// Keeps malformed records where somebody can look at them: one message for each record, with the reason. A batch that comes again
// sends its malformed records again. Their lane and sequence number show that they are repeats.

import { createHash } from 'node:crypto';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { MalformedRecord } from '../../core/likes/collect-batch.ts';
import type { Quarantine } from '../../core/likes/ports.ts';
import { backoffMs, pause } from '../backoff.ts';

/** Ten messages with this much data in base64 fit a batch of 1 MiB (source: SQS quotas). The hash identifies a record that is cut. */
export const MAX_QUARANTINED_BYTES = 64 * 1024;

const MAX_MESSAGES_PER_BATCH = 10;
const MAX_ROUNDS = 4;

/** Thrown when the queue did not take every record. Then the batch must come again. */
export class QuarantineUnavailableError extends Error {
  override readonly name = 'QuarantineUnavailableError';
}

export function makeQuarantine({ client, queueUrl }: { client: SQSClient; queueUrl: string }): Quarantine {
  async function send(lane: string, records: readonly MalformedRecord[]): Promise<void> {
    let entries = records.map((malformed, index) => ({
      Id: String(index),
      MessageBody: messageOf(lane, malformed),
    }));
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
      for (let start = 0; start < records.length; start += MAX_MESSAGES_PER_BATCH) {
        await send(lane, records.slice(start, start + MAX_MESSAGES_PER_BATCH));
      }
    },
  };
}

function messageOf(lane: string, { record, problem }: MalformedRecord): string {
  const { sequenceNumber, partitionKey, data } = record;
  const message = JSON.stringify({
    reason: problem,
    lane,
    sequenceNumber,
    partitionKey,
    bytes: data.length,
    sha256: createHash('sha256').update(data).digest('hex'),
    dataBase64: Buffer.from(data.subarray(0, MAX_QUARANTINED_BYTES)).toString('base64'),
  });
  // SQS refuses some characters, such as U+FFFE, and a partition key may hold any character.
  return message.replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
