// npm run trial:flood: shows that one person, or one address, cannot delay the likes of everybody else by more than a small factor.

import { runCommand } from '../../command-line/run-command.ts';
import { synthesizeApp } from '../../local/run-app.ts';
import { planOf } from '../../planner/make-plan.ts';
import { UNLIMITED_CONTEXT } from '../../scenarios/people.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { type FloodOptions, HELP, readOptions } from './options.ts';
import { busyNote, findFaults, formatTable } from './report.ts';
import { runFlood } from './run.ts';

await runCommand({ name: 'trial:flood', help: HELP, readOptions, run });

async function run(options: FloodOptions, signal: AbortSignal): Promise<number> {
  const say = (line: string) => console.error(line);
  say('synthesizing the app');
  const context = { scenario: socialMedia.name, ...(options.hasLimits ? {} : UNLIMITED_CONTEXT) };
  const assembly = await synthesizeApp({ context, signal });
  try {
    const lanes = planOf(socialMedia).capacity.stream.shards;
    const parts = await runFlood(options, { assemblyDir: assembly.dir, lanes, say, signal });
    console.log(formatTable(parts));
    const note = busyNote(parts);
    if (note !== undefined) say(note);
    const faults = findFaults(parts);
    for (const fault of faults) console.error(`NOT AS IT SHOULD BE: ${fault}`);
    return faults.length === 0 ? 0 : 1;
  } finally {
    await assembly.remove();
  }
}
