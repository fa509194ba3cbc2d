// Runs Schemathesis against an API, as a visitor of that API.

import { join } from 'node:path';
import { startProcess } from '../deploy-check/run-process.ts';

export interface SchemathesisRun {
  /** The directory of the Python environment's commands. */
  readonly bin: string;
  readonly url: string;
  /** Takes the log, and the files that Schemathesis makes. */
  readonly workDir: string;
  readonly seed: number;
  readonly seconds: number;
  readonly signal: AbortSignal;
}

/** Thrown when Schemathesis came to no verdict. */
export class NotCheckedError extends Error {
  override readonly name = 'NotCheckedError';
}

/** How long after its time Schemathesis may take to shrink what it found and to end, in seconds. */
const GRACE_SECONDS = 60;

/** Returns whether all answers are as the document says. What Schemathesis prints goes to stdout. */
export async function runSchemathesis(options: SchemathesisRun): Promise<boolean> {
  const { bin, url, workDir, seed, seconds, signal } = options;
  signal.throwIfAborted();
  const token = await becomeVisitor(url);
  const flags = ['--seed', `${seed}`, '--max-time', `${seconds}`, '--generation-database', 'none'];
  const config = ['--config-file', join(import.meta.dirname, 'schemathesis.toml'), '--no-color'];
  const command = startProcess(
    join(bin, 'schemathesis'),
    [...config, 'run', `${url}/v1/openapi.json`, ...flags],
    {
      cwd: workDir,
      logFile: join(workDir, 'schemathesis.log'),
      env: {
        ...process.env,
        LIKES_TOKEN: token,
        SCHEMATHESIS_HOOKS: join(import.meta.dirname, 'hooks.py'),
        // No file of its own stands beside the hooks.
        PYTHONDONTWRITEBYTECODE: '1',
      },
      onOutput: (text) => process.stdout.write(text),
    },
  );
  const late = AbortSignal.timeout((seconds + GRACE_SECONDS) * 1_000);
  const stop = () => void command.stop();
  for (const each of [signal, late]) each.addEventListener('abort', stop);
  try {
    const exitCode = await command.ended;
    signal.throwIfAborted();
    if (late.aborted) throw new NotCheckedError(`Schemathesis did not end ${GRACE_SECONDS} s after its time`);
    // Schemathesis exits with 1 for failures, and with other codes when it could not check (source: its CLI reference).
    if (exitCode !== 0 && exitCode !== 1) throw new NotCheckedError(`Schemathesis ended with ${exitCode}`);
    return exitCode === 0;
  } finally {
    for (const each of [signal, late]) each.removeEventListener('abort', stop);
  }
}

async function becomeVisitor(url: string): Promise<string> {
  const answer = await fetch(`${url}/v1/visitors`, { method: 'POST' });
  if (answer.status !== 201)
    throw new NotCheckedError(`POST /v1/visitors was answered with ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}
