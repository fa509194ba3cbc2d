// Runs the CDK app of cdk.json as the CDK CLI does. The app writes the assembly itself, which saves the second that the CLI takes.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { killGroup } from '../command-line/process-group.ts';

/** Texts, as `-c key=value` gives them. A list is for the CDK itself. */
export type Context = Readonly<Record<string, string | readonly string[]>>;

export interface SynthesizeOptions {
  /** Directory of cdk.json. */
  readonly projectDir: string;
  /** It overrides the context of cdk.json. */
  readonly context: Context;
  /** It is added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Thrown when the app fails. The message holds the app's own error line. */
export class SynthesisError extends Error {
  override readonly name = 'SynthesisError';
}

/** Returns a new temporary directory that holds the assembly. The caller removes it. */
export async function synthesize({ projectDir, context, env, signal }: SynthesizeOptions): Promise<string> {
  const cdkJson = JSON.parse(await readFile(join(projectDir, 'cdk.json'), 'utf8')) as {
    app: string;
    context?: object;
  };
  const assemblyDir = await mkdtemp(join(tmpdir(), 'likes-assembly-'));
  try {
    await runApp(
      cdkJson.app,
      projectDir,
      {
        ...env,
        CDK_OUTDIR: assemblyDir,
        CDK_CONTEXT_JSON: JSON.stringify({ ...cdkJson.context, ...context }),
        // The tests have validated the templates. Leaving the validation out saves 5 s.
        CDK_VALIDATION: 'false',
      },
      signal,
    );
    return assemblyDir;
  } catch (error) {
    await rm(assemblyDir, { recursive: true, force: true });
    throw error;
  }
}

async function runApp(
  app: string,
  cwd: string,
  env: Record<string, string>,
  signal: AbortSignal | undefined,
) {
  signal?.throwIfAborted();
  const [command = '', ...args] = app.split(/\s+/);
  const child = spawn(command === 'node' ? process.execPath : command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
    // The app starts bundlers. A process group of its own lets a stop end them too.
    detached: true,
  });
  const kill = () => killGroup(child, 'SIGKILL');
  signal?.addEventListener('abort', kill);
  process.on('exit', kill);
  try {
    const [stderr, [code]] = await Promise.all([
      text(child.stderr),
      // Unlike `exit`, `close` waits for the bundlers too, because they hold the same stderr.
      once(child, 'close') as Promise<[number | null]>,
    ]);
    signal?.throwIfAborted();
    if (code !== 0)
      throw new SynthesisError(`${app}: ${findErrorLine(stderr) ?? `the app ended with exit code ${code}`}`);
  } finally {
    signal?.removeEventListener('abort', kill);
    process.off('exit', kill);
  }
}

function findErrorLine(stderr: string): string | undefined {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines.find((line) => /^(\w*Error\b|✘ )/.test(line)) ?? lines.find((line) => line !== '');
}
