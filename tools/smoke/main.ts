// npm run smoke: checks a deployment over HTTP and leaves nothing behind.

import { setTimeout as sleep } from 'node:timers/promises';
import { uuidv7 } from 'uuidv7';
import { runCommand } from '../../command-line/run-command.ts';
import { SurpriseError } from '../../core/smoke/run-step.ts';
import { smoke } from '../../core/smoke/smoke.ts';
import { openApi } from '../../traffic/api.ts';
import { askThrough } from './ask-through.ts';
import { HELP, readOptions, type SmokeOptions } from './options.ts';

/** Long enough for a cold start after a throttle. Short enough to report soon that nothing works. */
const PATIENCE_MS = 15_000;

await runCommand({ name: 'smoke', help: HELP, readOptions: (args) => readOptions(args, process.env), run });

async function run({ url, token, timeoutSeconds }: SmokeOptions, signal: AbortSignal): Promise<number> {
  const api = openApi({ url, connections: 1, patienceMs: PATIENCE_MS });
  try {
    await api.checkReachable();
    const postId = `smoke-${uuidv7()}`;
    console.log(`${api.origin}, post ${postId}`);
    await smoke({
      api: askThrough(api),
      token,
      postId,
      timeoutMs: timeoutSeconds * 1_000,
      signal,
      say: console.log,
      now: Date.now,
      wait: (ms, signal) => sleep(ms, undefined, { signal }),
    });
    console.log('All well. What remains: a row of the ledger that says "unlike", and a counter at 0.');
    return 0;
  } catch (error) {
    // The step that failed has already said what is wrong.
    if (error instanceof SurpriseError) return 1;
    throw error;
  } finally {
    await api.close();
  }
}
