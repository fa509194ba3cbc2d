// Which processes run on this machine, and which of them a command has started.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The ids of all processes that have not ended. */
export const runningProcesses = (): number[] => [...parents().keys()];

/** The ids of the processes that a process has started, and of those that they have started. */
export function descendantsOf(ancestor: number): number[] {
  const all = [...parents()];
  const childrenOf = (parent: number): number[] =>
    all.filter(([, of]) => of === parent).flatMap(([pid]) => [pid, ...childrenOf(pid)]);
  return childrenOf(ancestor);
}

/** The parent of each process. A zombie has ended, and only waits for its parent. */
function parents(): Map<number, number> {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat='], { encoding: 'utf8' }).trim().split('\n');
  const running = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, , state = '']) => !state.startsWith('Z'));
  return new Map(running.map(([pid, parent]) => [Number(pid), Number(parent)]));
}

/**
 * The command lines of the processes that inherited this variable, by process id. A process whose parent has ended still has
 * its environment. Linux only.
 */
export function processesWith(name: string, value: string): Map<number, string> {
  const found = runningProcesses()
    .filter((pid) => fieldsOf(pid, 'environ').includes(`${name}=${value}`))
    .map((pid): [number, string] => [pid, fieldsOf(pid, 'cmdline').join(' ')]);
  return new Map(found);
}

function fieldsOf(pid: number, file: 'environ' | 'cmdline'): string[] {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8').split('\0');
  } catch {
    // It has ended meanwhile, or belongs to somebody else.
    return [];
  }
}
