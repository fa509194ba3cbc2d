// npm run trial:viewers: how soon those who look see a like, and what that takes, for small and large audiences.

import { join } from 'node:path';
import { writeIntoDocument } from '../../bench/document.ts';
import { describeProvenance, formatProvenance } from '../../bench/provenance.ts';
import { wrap } from '../../bench/wrap.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { planOf } from '../../planner/make-plan.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { GaveUpError, RefusedError } from '../../traffic/api-errors.ts';
import { AudienceEndedError } from './audience.ts';
import { HELP, readOptions, type ViewersOptions } from './options.ts';
import { findFaults, formatTable } from './report.ts';
import { PAGE, runViewers } from './run.ts';

const DOCUMENT = join(PROJECT_DIR, 'docs', 'live-counts.md');

const failures = [RefusedError, GaveUpError, AudienceEndedError];
await runCommand({ name: 'trial:viewers', help: HELP, readOptions, run, failures });

async function run(options: ViewersOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  const provenance = describeProvenance('npm run trial:viewers');
  say('synthesizing the app');
  // The edge serves the pages, so that the app holds them.
  await keepPageFresh();
  const context = { scenario: socialMedia.name, edge: 'true', ...UNLIMITED_CONTEXT };
  const assembly = await synthesizeApp({ context, signal });
  try {
    const audiences = await runViewers(options, { assemblyDir: assembly.dir, say, signal });
    const table = formatTable(audiences, planOf(socialMedia).capacity, PAGE.length);
    const report = `${wrap(`${formatProvenance(provenance)}.`)}\n\n    ${provenance.command}\n\n${table}`;
    console.log(report);
    if (options.writes) await writeIntoDocument(DOCUMENT, report, 'viewers');
    const faults = findFaults(audiences);
    for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await assembly.remove();
  }
}
