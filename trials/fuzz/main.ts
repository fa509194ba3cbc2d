// npm run fuzz: arbitrary input for whatever takes input from outside, for as long as asked.

import { startProgress } from '../../command-line/progress.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { describeFinding } from './finding.ts';
import { type FuzzOptions, makeHelp, readOptions } from './options.ts';
import { search } from './search.ts';
import { targets } from './targets.ts';

const names = targets.map(({ name }) => name);

await runCommand({
  name: 'fuzz',
  help: makeHelp(names),
  readOptions: (args) => readOptions(args, names),
  run: (options, signal) => (options.path === undefined ? look(options, signal) : lookAgain(options)),
});

async function look({ minutes, seed, target }: FuzzOptions, signal: AbortSignal): Promise<number> {
  const seconds = Math.ceil(minutes * 60);
  console.error(`looking for ${seconds} s, seed ${seed}`);
  const progress = startProgress('seconds', seconds);
  const startMs = performance.now();
  const { runs, finding } = await search({
    targets: targets.filter(({ name }) => target === undefined || name === target),
    seed,
    goesOn() {
      const elapsed = (performance.now() - startMs) / 1_000;
      progress.update(Math.min(Math.floor(elapsed), seconds));
      return !signal.aborted && elapsed < minutes * 60;
    },
  });
  progress.stop();
  for (const [name, count] of runs)
    console.log(`${name.padEnd(20)}${count.toLocaleString('en-US').padStart(12)} inputs`);
  if (!finding) {
    console.log(signal.aborted ? 'Interrupted: nothing found so far.' : 'Nothing found.');
    return signal.aborted ? 130 : 0;
  }
  console.log(`\n${describeFinding(finding.target, finding.details)}`);
  return 1;
}

/** One input, by the path to it. */
async function lookAgain({ seed, target: name, path }: FuzzOptions): Promise<number> {
  const target = targets.find((each) => each.name === name);
  if (!target || path === undefined) throw new UsageError('--path needs a --target');
  const details = await target.check({ seed, path, numRuns: 1, endOnFailure: true });
  console.log(details.failed ? describeFinding(target, details) : 'It holds.');
  return details.failed ? 1 : 0;
}
