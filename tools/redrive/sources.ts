// The queues that a redrive reads, and what a message of each of them holds.

import type { QuarantinedRecord } from '../../adapters/sqs/quarantine.ts';
import { readBurstMessage } from '../../core/likes/burst-message.ts';
import type { LikeEvent } from '../../core/likes/like-event.ts';
import { decodeLikeRecord } from '../../core/likes/like-record.ts';

export interface ReadMessage {
  /** Why the message is here. */
  readonly reason: string;
  /** Undefined when this release cannot count them. */
  readonly events: readonly LikeEvent[] | undefined;
}

export interface Source {
  /** What the queue is called in what the command prints. */
  readonly label: string;
  /** The output of the stack that has the URL of the queue. */
  readonly output: string;
  read(body: string): ReadMessage;
}

export const sources = {
  quarantine: { label: 'quarantine', output: 'QuarantineQueueUrl', read: readQuarantined },
  dlq: { label: 'DLQ', output: 'BurstDeadLetterQueueUrl', read: readDead },
} as const satisfies Record<string, Source>;

/** The bucket is none of the queues, but it is named in the same way. */
export const LAST_RESORT = { label: 'last resort', output: 'LastResortBucket' } as const;

export type SourceName = keyof typeof sources;

export const isSourceName = (name: string): name is SourceName => Object.hasOwn(sources, name);

function readQuarantined(body: string): ReadMessage {
  const record = readRecord(body);
  if (!record) return { reason: 'not a message of the quarantine', events: undefined };
  const { reason, partitionKey, dataBase64, bytes } = record;
  const data = Buffer.from(dataBase64, 'base64');
  // What is left of a record that was cut may look whole.
  const decoded = data.length === bytes ? decodeLikeRecord(data, partitionKey) : undefined;
  return { reason, events: decoded?.ok ? decoded.events : undefined };
}

function readDead(body: string): ReadMessage {
  const read = readBurstMessage(body);
  return read.ok
    ? { reason: 'received too often', events: read.events }
    : { reason: read.problem, events: undefined };
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
