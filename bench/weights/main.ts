// npm run weights: what the project weighs, and what of it grew.

import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { weigh } from './measure.ts';
import { HELP, readOptions, type WeightsOptions } from './options.ts';
import { type Figures, figuresOf, findGrowth, formatWeights, type Weights } from './weights.ts';

const BASELINE_FILE = join(PROJECT_DIR, 'bench', 'results', 'weights.json');

await runCommand({ name: 'weights', help: HELP, readOptions, run });

async function run(
  { typesSeconds, testsSeconds, write }: WeightsOptions,
  signal: AbortSignal,
): Promise<void> {
  const weights = await weighApp(signal);
  const baseline = await readBaseline();
  console.log(formatWeights(weights, { 'type check': typesSeconds, tests: testsSeconds }, baseline));
  const figures = figuresOf(weights);
  for (const line of findGrowth(figures, baseline)) console.log(line);
  if (write) await writeFile(BASELINE_FILE, `${JSON.stringify(figures, null, 2)}\n`);
}

async function weighApp(signal: AbortSignal): Promise<Weights> {
  const assembly = await synthesizeApp({ signal });
  try {
    return weigh(PROJECT_DIR, assembly.dir);
  } finally {
    await assembly.remove();
  }
}

/** Empty before the first baseline is written. */
async function readBaseline(): Promise<Figures> {
  try {
    return JSON.parse(await readFile(BASELINE_FILE, 'utf8')) as Figures;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
