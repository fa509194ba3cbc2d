// npm run drills: shows that each alarm tells of what it is for, and that the runbook brings the system back.

import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { smallSite } from '../../scenarios/small-site.ts';
import { type DrillOptions, HELP, readOptions } from './options.ts';
import { findFaults, formatResults } from './report.ts';
import { startRig } from './rig.ts';
import { type DrillResult, runDrill } from './run-drill.ts';

await runCommand({ name: 'drills', help: HELP, readOptions, run });

async function run(options: DrillOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  say('synthesizing the app');
  // The alarms of a small site go off with little traffic.
  const assembly = await synthesizeApp({ context: { scenario: smallSite.name, operations: 'on' }, signal });
  const results: DrillResult[] = [];
  try {
    for (const drill of options.drills) {
      const minuteMs = drill.minuteMs ?? options.minuteMs;
      const { logFile } = options;
      const rig = await startRig({ assemblyDir: assembly.dir, alarmMinuteMs: minuteMs, logFile, signal });
      try {
        const result = await runDrill(drill, rig, { minuteMs, say });
        results.push(result);
        console.log(formatResults([result]));
      } finally {
        await rig.close();
      }
    }
  } finally {
    await assembly.remove();
  }
  const faults = findFaults(results);
  for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
  return faults.length === 0 ? 0 : 1;
}
