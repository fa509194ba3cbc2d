// npm run chaos: the counter under every fault, on a local cloud.

import { runCommand } from '../../command-line/run-command.ts';
import { openApi } from '../../traffic/api.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { startChaosCloud } from './chaos-cloud.ts';
import { HELP } from './help.ts';
import { Journal } from './journal.ts';
import { type ChaosOptions, readOptions } from './options.ts';
import { formatReport, verdictOf } from './report.ts';
import { runChaos } from './run.ts';
import { ReaderStuckError } from './second-readers.ts';
import { tellStory } from './story.ts';

const failures = [RefusedError, GaveUpError, ReaderStuckError];
await runCommand({ name: 'chaos', help: HELP, readOptions, run, failures });

async function run(options: ChaosOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  const journal = new Journal();
  say('starting the local cloud');
  const cloud = await startChaosCloud(options, journal, signal);
  const api = openApi({ url: cloud.url });
  try {
    const visitors = makeVisitors(api);
    const outcome = await runChaos(options, { cloud, api, visitors, journal, say, signal });
    journal.events.count('requests that the client repeated', api.retries);
    console.log(formatReport(outcome, cloud.invocations.deliveries, journal));
    const verdict = verdictOf(outcome);
    if (verdict !== 'NOT EXACT') return verdict === 'EXACT' ? 0 : 1;
    const story = await tellStory(outcome, journal, cloud.tables);
    console.log(`\nseed ${options.seed}\n${story}`);
    return 1;
  } finally {
    await api.close();
    await cloud.close();
  }
}
