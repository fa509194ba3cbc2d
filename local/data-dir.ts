// A data directory belongs to one process at a time. A lock left behind by a killed process is recognised and replaced.

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeDirectory } from './make-directory.ts';

/** Thrown where another process uses the directory. */
export class DataDirInUseError extends Error {
  override readonly name = 'DataDirInUseError';
}

interface Owner {
  readonly pid: number;
  /** Tells a process from a later one with the same pid; undefined where the system does not say. */
  readonly startedAt: string | undefined;
}

/** Takes the directory, made where it does not exist. Returns what gives it back. Throws DataDirInUseError. */
export function lockDataDir(dataDir: string): () => void {
  makeDirectory(dataDir);
  const file = join(dataDir, 'lock');
  const owner = readOwner(file);
  if (owner && isRunning(owner))
    throw new DataDirInUseError(
      `${dataDir} is in use by process ${owner.pid}: stop it, or use another directory`,
    );
  rmSync(file, { force: true });
  const own: Owner = { pid: process.pid, startedAt: readStart(process.pid) };
  try {
    // Exclusive: of two processes that start at once, one gets it.
    writeFileSync(file, JSON.stringify(own), { flag: 'wx' });
  } catch (error) {
    throw new DataDirInUseError(`${dataDir} was just taken by another process`, { cause: error });
  }
  return () => rmSync(file, { force: true });
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
