// npm run trial:keys: shows that keys are rotated and revoked while people like, and that nobody but the thief notices.

import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';
import { smallSite } from '../../scenarios/small-site.ts';
import { type DrillOptions, HELP, readOptions } from './options.ts';
import { findFaults, formatReport } from './report.ts';
import { runDrill } from './run.ts';

await runCommand({ name: 'trial:keys', help: HELP, readOptions, run });

async function run(options: DrillOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  say('synthesizing the app');
  const assembly = await synthesizeApp({
    context: { scenario: smallSite.name, ...UNLIMITED_CONTEXT },
    signal,
  });
  try {
    const report = await runDrill(options, { assemblyDir: assembly.dir, say, signal });
    console.log(formatReport(report));
    const faults = findFaults(report);
    for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await assembly.remove();
  }
}
