// npm run e2e:deploy: from nothing to exact counts over HTTP on an emulator of AWS, and back to nothing.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onInterrupt } from '../../command-line/interrupt.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { check } from './check.ts';
import { HELP, readOptions } from './options.ts';

const startMs = Date.now();
const signal = onInterrupt();
const workDir = await mkdtemp(join(tmpdir(), 'likes-deploy-check-'));
let keepsLogs = false;

function say(line: string): void {
  const seconds = Math.floor((Date.now() - startMs) / 1_000);
  console.log(`${String(seconds).padStart(4)} s  ${line}`);
}

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else {
    await check(options, { workDir, signal, say });
    say(`All well, and nothing is left${options.endpoint ? ' but what cdk bootstrap made' : ''}.`);
  }
} catch (error) {
  // Whatever fails after that fails because of it.
  if (signal.aborted) process.exitCode = 130;
  else if (error instanceof UsageError) {
    console.error(`deploy-check: ${error.message}`);
    process.exitCode = 2;
  } else {
    keepsLogs = true;
    console.error(error);
    console.error(`deploy-check: logs are in ${workDir}`);
    process.exitCode = 1;
  }
} finally {
  if (!keepsLogs) await rm(workDir, { recursive: true, force: true });
}
