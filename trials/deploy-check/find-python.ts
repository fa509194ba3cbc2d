// Finds a Python that an emulator runs on, and that can make virtual environments.

import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../command-line/usage-error.ts';
import { runProcess } from './run-process.ts';

export interface PythonWish {
  /** For example `3.10 or newer`. */
  readonly versions: string;
  /** Whether Python's `sys.version_info` is one of the versions, in Python. */
  readonly condition: string;
  /** The commands to try, in this order. */
  readonly commands: readonly string[];
  readonly installHint: string;
}

export interface Python {
  readonly command: string;
  readonly version: string;
}

interface Surroundings {
  readonly logFile: string;
  readonly signal: AbortSignal;
}

const WRONG_VERSION = 3;

/** Throws a UsageError when none of the commands will do. The error tells what is wrong with each of them. */
export async function findPython(wish: PythonWish, surroundings: Surroundings): Promise<Python> {
  const complaints: string[] = [];
  for (const command of wish.commands) {
    const found = await tryPython(command, wish, surroundings);
    if (typeof found !== 'string') return found;
    complaints.push(found);
  }
  throw new UsageError(`${complaints.join('; ')} (${wish.installHint}; --python names another)`);
}

/** Returns what is wrong with the command as a text. */
async function tryPython(
  command: string,
  { versions, condition }: PythonWish,
  { logFile, signal }: Surroundings,
): Promise<Python | string> {
  const script = `import sys, venv, ensurepip; print(sys.version); sys.exit(0 if ${condition} else ${WRONG_VERSION})`;
  const run = runProcess(command, ['-c', script], { env: process.env, logFile, signal });
  const result = await run.catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  if (!result) return `there is no ${command}`;
  const { exitCode, output } = result;
  if (exitCode === 0) return { command, version: output };
  if (exitCode === WRONG_VERSION) return `${command} is ${output.split(/\s/)[0]}: it takes ${versions}`;
  // A pyenv that has not selected a version answers so in place of Python.
  if (/pyenv: .* command not found/.test(output)) return `pyenv has not selected a ${command}`;
  return `${command} lacks its venv module`;
}

/** Returns the Pythons of this version that pyenv has installed, whether or not one is selected. */
export function pyenvPythons(version: string, env: NodeJS.ProcessEnv = process.env): string[] {
  const dir = join(env['PYENV_ROOT'] ?? join(env['HOME'] ?? homedir(), '.pyenv'), 'versions');
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name === version || name.startsWith(`${version}.`))
    .map((name) => join(dir, name, 'bin', 'python'))
    .filter((file) => existsSync(file));
}
