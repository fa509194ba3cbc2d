// A command line of ours, run to its end as a person runs it.

import { spawn } from 'node:child_process';
import { once } from 'node:events';

export type Kill = (signal: NodeJS.Signals) => void;

interface RunToolOptions {
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  /** Gets a function that sends the tool a signal; the run is awaited only after it. */
  readonly onStart?: ((kill: Kill) => unknown) | undefined;
  /** Interrupts it, once, when this is in what it wrote to stderr. */
  readonly interruptAt?: RegExp | undefined;
}

/** @param main the tool's main.ts */
export async function runTool(
  main: string,
  args: readonly string[],
  { env = process.env, cwd, onStart, interruptAt }: RunToolOptions = {},
) {
  const child = spawn(process.execPath, [main, ...args], { env, cwd });
  const closed = once(child, 'close') as Promise<[exitCode: number | null]>;
  const output = { stdout: '', stderr: '' };
  let awaited = interruptAt;
  child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => {
    output.stderr += chunk.toString();
    if (!awaited?.test(output.stderr)) return;
    awaited = undefined;
    child.kill('SIGINT');
  });
  await onStart?.((signal) => child.kill(signal));
  const [exitCode] = await closed;
  return { ...output, exitCode };
}
