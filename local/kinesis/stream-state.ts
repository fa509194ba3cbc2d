// The state of a stream without its records, and the file that keeps it.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, bigint, number, object, optional, parse, string } from 'valibot';
import { replaceFile } from '../replace-file.ts';
import type { ShardState } from './shard.ts';

export interface StreamState {
  readonly name: string;
  readonly createdAtMs: number;
  readonly retentionHours: number;
  /** The times at which UpdateShardCount was called in the last 24 hours. */
  readonly shardCountUpdatesMs: readonly number[];
  /** The shards in the order of their numbers. */
  readonly shards: readonly ShardState[];
}

export const STREAM_STATE_FILE = 'stream.json';
const StreamStateSchema = object({
  name: string(),
  createdAtMs: number(),
  retentionHours: number(),
  shardCountUpdatesMs: array(number()),
  shards: array(
    object({
      shardNumber: number(),
      createdSecond: number(),
      startingHashKey: bigint(),
      endingHashKey: bigint(),
      parents: array(string()),
      createdAtMs: number(),
      closedAtMs: optional(number()),
    }),
  ),
});
const HASH_KEYS = new Set(['startingHashKey', 'endingHashKey']);

export function saveStreamState(directory: string, state: StreamState): void {
  const file = join(directory, STREAM_STATE_FILE);
  const json = JSON.stringify(state, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  replaceFile(file, json);
}

/** Thrown when the file is malformed. */
export class BrokenStreamStateError extends Error {
  override readonly name = 'BrokenStreamStateError';
}

/** Throws BrokenStreamStateError. */
export function loadStreamState(directory: string): StreamState {
  const file = join(directory, STREAM_STATE_FILE);
  const json = readFileSync(file, 'utf8');
  try {
    const state: unknown = JSON.parse(json, (key, value: unknown) =>
      HASH_KEYS.has(key) ? BigInt(value as string) : value,
    );
    return parse(StreamStateSchema, state) as StreamState;
  } catch (error) {
    throw new BrokenStreamStateError(`${file} cannot be read: it is not the state of a stream`, {
      cause: error,
    });
  }
}
