// Keeps how far each shard has been processed. A checkpoint is saved after the invocation, so that a crash in between
// delivers the records again.

import { mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { boolean, custom, object, optional, parse, pipe, record, string } from 'valibot';
import { replaceFile } from '../replace-file.ts';

export interface Checkpoint {
  /** The last record that is done. It is undefined while no record is. */
  readonly sequenceNumber: string | undefined;
  /** True when the shard was closed and is processed to its end. */
  readonly ended: boolean;
}

const Checkpoints = pipe(
  // An array would pass as a record without entries.
  custom<object>((value) => !Array.isArray(value)),
  record(string(), object({ sequenceNumber: optional(string()), ended: boolean() })),
);

/** Thrown when the file holds no checkpoints. */
export class BrokenCheckpointsError extends Error {
  override readonly name = 'BrokenCheckpointsError';
}

export interface CheckpointStore {
  load(shardId: string): Checkpoint | undefined;
  save(shardId: string, checkpoint: Checkpoint): void;
}

export function makeMemoryCheckpoints(): CheckpointStore {
  const checkpoints = new Map<string, Checkpoint>();
  return {
    load: (shardId) => checkpoints.get(shardId),
    save: (shardId, checkpoint) => void checkpoints.set(shardId, checkpoint),
  };
}

/** Keeps the checkpoints in one JSON file that is replaced as a whole. A killed process leaves the old file or the new one. */
export function makeFileCheckpoints(file: string): CheckpointStore {
  const checkpoints = new Map(Object.entries(readCheckpoints(file)));
  mkdirSync(dirname(file), { recursive: true });
  return {
    load: (shardId) => checkpoints.get(shardId),
    save(shardId, checkpoint) {
      checkpoints.set(shardId, checkpoint);
      replaceFile(file, JSON.stringify(Object.fromEntries(checkpoints)));
    },
  };
}

function readCheckpoints(file: string): Record<string, Checkpoint> {
  try {
    return parse(Checkpoints, JSON.parse(readFileSync(file, 'utf8'))) as Record<string, Checkpoint>;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new BrokenCheckpointsError(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}
