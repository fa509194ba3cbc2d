// npm run e2e:deploy: from nothing to exact counts over HTTP on an emulator of AWS, and back to nothing.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { check } from './check.ts';
import { type DeployCheckOptions, HELP, readOptions } from './options.ts';

const startMs = Date.now();

await runCommand({ name: 'deploy-check', help: HELP, readOptions, run });

async function run(options: DeployCheckOptions, signal: AbortSignal): Promise<number> {
  const workDir = await mkdtemp(join(tmpdir(), 'likes-deploy-check-'));
  let keepsLogs = false;
  try {
    await check(options, { workDir, signal, say });
    if (options.serve) return 0;
    say(`All well, and nothing is left${options.endpoint ? ' but what cdk bootstrap made' : ''}.`);
    return 0;
  } catch (error) {
    if (signal.aborted || error instanceof UsageError) throw error;
    keepsLogs = true;
    console.error(error);
    console.error(`deploy-check: logs are in ${workDir}`);
    return 1;
  } finally {
    if (!keepsLogs) await rm(workDir, { recursive: true, force: true });
  }
}

function say(line: string): void {
  const seconds = Math.floor((Date.now() - startMs) / 1_000);
  console.log(`${String(seconds).padStart(4)} s  ${line}`);
}
