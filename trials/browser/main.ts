// `npm run e2e`: the pages in a real browser on the whole local cloud. Screenshots of them are left behind.

import { runInGroup } from '../../command-line/process-group.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { runApp } from '../../local/run-app.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { makeControlRoom } from '../../tools/start/control-room/control-room.ts';
import { seedPosts } from '../../tools/start/seed-posts.ts';
import { HELP, type Options, readOptions } from './options.ts';

const CONFIG = 'test/e2e/browser/vitest.config.ts';

await runCommand({ name: 'e2e', help: HELP, readOptions, run });
// Ends the process even if a part has left something open.
process.exit();

async function run({ file, screenshotDir }: Options, signal: AbortSignal): Promise<number> {
  console.log('starting the local cloud');
  await using started = new AsyncDisposableStack();
  const room = makeControlRoom(console.error);
  started.defer(() => room.close());
  const siteDir = await keepPageFresh();
  const cloud = await runApp({ context: { shards: '1' }, siteDir, mount: room.mount, signal });
  started.defer(() => cloud.close());
  await seedPosts(cloud);
  process.env['E2E_URL'] = cloud.url;
  process.env['SCREENSHOT_DIR'] = screenshotDir;
  const filter = file === undefined ? [] : [file];
  const exitCode = await runInGroup('vitest', ['run', '--config', CONFIG, ...filter], signal);
  console.log(`The screenshots are in ${screenshotDir}.`);
  return exitCode;
}
