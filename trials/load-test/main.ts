// npm run loadtest: holds the plan of a scenario to a measurement.

import { writeFile } from 'node:fs/promises';
import { describeProvenance } from '../../bench/provenance.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { notReproduced, readEarlier } from './compare.ts';
import { findPlan } from './find-plan.ts';
import { HELP } from './help.ts';
import { type LoadTestOptions, readOptions } from './options.ts';
import { makePage } from './page/page.ts';
import { faultsOf, type KeptResult } from './result.ts';
import { runLoadTest } from './run.ts';
import { formatReport } from './table.ts';
import { openTarget } from './target.ts';
import { DEFAULT_TOLERANCE } from './tolerance.ts';

await runCommand({ name: 'loadtest', help: HELP, readOptions, run, failures: [RefusedError, GaveUpError] });

async function run(options: LoadTestOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  const { rigName, plan } = findPlan(options);
  const earlier = options.compareFile === undefined ? undefined : await readEarlier(options.compareFile);
  const provenance = describeProvenance('npm run loadtest');
  const target = await openTarget(options, { rigName, plan, say, signal });
  try {
    const result = await runLoadTest(options, { ...target, plan, say, signal });
    const { worst } = plan.scenario.tolerance ?? DEFAULT_TOLERANCE;
    const compared = earlier && notReproduced(earlier, result.judgement.rows, result.setting, worst);
    console.log(formatReport(result, compared ?? []));
    await keep(options, { ...provenance, ...result }, compared);
    if (signal.aborted) return 130;
    return faultsOf(result).length === 0 ? 0 : 1;
  } finally {
    await target.close();
  }
}

async function keep(
  { htmlFile, jsonFile }: LoadTestOptions,
  result: KeptResult,
  compared: readonly string[] | undefined,
): Promise<void> {
  if (jsonFile !== undefined) await writeFile(jsonFile, `${JSON.stringify(result, null, 2)}\n`);
  if (htmlFile !== undefined) await writeFile(htmlFile, makePage(result, compared));
}
