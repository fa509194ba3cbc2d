// Runs a program in a process group of its own, so that a stop ends all that the program has started.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROJECT_DIR } from './project-dir.ts';

const STOP_GRACE_MS = 2_000;

/**
 * Runs a program of the project on this terminal and returns its exit code, or 1 if a signal ended it. When the signal is
 * aborted, the group gets SIGTERM, and after a while SIGKILL; then this rejects with the signal's reason.
 */
export async function runInGroup(
  file: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<number> {
  signal.throwIfAborted();
  const child = spawn(file, args, { cwd: PROJECT_DIR, stdio: 'inherit', detached: true });
  const kill = () => killGroup(child, 'SIGKILL');
  let giveUp: NodeJS.Timeout | undefined;
  const stop = () => {
    killGroup(child, 'SIGTERM');
    // Some programs, such as tsc, do not react to SIGTERM while they work.
    giveUp = setTimeout(kill, STOP_GRACE_MS);
  };
  signal.addEventListener('abort', stop);
  process.on('exit', kill);
  try {
    const [exitCode] = (await once(child, 'exit')) as [number | null];
    // The program may have left processes behind that it had started.
    if (signal.aborted) kill();
    signal.throwIfAborted();
    return exitCode ?? 1;
  } finally {
    clearTimeout(giveUp);
    signal.removeEventListener('abort', stop);
    process.off('exit', kill);
  }
}

/** Sends a signal to a process that leads a group, and to all others of the group. */
export function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
