// npm run fuzz: feeds arbitrary input to all code that takes input from outside, for as long as the command line says.

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
  run: (options, signal) => (options.path === undefined ? searchFor(options, signal) : tryAgain(options)),
});

for (const target of targets) await target.close?.();

async function searchFor({ minutes, seed, target }: FuzzOptions, signal: AbortSignal): Promise<number> {
  const seconds = Math.ceil(minutes * 60);
  console.error(`searching for ${seconds} s with seed ${seed}`);
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
    console.log(
      signal.aborted ? 'Interrupted: no input has broken anything so far.' : 'No input has broken anything.',
    );
    return signal.aborted ? 130 : 0;
  }
  console.log(`\n${describeFinding(finding.target, finding.details)}`);
  return 1;
}

/** Tries one input again, which the path leads to. */
async function tryAgain({ seed, target: name, path }: FuzzOptions): Promise<number> {
  const target = targets.find((each) => each.name === name);
  if (!target || path === undefined) throw new UsageError('--path needs a --target');
  const details = await target.check({ seed, path, numRuns: 1, endOnFailure: true });
  console.log(details.failed ? describeFinding(target, details) : 'This input does not break it.');
  return details.failed ? 1 : 0;
}
