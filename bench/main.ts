// npm run bench: measures the counter beside a naive baseline. Method and results: bench/README.md.

import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from '../command-line/run-command.ts';
import { writeIntoDocument } from './document.ts';
import { findFaults } from './find-faults.ts';
import { type BenchOptions, HELP, readOptions } from './options.ts';
import { describeProvenance } from './provenance.ts';
import { formatResults } from './report.ts';
import type { Results } from './results.ts';
import { runBenchmark } from './run.ts';

await runCommand({ name: 'bench', help: HELP, readOptions, run });

async function run(options: BenchOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  const provenance = describeProvenance('npm run bench');
  const results = { ...provenance, ...(await runBenchmark(options, { signal, say })) };
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
  await writeIntoDocument(join(import.meta.dirname, 'README.md'), markdown, 'results');
}
