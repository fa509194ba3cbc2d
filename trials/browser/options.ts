// The flags of `npm run e2e`.

import { resolve } from 'node:path';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Tests the pages in a real browser, on a local cloud that the tests share, and leaves screenshots of them.
It needs Chromium (apt-get install chromium).

npm run e2e -- [options]

  --file TEXT        only the files of tests whose name holds this
  --screenshots DIR  where to put the screenshots (default .screenshots)
  --help             this text
`;

export interface Options {
  readonly file: string | undefined;
  readonly screenshotDir: string;
}

export function readOptions(args: string[]): Options | 'help' {
  const { file, screenshots, help } = readFlags(args, { file: TEXT, screenshots: TEXT, help: FLAG });
  if (help) return 'help';
  if (file?.trim() === '') throw new UsageError('--file: no file is named');
  if (screenshots?.trim() === '') throw new UsageError('--screenshots: no directory is named');
  return { file, screenshotDir: resolve(PROJECT_DIR, screenshots ?? '.screenshots') };
}
