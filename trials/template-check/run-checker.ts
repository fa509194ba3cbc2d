// Runs a checker on templates, and reads the JSON that it writes.

import { readFile } from 'node:fs/promises';
import { runProcess } from '../deploy-check/run-process.ts';

export interface CheckerSurroundings {
  /** The directory of the Python environment's commands. */
  readonly bin: string;
  /** Takes the log, and the files that the checkers write. */
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** Thrown when a checker came to no verdict. */
export class NotCheckedError extends Error {
  override readonly name = 'NotCheckedError';
}

interface CheckerRun {
  readonly name: string;
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly reportFile: string;
  readonly logFile: string;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Returns the report. The checker must exit with 0 whatever it finds. */
export async function runChecker(run: CheckerRun): Promise<unknown> {
  const { name, file, args, env, reportFile, logFile, cwd, signal } = run;
  const { exitCode, output } = await runProcess(file, args, {
    cwd,
    logFile,
    env: { ...process.env, ...env },
    signal,
  });
  if (exitCode !== 0) throw new NotCheckedError(`${name} ended with ${exitCode}: ${lastLineOf(output)}`);
  try {
    return JSON.parse(await readFile(reportFile, 'utf8'));
  } catch (error) {
    throw new NotCheckedError(`${name} wrote no report: ${(error as Error).message}`, { cause: error });
  }
}

const lastLineOf = (output: string): string => output.trim().split('\n').at(-1) ?? '';
