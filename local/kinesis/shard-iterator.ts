// A shard iterator is a place in a shard, as an opaque text that clients send back. It holds everything that is needed, so the
// server keeps nothing for it.

import { KinesisError } from './kinesis-error.ts';

// source: Kinesis API, GetShardIterator
const LIFETIME_MS = 300_000;

export interface ShardIterator {
  readonly streamName: string;
  /** Distinguishes the stream from an earlier one of the same name. */
  readonly streamCreatedAtMs: number;
  readonly shardId: string;
  /** Index of the next record to read. */
  readonly index: number;
}

export function encodeShardIterator(iterator: ShardIterator, atMs: number): string {
  const { streamName, streamCreatedAtMs, shardId, index } = iterator;
  return Buffer.from(JSON.stringify([streamName, streamCreatedAtMs, shardId, index, atMs])).toString(
    'base64',
  );
}

/** Throws InvalidArgumentException or ExpiredIteratorException. */
export function decodeShardIterator(text: string, nowMs: number): ShardIterator {
  const [streamName, streamCreatedAtMs, shardId, index, atMs] = parse(text);
  if (nowMs - atMs > LIFETIME_MS)
    throw new KinesisError(
      'ExpiredIteratorException',
      `Iterator expired. The iterator was created at ${new Date(atMs).toISOString()} and lives for ${LIFETIME_MS} ms.`,
    );
  return { streamName, streamCreatedAtMs, shardId, index };
}

type Fields = [string, number, string, number, number];
const FIELD_TYPES = ['string', 'number', 'string', 'number', 'number'];

function parse(text: string): Fields {
  const invalid = new KinesisError('InvalidArgumentException', 'Invalid ShardIterator.');
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    throw invalid;
  }
  const isIterator =
    Array.isArray(fields) &&
    fields.length === FIELD_TYPES.length &&
    FIELD_TYPES.every((type, position) => typeof fields[position] === type);
  if (!isIterator) throw invalid;
  return fields as Fields;
}
