// npm run model: runs many random schedules, and tells the story of the first one that finds an error.

import { startProgress } from '../../command-line/progress.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { HELP } from './command/help.ts';
import { type ModelOptions, readOptions } from './command/options.ts';
import { formatReport } from './command/report.ts';
import { search } from './command/search.ts';
import { tellFailure } from './story/tell-failure.ts';

const SHRINK_MS = 30_000;

await runCommand({ name: 'model', help: HELP, readOptions, run });

async function run({ seed, schedules, mutant, workers }: ModelOptions, signal: AbortSignal): Promise<number> {
  console.error(`running ${schedules} schedules on ${workers} threads`);
  const progress = startProgress('schedules', schedules);
  const startMs = performance.now();
  const result = await search({
    first: seed,
    count: schedules,
    mutant,
    workers,
    stop: signal,
    onProgress: (done) => progress.update(done),
  });
  progress.stop();
  const seconds = (performance.now() - startMs) / 1_000;
  console.log(formatReport(result, { seed, wanted: schedules, seconds }));
  if (result.failingSeed === undefined) return signal.aborted ? 130 : 0;

  console.error(`making the story shorter, for ${SHRINK_MS / 1_000} s at most`);
  const endMs = performance.now() + SHRINK_MS;
  const isEnough = () => signal.aborted || performance.now() > endMs;
  const story = await tellFailure(result.failingSeed, mutant, isEnough);
  console.log(`\n${story.join('\n')}`);
  return 1;
}
