// The CDK's command line, as people run it, against an emulator.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_DIR } from '../project-dir.ts';
import { runCommand } from './command.ts';
import { ACCOUNT, REGION } from './emulator.ts';

export interface CdkOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** Thrown where a command of the CDK fails; the message ends with the last lines it wrote. */
export class CdkError extends Error {
  override readonly name = 'CdkError';
}

export type Cdk = ReturnType<typeof makeCdk>;

const LAST_LINES = 12;
const FLAGS = ['--no-notices', '--no-color', '--ci', '--progress', 'events'];

export function makeCdk({ env, workDir, signal }: CdkOptions) {
  const outputDir = join(workDir, 'cdk.out');
  const script = join(PROJECT_DIR, 'node_modules', 'aws-cdk', 'bin', 'cdk');

  async function start(
    args: readonly string[],
    more: { readonly env?: NodeJS.ProcessEnv; readonly killAt?: RegExp },
  ) {
    // A report that an earlier synthesis left there counts as this one's.
    await rm(outputDir, { recursive: true, force: true });
    return await runCommand(process.execPath, [script, ...args, ...FLAGS, '--output', outputDir], {
      cwd: PROJECT_DIR,
      logFile: join(workDir, 'cdk.log'),
      signal,
      ...more,
      env: { ...env, ...more.env },
    });
  }

  /** @param more on top of the environment */
  async function run(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
    const { exitCode, output } = await start(args, { env: more });
    if (exitCode === 0) return;
    const lines = output.trim().split('\n').slice(-LAST_LINES).join('\n  ');
    throw new CdkError(`cdk ${args[0]} ended with ${exitCode}:\n  ${lines}`);
  }

  return {
    run,
    bootstrap: () => run(['bootstrap', `aws://${ACCOUNT}/${REGION}`]),
    /** Kills the command as soon as it has written this. Returns whether it did. */
    async runUntil(written: RegExp, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<boolean> {
      return (await start(args, { env: more, killAt: written })).killed;
    },
  };
}
