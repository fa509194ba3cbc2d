// Makes a Python environment with the emulator in it, once for each Python and list of packages.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../command-line/usage-error.ts';
import { runProcess } from './run-process.ts';

export interface PythonEnvironmentOptions {
  /** The command or path of a Python 3.10 or newer. */
  readonly python: string;
  readonly requirementsFile: string;
  readonly cacheDir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const INSTALL_HINT = 'on Debian: apt-get install python3 python3-venv; --python names another';

/** Returns the directory of the environment's commands. Throws a UsageError when Python or its venv module is missing. */
export async function makePythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { python, requirementsFile, cacheDir, logFile, signal, say } = options;
  const run = (file: string, args: string[]) => runProcess(file, args, { env: process.env, logFile, signal });

  const version = await readVersion(run, python);
  const key = createHash('sha256').update(version).update(readFileSync(requirementsFile)).digest('hex');
  const dir = join(cacheDir, `python-${key.slice(0, 16)}`);
  const bin = join(dir, 'bin');
  const complete = join(dir, 'complete');
  if (existsSync(complete)) return bin;

  say(`making a Python environment in ${dir}`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true });
  const made = await run(python, ['-m', 'venv', dir]);
  if (made.exitCode !== 0) throw new UsageError(`${python} makes no virtual environment (${INSTALL_HINT})`);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--quiet', '-r', requirementsFile];
  const installed = await run(join(bin, 'python'), pip);
  if (installed.exitCode !== 0)
    throw new UsageError(
      `pip cannot install ${requirementsFile} (is its index reachable?): ${firstComplaint(installed.output)}`,
    );
  await writeFile(complete, '');
  return bin;
}

type Run = (file: string, args: string[]) => Promise<{ exitCode: number | null; output: string }>;

async function readVersion(run: Run, python: string): Promise<string> {
  const script =
    'import sys, venv, ensurepip; print(sys.version); sys.exit(0 if sys.version_info >= (3, 10) else 3)';
  const { exitCode, output } = await run(python, ['-c', script]).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT') throw cause;
    throw new UsageError(`there is no ${python} (${INSTALL_HINT})`, { cause });
  });
  if (exitCode === 0) return `${python} ${output}`;
  if (exitCode === 3) throw new UsageError(`${python} is ${output.split(' ')[0]}: it takes 3.10 or newer`);
  throw new UsageError(`${python} lacks its venv module (${INSTALL_HINT})`);
}

/** Finds the first complaint of pip, which names the cause. Its last line only says that nothing was found. */
function firstComplaint(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^(WARNING|ERROR):/.test(line)) ?? lines.at(-1) ?? '';
}
