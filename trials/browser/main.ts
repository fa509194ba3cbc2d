// `npm run e2e`: the pages in a real browser on the whole local cloud. Screenshots of them are left behind.

import { resolve } from 'node:path';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { runInGroup } from '../../command-line/process-group.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { runApp } from '../../local/run-app.ts';
import { keepPageFresh } from '../../tools/page/keep-page-fresh.ts';
import { makeControlRoom } from '../../tools/start/control-room/control-room.ts';
import { seedPosts } from '../../tools/start/seed-posts.ts';

const CONFIG = 'test/e2e/browser/vitest.config.ts';

const HELP = `Tests the pages in a real browser, on a local cloud that the tests share, and leaves screenshots of them.
It needs Chromium (apt-get install chromium).

npm run e2e -- [options]

  --only PATTERN     only the tests whose name matches this pattern
  --screenshots DIR  where to put the screenshots (default .screenshots)
  --help             this text
`;

interface Options {
  readonly only: string | undefined;
  readonly screenshotDir: string;
}

await runCommand({ name: 'e2e', help: HELP, readOptions, run });
// Ends the process even if a part has left something open.
process.exit();

function readOptions(args: string[]): Options | 'help' {
  const flags = readFlags(args, { only: TEXT, screenshots: TEXT, help: FLAG });
  if (flags.help) return 'help';
  const { only, screenshots = '.screenshots' } = flags;
  if (screenshots.trim() === '') throw new UsageError('--screenshots: no directory is named');
  return { only, screenshotDir: resolve(PROJECT_DIR, screenshots) };
}

async function run({ only, screenshotDir }: Options, signal: AbortSignal): Promise<number> {
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
  const filter = only === undefined ? [] : ['--testNamePattern', only];
  const exitCode = await runInGroup('vitest', ['run', '--config', CONFIG, ...filter], signal);
  console.log(`The screenshots are in ${screenshotDir}.`);
  return exitCode;
}
