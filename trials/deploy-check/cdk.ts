// Runs the CDK's command line against an emulator, as people do.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { makeCdkProgress } from './cdk-progress.ts';
import { runProcess } from './run-process.ts';
import { ACCOUNT, REGION } from './emulator.ts';

export interface CdkOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly workDir: string;
  readonly signal: AbortSignal;
}

/** Thrown when a command of the CDK fails. The message ends with the last lines that the command wrote. */
export class CdkError extends Error {
  override readonly name = 'CdkError';
}

export type Cdk = ReturnType<typeof makeCdk>;

const LAST_LINES = 12;
const FLAGS = ['--no-notices', '--no-color', '--ci', '--progress', 'events'];

export function makeCdk({ env, workDir, signal }: CdkOptions) {
  const script = join(PROJECT_DIR, 'node_modules', 'aws-cdk', 'bin', 'cdk');

  async function start(args: readonly string[], more: { env?: NodeJS.ProcessEnv; killAt?: RegExp }) {
    const progress = makeCdkProgress();
    try {
      return await runProcess(process.execPath, [script, ...args, ...FLAGS], {
        cwd: PROJECT_DIR,
        logFile: join(workDir, 'cdk.log'),
        signal,
        onOutput: (text) => progress.read(text),
        ...more,
        env: { ...env, ...more.env },
      });
    } finally {
      progress.stop();
    }
  }

  /** @param more variables on top of the environment */
  async function run(args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<void> {
    const { exitCode, output } = await start(args, { env: more });
    if (exitCode === 0) return;
    const lines = output.trim().split('\n').slice(-LAST_LINES).join('\n  ');
    throw new CdkError(`cdk ${args[0]} ended with ${exitCode}:\n  ${lines}`);
  }

  return {
    run,
    bootstrap: () => run(['bootstrap', `aws://${ACCOUNT}/${REGION}`, '--output', join(workDir, 'cdk.out')]),
    /** Kills the command as soon as its output matches `written`. Returns whether it was killed. */
    async runUntil(written: RegExp, args: readonly string[], more: NodeJS.ProcessEnv = {}): Promise<boolean> {
      return (await start(args, { env: more, killAt: written })).killed;
    },
  };
}
