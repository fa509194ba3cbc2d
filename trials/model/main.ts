// npm run model: many random schedules, and the story of the first that finds an error.

import { onInterrupt } from '../../command-line/interrupt.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { startProgress } from '../../command-line/progress.ts';
import { HELP } from './command/help.ts';
import { type ModelOptions, readOptions } from './command/options.ts';
import { formatReport } from './command/report.ts';
import { search } from './command/search.ts';
import { tellFailure } from './story/tell-failure.ts';

const SHRINK_MS = 30_000;

const interrupted = onInterrupt();

try {
  const options = readOptions(process.argv.slice(2));
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = await run(options);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`model: ${error.message}`);
  process.exitCode = 2;
}

async function run({ seed, schedules, mutant, workers }: ModelOptions): Promise<number> {
  console.error(`running ${schedules} schedules on ${workers} threads`);
  const progress = startProgress('schedules', schedules);
  const startMs = performance.now();
  const result = await search({
    first: seed,
    count: schedules,
    mutant,
    workers,
    stop: interrupted,
    onProgress: (done) => progress.update(done),
  });
  progress.stop();
  const seconds = (performance.now() - startMs) / 1_000;
  console.log(formatReport(result, { seed, wanted: schedules, seconds }));
  if (result.failingSeed === undefined) return interrupted.aborted ? 130 : 0;

  console.error(`making the story shorter, for ${SHRINK_MS / 1_000} s at most`);
  const endMs = performance.now() + SHRINK_MS;
  const isEnough = () => interrupted.aborted || performance.now() > endMs;
  const story = await tellFailure(result.failingSeed, mutant, isEnough);
  console.log(`\n${story.join('\n')}`);
  return 1;
}
