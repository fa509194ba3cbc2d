// Makes a Python environment with the emulator in it, once for each Python and list of packages.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgress } from '../../command-line/progress.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { findPython, type PythonWish } from './find-python.ts';
import { runProcess } from './run-process.ts';

export interface PythonEnvironmentOptions {
  readonly python: PythonWish;
  readonly requirementsFile: string;
  readonly cacheDir: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const PIP_INSTALL = ['-m', 'pip', 'install', '--disable-pip-version-check', '--progress-bar', 'off'];

/** Returns the directory of the environment's commands. Throws a UsageError when there is no Python that will do. */
export async function makePythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { python, requirementsFile, cacheDir, logFile, signal, say } = options;
  const { command, version } = await findPython(python, { logFile, signal });
  const requirements = readFileSync(requirementsFile, 'utf8');
  const key = createHash('sha256').update(`${command} ${version}`).update(requirements).digest('hex');
  const dir = join(cacheDir, `python-${key.slice(0, 16)}`);
  const bin = join(dir, 'bin');
  const complete = join(dir, 'complete');
  if (existsSync(complete)) return bin;

  say(`making a Python environment in ${dir}`);
  await rm(dir, { recursive: true, force: true });
  await mkdir(cacheDir, { recursive: true });
  const made = await runProcess(command, ['-m', 'venv', dir], { env: process.env, logFile, signal });
  if (made.exitCode !== 0)
    throw new UsageError(`${command} makes no virtual environment (${python.installHint})`);

  const packages = countPackages(requirements);
  const progress = startProgress('  packages fetched', packages);
  let fetched = 0;
  const installed = await runProcess(join(bin, 'python'), [...PIP_INSTALL, '-r', requirementsFile], {
    env: process.env,
    logFile,
    signal,
    onOutput(text) {
      fetched += text.match(/^Collecting /gm)?.length ?? 0;
      progress.update(Math.min(fetched, packages));
      if (text.includes('Installing collected packages')) say('installing them, which may take a minute');
    },
  });
  progress.stop();
  if (installed.exitCode !== 0)
    throw new UsageError(
      `pip cannot install ${requirementsFile} (is its index reachable?): ${firstComplaint(installed.output)}`,
    );
  await writeFile(complete, '');
  return bin;
}

const countPackages = (requirements: string) => requirements.match(/^[^#\s]/gm)?.length ?? 0;

/** Finds the first complaint of pip, which names the cause. Its last line only says that nothing was found. */
function firstComplaint(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^(WARNING|ERROR):/.test(line)) ?? lines.at(-1) ?? '';
}
