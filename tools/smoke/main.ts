// npm run smoke: checks a deployment over HTTP and leaves nothing behind.

import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { onInterrupt } from '../../command-line/interrupt.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { openApi } from '../../traffic/api.ts';
import { isAbortError } from '../../traffic/api-errors.ts';
import { HELP, readOptions, type SmokeOptions } from './options.ts';
import { SurpriseError } from './run-step.ts';
import { smoke } from './smoke.ts';

/** Long enough for a cold start after a throttle, short enough to say soon that nothing works. */
const PATIENCE_MS = 15_000;

async function run({ url, token, timeoutSeconds }: SmokeOptions, signal: AbortSignal): Promise<void> {
  const api = openApi({ url, connections: 1, patienceMs: PATIENCE_MS });
  try {
    await api.checkReachable();
    const postId = `smoke-${uuidv7()}`;
    console.log(`${api.origin}, post ${postId}`);
    await smoke({
      api,
      token,
      postId,
      timeoutMs: timeoutSeconds * 1_000,
      signal,
      say: console.log,
      now: Date.now,
      wait: (ms, signal) => sleep(ms, undefined, { signal }),
    });
    console.log('All well. What remains: a row of the ledger that says "unlike", and a counter at 0.');
  } finally {
    await api.close();
  }
}

const interrupted = onInterrupt();
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === 'help') process.stdout.write(HELP);
  else await run(options, interrupted);
} catch (error) {
  if (interrupted.aborted && isAbortError(error)) process.exitCode = 130;
  else if (error instanceof SurpriseError) process.exitCode = 1;
  else if (error instanceof UsageError) {
    console.error(`smoke: ${error.message}`);
    process.exitCode = 2;
  } else throw error;
}
