// `npm start`: synthesizes the app and runs what it declares on this machine.

import { untilAborted } from '../../command-line/interruption.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { runApp } from '../../local/run-app.ts';
import { makeControlRoom } from './control-room/control-room.ts';
import { keepPageFresh } from '../page/keep-page-fresh.ts';
import { HELP, readOptions, type StartOptions } from './options.ts';
import { seedPosts } from './seed-posts.ts';
import { makeWelcome } from './welcome.ts';

await runCommand({ name: 'start', help: HELP, readOptions: (args) => readOptions(args, process.cwd()), run });
// Ends the process even if a part has left something open.
process.exit();

async function run(options: StartOptions, signal: AbortSignal): Promise<void> {
  const startedAt = performance.now();
  const log = (line: string) =>
    console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s  ${line}`);
  try {
    const siteDir = options.siteDir ?? (await keepPageFresh());
    const room = makeControlRoom(log);
    const cloud = await runApp({ ...options, siteDir, mount: room.mount, log, signal });
    await seedPosts(cloud);
    console.log(makeWelcome(cloud.url, 'challenge' in options.context));
    await untilAborted(signal);
    log('stopping');
    await room.close();
    await cloud.close();
  } catch (error) {
    // Ctrl-C is how this command ends, so it is no failure, also in the middle of a start.
    if (!signal.aborted) throw error;
  }
}
