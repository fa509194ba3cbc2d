// npm run drills: shows that each alarm tells of what it is for, and that the runbook brings the system back.

import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { drills as scenario } from '../../scenarios/rigs/drills.ts';
import { type DrillOptions, HELP, readOptions } from './options.ts';
import { findFaults, formatResults } from './report.ts';
import { type Rig, startRig } from './rig.ts';
import { type DrillResult, NoCalmError, runDrill } from './run-drill.ts';

await runCommand({ name: 'drills', help: HELP, readOptions, run, failures: [NoCalmError] });

async function run(options: DrillOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  say('synthesizing the app');
  const assembly = await synthesizeApp({ context: { scenario: scenario.name, operations: 'on' }, signal });
  const results: DrillResult[] = [];
  let rig: Rig | undefined;
  let minuteMs: number | undefined;
  try {
    for (const drill of options.drills) {
      const itsMinuteMs = drill.minuteMs ?? options.minuteMs;
      // Drills follow one another in one cloud, so that each of them begins where the runbook has led the one before.
      if (itsMinuteMs !== minuteMs) {
        await rig?.close();
        rig = undefined;
      }
      minuteMs = itsMinuteMs;
      const { logFile } = options;
      rig ??= await startRig({ assemblyDir: assembly.dir, alarmMinuteMs: minuteMs, logFile, signal });
      results.push(await runDrill(drill, rig, { minuteMs, say }));
      for (const fault of findFaults(results.slice(-1))) say(`NOT AS IT SHOULD BE: ${fault}`);
    }
  } finally {
    if (results.length > 0) console.log(formatResults(results));
    try {
      await rig?.close();
    } finally {
      await assembly.remove();
    }
  }
  return findFaults(results).length === 0 ? 0 : 1;
}
