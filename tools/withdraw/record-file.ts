// The record of a withdrawal: one JSON line for each like, on the disk before its unlike is sent. After an interruption a line may stand
// there twice.

import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { UsageError } from '../../command-line/usage-error.ts';
import type { Withdrawal } from './withdrawal-store.ts';

/** Who withdraws, and why. */
export interface Because {
  readonly by: string;
  readonly reason: string;
}

export interface RecordFile {
  append(withdrawals: readonly Withdrawal[], atMs: number): void;
  close(): void;
}

/** Throws as `openPrivateFile` does. */
export function openRecordFile(path: string, { by, reason }: Because): RecordFile {
  const file = openPrivateFile(path);
  return {
    append(withdrawals, atMs) {
      const at = new Date(atMs).toISOString();
      const lines = withdrawals.map(({ userId, postId, likeId, unlikeId }) =>
        JSON.stringify({ at, by, reason, userId, postId, like: likeId, unlike: unlikeId }),
      );
      writeSync(file, lines.map((line) => `${line}\n`).join(''));
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

/** Opens a file to append to it. A new one can be read by its owner only. Throws a UsageError when it cannot be written. */
export function openPrivateFile(path: string): number {
  try {
    return openSync(path, 'a', 0o600);
  } catch (error) {
    throw new UsageError(`--record ${path}: ${(error as Error).message}`, { cause: error });
  }
}
