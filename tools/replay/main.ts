// npm run replay: sends votes to the likes API and checks that they are counted exactly.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { openVisitorsFile, visitorsFileOf } from '../../traffic/visitors-file.ts';
import { HELP } from './help.ts';
import { readOptions, type ReplayOptions } from './options.ts';
import { loadVotes, replay } from './replay.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';
import { exitCodeOf, formatReport } from './report.ts';

await runCommand({ name: 'replay', help: HELP, readOptions, run, failures: [RefusedError, GaveUpError] });

async function run(options: ReplayOptions, signal: AbortSignal): Promise<number> {
  const votes = await loadVotes(options, Date.now());
  for (const note of votes.notes) console.error(`replay: ${note}`);
  const file = visitorsFile(options);
  const visitorStore = file === undefined ? undefined : openVisitorsFile(file);
  const api =
    options.url === undefined
      ? await startLocalCloud(options, signal)
      : { url: options.url, close: async () => {} };
  try {
    const report = await replay(votes, options, { url: api.url, visitorStore, signal });
    console.log(formatReport(report));
    return exitCodeOf(report);
  } finally {
    await api.close();
  }
}

async function startLocalCloud({ scenario, shards, dataDir }: ReplayOptions, signal: AbortSignal) {
  console.error('starting the local cloud');
  // Loaded only here, because the local cloud is much larger than the replay.
  const { runApp } = await import('../../local/run-app.ts');
  // A file holds what people did in years. Sent in minutes, a person is much faster than people are.
  const context = {
    ...UNLIMITED_CONTEXT,
    ...(shards !== undefined && { shards }),
    ...(scenario !== undefined && { scenario }),
  };
  return runApp({ context, dataDir, signal });
}

/** A local cloud without a data directory forgets its likes, so there is nobody to remember. */
function visitorsFile({ visitorsFile, dataDir, url }: ReplayOptions): string | undefined {
  if (visitorsFile !== undefined) return visitorsFile;
  if (dataDir !== undefined) return join(dataDir, 'replay-visitors.jsonl');
  return url === undefined ? undefined : visitorsFileOf(PROJECT_DIR, url);
}
