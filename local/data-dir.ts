// A data directory belongs to one process at a time. A lock that a killed process left behind is recognised
// and replaced.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makePrivateDirectory } from './private-directory.ts';

/** Thrown when another process uses the directory. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
}

/** How long to wait for other processes. Each of them holds `lock.db` for a few milliseconds. */
const MAX_WAIT_MS = 5_000;

interface Owner {
  readonly pid: number;
  /** Distinguishes a process from a later one with the same pid. It is undefined if the system does not tell it. */
  readonly startedAt: string | undefined;
}

/** Locks the directory, and makes it if it is missing. Returns a function that unlocks it. Throws DataDirInUseError or UnsafeDataDirError. */
export function lockDataDir(dataDir: string): () => void {
  makePrivateDirectory(dataDir);
  const file = join(dataDir, 'lock');
  oneAtATime(dataDir, () => {
    const owner = readOwner(file);
    if (owner && isRunning(owner))
      throw new DataDirInUseError(
        `${dataDir} is in use by process ${owner.pid}: stop it, or use another directory`,
      );
    const own: Owner = { pid: process.pid, startedAt: readStart(process.pid) };
    writeFileSync(file, JSON.stringify(own));
  });
  return () => rmSync(file, { force: true });
}

/**
 * Runs `act` in one process at a time. Otherwise two processes could find the lock of a dead one, and the second would replace
 * the lock of the first. SQLite's own lock ends with its process.
 */
function oneAtATime(dataDir: string, act: () => void): void {
  let turn: DatabaseSync | undefined;
  try {
    turn = new DatabaseSync(join(dataDir, 'lock.db'), { timeout: MAX_WAIT_MS });
    turn.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    turn?.close();
    throw new DataDirInUseError(`${dataDir} cannot be locked: ${(error as Error).message}`, { cause: error });
  }
  try {
    act();
  } finally {
    turn.close();
  }
}

function readOwner(file: string): Owner | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Owner;
  } catch (error) {
    // There is no lock, or its writer was killed before it wrote.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRunning({ pid, startedAt }: Owner): boolean {
  // For kill(), zero and negative numbers mean groups of processes.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM means that the process runs as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === undefined || readStart(pid) === startedAt;
}

/** Returns when a process started, in clock ticks since boot. It is field 22 of Linux's /proc/<pid>/stat. */
function readStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command, may hold spaces. The fields after its last parenthesis hold none.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
