// The state of a stream without its records, and the file that keeps it.

import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
const HASH_KEYS = new Set(['startingHashKey', 'endingHashKey']);

/** Writes a new file beside the old one and renames it. A process that is killed half-way leaves the old file. */
export function saveStreamState(directory: string, state: StreamState): void {
  const file = join(directory, STREAM_STATE_FILE);
  const json = JSON.stringify(state, (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  writeFileSync(`${file}.new`, json, { mode: 0o600 });
  renameSync(`${file}.new`, file);
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
    return JSON.parse(json, (key, value: unknown) =>
      HASH_KEYS.has(key) ? BigInt(value as string) : value,
    ) as StreamState;
  } catch (error) {
    throw new BrokenStreamStateError(`${file} cannot be read: it is not the state of a stream`, {
      cause: error,
    });
  }
}
