// Makes a Python environment with a tool or an emulator in it, once for each Python and list of packages. All copies of the project on this
// machine share the environments, because making one takes a minute.

import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { startProgress } from '../../command-line/progress.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { findPython, type PythonWish } from './find-python.ts';
import { runProcess } from './run-process.ts';

export interface PythonEnvironmentOptions {
  readonly python: PythonWish;
  readonly requirementsFile: string;
  /** Where environments are kept, beside those of other lists of packages. */
  readonly cacheDir?: string;
  readonly logFile: string;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

const QUIET = ['--disable-pip-version-check', '--progress-bar', 'off'];
// pip refuses what is not in the list byte for byte.
const PIP_INSTALL = ['-m', 'pip', 'install', '--require-hashes', ...QUIET];

const CACHE_DIR = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'likes-counter');

/** Returns the directory of the environment's commands. Throws a UsageError when there is no Python that will do. */
export async function makePythonEnvironment(options: PythonEnvironmentOptions): Promise<string> {
  const { python, requirementsFile, cacheDir = CACHE_DIR, logFile, signal, say } = options;
  const { command, version } = await findPython(python, { logFile, signal });
  const requirements = readFileSync(requirementsFile, 'utf8');
  const key = createHash('sha256').update(`${command} ${version}`).update(requirements).digest('hex');
  const kept = join(cacheDir, `python-${key.slice(0, 16)}`);
  if (existsSync(kept)) return join(kept, 'bin');

  await mkdir(cacheDir, { recursive: true });
  // An environment knows its own path, so it cannot be moved. It gets its name as a link when it is complete.
  const dir = await mkdtemp(`${kept}-`);
  try {
    say(`making a Python environment in ${dir}`);
    const made = await runProcess(command, ['-m', 'venv', dir], { env: process.env, logFile, signal });
    if (made.exitCode !== 0)
      throw new UsageError(`${command} makes no virtual environment (${python.installHint})`);
    await install(join(dir, 'bin', 'python'), requirements, options);
    await symlink(basename(dir), `${dir}.link`);
    // Another process may have made the same environment at the same time. This takes its place.
    await rename(`${dir}.link`, kept);
    return join(kept, 'bin');
  } catch (error) {
    await rm(dir, { recursive: true, force: true });
    throw error;
  }
}

async function install(
  python: string,
  requirements: string,
  { requirementsFile, logFile, signal, say }: PythonEnvironmentOptions,
): Promise<void> {
  const packages = countPackages(requirements);
  const progress = startProgress('  packages fetched', packages);
  let fetched = 0;
  const installed = await runProcess(python, [...PIP_INSTALL, '-r', requirementsFile], {
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
}

const countPackages = (requirements: string) => requirements.match(/^[^#\s]/gm)?.length ?? 0;

/** Finds the first complaint of pip, which names the cause. Its last line only says that nothing was found. */
function firstComplaint(output: string): string {
  const lines = output.trim().split('\n');
  return lines.find((line) => /^(WARNING|ERROR):/.test(line)) ?? lines.at(-1) ?? '';
}
