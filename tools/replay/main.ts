// npm run replay: sends votes to the likes API and checks that they are counted exactly.

import { join } from 'node:path';
import { onInterrupt } from '../../command-line/interrupt.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { HELP } from './help.ts';
import { readOptions, type ReplayOptions } from './options.ts';
import { loadActions, replay } from './replay.ts';
import { exitCodeOf, formatReport } from './report.ts';
import { openVisitorsFile, visitorsFileOf } from '../../traffic/visitors-file.ts';

const interrupted = onInterrupt();

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = await run(options, interrupted);
} catch (error) {
  if (interrupted.aborted) process.exitCode = 130;
  else if (error instanceof UsageError) process.exitCode = fail(error, 2);
  else if (error instanceof RefusedError || error instanceof GaveUpError) process.exitCode = fail(error, 1);
  else throw error;
}

async function run(options: ReplayOptions, signal: AbortSignal): Promise<number> {
  const actions = await loadActions(options, Date.now());
  const file = visitorsFile(options);
  const visitorStore = file === undefined ? undefined : openVisitorsFile(file);
  const api =
    options.url === undefined
      ? await startLocalApi(options, signal)
      : { url: options.url, close: async () => {} };
  try {
    const report = await replay(actions, options, { url: api.url, visitorStore, signal });
    console.log(formatReport(report));
    return exitCodeOf(report);
  } finally {
    await api.close();
  }
}

/** Loaded only here: the local cloud is much larger than the replay. */
async function startLocalApi(
  options: ReplayOptions,
  signal: AbortSignal,
): Promise<{ url: string; close: () => Promise<void> }> {
  console.error('starting the local cloud');
  const localCloud = await import('./local-cloud.ts');
  return localCloud.startLocalApi({ ...options, signal });
}

/** A local cloud without a data directory forgets its likes, so there is nobody to remember. */
function visitorsFile({ visitorsFile, dataDir, url }: ReplayOptions): string | undefined {
  if (visitorsFile !== undefined) return visitorsFile;
  if (dataDir !== undefined) return join(dataDir, 'replay-visitors.jsonl');
  return url === undefined ? undefined : visitorsFileOf(PROJECT_DIR, url);
}

function fail(error: Error, exitCode: number): number {
  console.error(`replay: ${error.message}`);
  return exitCode;
}
