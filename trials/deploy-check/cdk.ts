// The CDK's command line, as people run it, against an emulator.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
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
  const script = join(PROJECT_DIR, 'node_modules', 'aws-cdk', 'bin', 'cdk');

  const start = (args: readonly string[], more: { env?: NodeJS.ProcessEnv; killAt?: RegExp }) =>
    runCommand(process.execPath, [script, ...args, ...FLAGS], {
      cwd: PROJECT_DIR,
      logFile: join(workDir, 'cdk.log'),
      signal,
      ...more,
      env: { ...env, ...more.env },
    });

  /** @param more on top of the environment */
  async function run(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
    const { exitCode, output } = await start(args, { env: more });
    if (exitCode === 0) return;
    const lines = output.trim().split('\n').slice(-LAST_LINES).join('\n  ');
    throw new CdkError(`cdk ${args[0]} ended with ${exitCode}:\n  ${lines}`);
  }

  return {
    run,
    bootstrap: () => run(['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--output', join(workDir, 'cdk.out')]),
    /** Kills the command as soon as it has written this. Returns whether it did. */
    async runUntil(written: RegExp, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<boolean> {
      return (await start(args, { env: more, killAt: written })).killed;
    },
  };
}
