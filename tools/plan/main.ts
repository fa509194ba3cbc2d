// npm run plan: calculates first. It makes the plan of a scenario and prints it as a table, as JSON, as a page or as a usage file.

import { writeFile } from 'node:fs/promises';
import { runCommand } from '../../command-line/run-command.ts';
import { makePlan } from '../../planner/make-plan.ts';
import { reportSkew } from '../../planner/skew.ts';
import { formatDiff } from './format-diff.ts';
import { formatPlan } from './format-plan.ts';
import { formatQuotas } from './format-quotas.ts';
import { HELP } from './help.ts';
import { makePage } from './html/page.ts';
import { makeUsageFile } from './infracost.ts';
import { type PlanOptions, readOptions } from './options.ts';

await runCommand({ name: 'plan', help: HELP, readOptions, run });

async function run({
  rig,
  other,
  sample,
  why,
  quotas,
  json,
  html,
  infracost,
  command,
}: PlanOptions): Promise<void> {
  const made = makePlan(rig);
  const plan = sample
    ? { ...made, partitionKeys: reportSkew(sample.keys, sample.events, made.capacity.stream.shards) }
    : made;
  const files = [
    { path: html, text: () => makePage(plan, command) },
    { path: infracost, text: () => makeUsageFile(plan) },
  ];
  for (const { path, text } of files)
    if (path !== undefined) {
      await writeFile(path, text());
      console.error(`wrote ${path}`);
    }
  if (json) console.log(JSON.stringify(plan, null, 2));
  else if (quotas) console.log(formatQuotas(plan));
  else if (other) console.log(formatDiff(plan, makePlan(other)));
  else console.log(formatPlan(plan, why));
}
