// Runs a command in a process group of its own. All that the command starts ends with it, and a terminal's Ctrl-C reaches
// only this process.

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

export interface ProcessOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Gets all output. The file is complete when the command has ended. */
  readonly logFile: string;
  readonly onOutput?: (text: string) => void;
}

export interface RunningProcess {
  /** Resolves to the exit code, or to null when a signal ended it. Rejects when the command or its log cannot be opened. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  /** Asks the command to end, and after a while kills it. */
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 5_000;

const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) killGroup(child, 'SIGKILL');
});

export function startProcess(file: string, args: readonly string[], options: ProcessOptions): RunningProcess {
  const { env, cwd, logFile, onOutput } = options;
  const log = createWriteStream(logFile, { flags: 'a' });
  const logged = finished(log);
  const child = spawn(file, args, { env, cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      log.write(text);
      onOutput?.(text);
    });
  }
  const end = async (): Promise<number | null> => {
    try {
      const [code] = (await once(child, 'close')) as [number | null];
      return code;
    } finally {
      running.delete(child);
      log.end();
      await logged;
    }
  };
  const ended = end();
  // Both failures reach whoever awaits `ended`.
  logged.catch(() => {});
  ended.catch(() => {});
  const kill = (signal: NodeJS.Signals) => killGroup(child, signal);
  return {
    ended,
    kill,
    async stop() {
      kill('SIGTERM');
      const giveUp = setTimeout(kill, STOP_GRACE_MS, 'SIGKILL');
      await ended.catch(() => {});
      clearTimeout(giveUp);
      // Kills workers that the command did not wait for when it ended.
      kill('SIGKILL');
    },
  };
}

function killGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

export interface RunOptions extends ProcessOptions {
  readonly signal: AbortSignal;
  /** Kills the command and all that it started, as soon as its output matches this. */
  readonly killAt?: RegExp;
}

export interface RunResult {
  readonly exitCode: number | null;
  readonly output: string;
  readonly killed: boolean;
}

/** Runs a command to its end. Rejects with the signal's reason when the command has ended because of the signal. */
export async function runProcess(
  file: string,
  args: readonly string[],
  { signal, killAt, onOutput, ...options }: RunOptions,
): Promise<RunResult> {
  signal.throwIfAborted();
  let output = '';
  let killed = false;
  const command = startProcess(file, args, {
    ...options,
    onOutput(text) {
      output += text;
      onOutput?.(text);
      if (killed || !killAt?.test(output)) return;
      killed = true;
      command.kill('SIGKILL');
    },
  });
  const stop = () => void command.stop();
  signal.addEventListener('abort', stop);
  try {
    const exitCode = await command.ended;
    signal.throwIfAborted();
    return { exitCode, output, killed };
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
