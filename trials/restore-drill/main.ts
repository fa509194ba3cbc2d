// npm run trial:restore: damages the tables of a local cloud, and shows that docs/backups.md brings back exact counts.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../command-line/run-command.ts';
import { type DrillOptions, HELP, readOptions } from './options.ts';
import { findFaults, formatReport } from './report.ts';
import { runDrill } from './run.ts';

await runCommand({ name: 'trial:restore', help: HELP, readOptions, run });

async function run(options: DrillOptions, signal: AbortSignal): Promise<number> {
  const workDir = await mkdtemp(join(tmpdir(), 'likes-restore-'));
  try {
    const say = (line: string) => console.error(line);
    const report = await runDrill(options, { workDir, say, signal });
    console.log(formatReport(report));
    const faults = findFaults(report);
    for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await rm(workDir, { recursive: true, force: true });
  }
}
