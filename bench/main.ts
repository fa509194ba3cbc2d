// npm run bench: measures the counter beside a naive baseline. Method and results: bench/README.md.

import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { onInterrupt } from '../command-line/interrupt.ts';
import { UsageError } from '../command-line/usage-error.ts';
import { findFaults } from './find-faults.ts';
import { type BenchOptions, HELP, readOptions } from './options.ts';
import { writeBetweenMarkers } from './readme.ts';
import { formatResults } from './report.ts';
import type { Results } from './results.ts';
import { runBenchmark } from './run.ts';

const args = process.argv.slice(2);
const interrupted = onInterrupt();
try {
  const options = readOptions(args);
  if (options === 'help') process.stdout.write(HELP);
  else process.exitCode = await run(options);
} catch (error) {
  if (interrupted.aborted) process.exitCode = 130;
  else if (error instanceof UsageError) {
    console.error(`bench: ${error.message}`);
    process.exitCode = 2;
  } else throw error;
}

async function run(options: BenchOptions): Promise<number> {
  const say = (line: string) => console.error(line);
  const found = await runBenchmark(options, { signal: interrupted, say });
  const results = { command: describeCommand(), ...found };
  const markdown = formatResults(results);
  console.log(markdown);
  if (options.write) await keep(results, markdown);
  const faults = findFaults(results);
  for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}

async function keep(results: Results, markdown: string): Promise<void> {
  const resultsDir = join(import.meta.dirname, 'results');
  await mkdir(resultsDir, { recursive: true });
  await writeFile(join(resultsDir, 'latest.json'), `${JSON.stringify(results, null, 2)}\n`);
  await writeBetweenMarkers(join(import.meta.dirname, 'README.md'), markdown);
}

/** As it was typed, but for the folders, which are another on every machine. */
function describeCommand(): string {
  return ['npm run bench', ...(args.length > 0 ? ['--'] : []), ...args.map((arg) => basename(arg))].join(' ');
}
