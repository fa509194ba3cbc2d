// Does what every command does around its own work: it reads the options, prints the help, runs, and turns the outcome into
// an exit code.

import { onInterrupt } from './interruption.ts';
import { UsageError } from './usage-error.ts';

export interface Command<Options> {
  /** The name stands before each error message. */
  readonly name: string;
  readonly help: string;
  /** Throws a UsageError for anything that is not understood. */
  readonly readOptions: (args: string[]) => Options | 'help';
  /** Returns the exit code, or nothing for 0. The signal is aborted when the user interrupts the command. */
  readonly run: (options: Options, signal: AbortSignal) => Promise<number | void>;
  /** The message of these failures explains them. They print it without a stack, and the exit code is 1. */
  readonly failures?: readonly (abstract new (
    ...args: never[]
  ) => Error)[];
}

interface Surroundings {
  readonly args: string[];
  readonly signal: AbortSignal;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
}

/** Runs the command of this process and sets the exit code. Rejects with any failure that its message does not explain. */
export async function runCommand<Options>(command: Command<Options>): Promise<void> {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', throwUnlessReaderLeft);
  process.exitCode = await exitCodeOf(command, {
    args: process.argv.slice(2),
    signal: onInterrupt(),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  });
}

export async function exitCodeOf<Options>(
  { name, help, readOptions, run, failures = [] }: Command<Options>,
  { args, signal, stdout, stderr }: Surroundings,
): Promise<number> {
  try {
    const options = readOptions(args);
    if (options !== 'help') return (await run(options, signal)) ?? 0;
    stdout(help);
    return 0;
  } catch (error) {
    // Whatever fails after an interruption fails because of it.
    if (signal.aborted) return 130;
    const exitCode =
      error instanceof UsageError ? 2 : failures.some((kind) => error instanceof kind) ? 1 : undefined;
    if (exitCode === undefined) throw error;
    stderr(`${name}: ${(error as Error).message}\n`);
    return exitCode;
  }
}

/** A reader may leave before the end, as `head` does. The command does its work all the same. */
function throwUnlessReaderLeft(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
