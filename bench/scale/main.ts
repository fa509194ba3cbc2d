// npm run bench:scale: shows whether a like costs the same however much there is of everything else.

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { startProgress } from '../../command-line/progress.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { writeIntoDocument } from '../document.ts';
import { describeProvenance } from '../provenance.ts';
import { AXES, casesOf, nameOf } from './axes.ts';
import { bundleBatchLikes } from './bundle.ts';
import { medianOf, type ScaleResult, type ScaleResults } from './find-bends.ts';
import { HELP, readOptions, type ScaleOptions } from './options.ts';
import { formatScale } from './report.ts';
import { runCase, ScaleCaseError } from './run-case.ts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'scale.md');

await runCommand({ name: 'bench:scale', help: HELP, readOptions, run, failures: [ScaleCaseError] });

async function run(options: ScaleOptions, signal: AbortSignal): Promise<void> {
  const about = { ...describeProvenance('npm run bench:scale'), ...options };
  const results = await measureBundle(options, signal);
  const markdown = formatScale(about, AXES, results);
  console.log(markdown);
  if (options.write) await writeIntoDocument(DOCUMENT, markdown, 'scale');
}

async function measureBundle(options: ScaleOptions, signal: AbortSignal): Promise<ScaleResults> {
  const bundleDir = await bundleBatchLikes();
  try {
    return await measure(bundleDir, options, signal);
  } finally {
    await rm(bundleDir, { recursive: true, force: true });
  }
}

/** The cases take turns, so that a busy moment of the machine does not meet all runs of one. */
async function measure(
  bundleDir: string,
  { likes, repeats }: ScaleOptions,
  signal: AbortSignal,
): Promise<ScaleResults> {
  const cases = casesOf(AXES);
  const runs = new Map<string, ScaleResult[]>(cases.map((each) => [nameOf(each), []]));
  const progress = startProgress('cases', cases.length * repeats);
  let done = 0;
  try {
    for (let round = 0; round < repeats; round++) {
      for (const each of cases) {
        runs.get(nameOf(each))?.push(await runCase(bundleDir, each, likes, signal));
        progress.update(++done);
      }
    }
  } finally {
    progress.stop();
  }
  return new Map([...runs].map(([name, found]) => [name, medianOf(found)]));
}
