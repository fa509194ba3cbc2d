// A data directory belongs to one process at a time. A lock left behind by a killed process is recognised and replaced.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeDirectory } from './make-directory.ts';

/** Thrown where another process uses the directory. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
}

/** For others, each of which has its turn for a few milliseconds. */
const MAX_WAIT_MS = 5_000;

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same pid; undefined where the system does not say. */
  readonly startedAt: string | undefined;
}

/** Takes the directory, made where it does not exist. Returns what gives it back. Throws DataDirInUseError. */
export function lockDataDir(dataDir: string): () => void {
  makeDirectory(dataDir);
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

/** Of two that find the lock of a dead process, the second must not replace that of the first. SQLite's own lock ends with its process. */
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
    // No lock, or one whose writer was killed before it wrote.
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isRunning({ pid, startedAt }: Owner): boolean {
  // To kill(), anything else means other processes, or this one.
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === undefined || readStart(pid) === startedAt;
}

/** The start of a process in clock ticks since boot, field 22 of Linux's /proc/<pid>/stat. */
function readStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field, the command, may hold spaces; what follows its last parenthesis does not.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  } catch {
    return undefined;
  }
}
