// A list token says where a listing of shards goes on. It is an opaque text that clients send back, and it holds what the
// first request asked for.

import { custom, type InferOutput, number, optional, safeParse, strictTuple, strictObject } from 'valibot';
import { shardId, streamReference } from './fields.ts';
import { KinesisError } from './kinesis-error.ts';
import type { ShardFilter } from './shard-filter.ts';

// source: Kinesis API, ListShards
const LIFETIME_MS = 300_000;

const page = strictObject({
  ...streamReference,
  ExclusiveStartShardId: optional(shardId),
  ShardFilter: optional(custom<ShardFilter>((value) => typeof value === 'object' && value !== null)),
});
const token = strictTuple([number(), page]);

export type ListedPage = InferOutput<typeof page>;

export const encodeListToken = (next: ListedPage, atMs: number): string =>
  Buffer.from(JSON.stringify([atMs, next])).toString('base64');

/** Throws InvalidArgumentException or ExpiredNextTokenException. */
export function decodeListToken(text: string, nowMs: number): ListedPage {
  const parsed = safeParse(token, readJsonText(Buffer.from(text, 'base64').toString()));
  if (!parsed.success) throw new KinesisError('InvalidArgumentException', 'Invalid NextToken.');
  const [atMs, next] = parsed.output;
  if (nowMs - atMs > LIFETIME_MS)
    throw new KinesisError('ExpiredNextTokenException', `NextToken expired: it lives for ${LIFETIME_MS} ms.`);
  return next;
}

function readJsonText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
