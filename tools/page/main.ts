// `npm run page`: builds the pages for a deployment.

import { resolve } from 'node:path';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { buildPage, PAGE_DIR } from './build-page.ts';

const HELP = `Builds the pages, which any static host can serve: the feed, the control room, and the
simulator.

npm run page -- [options]

  --out DIR  where to put them (default .page); what is there is replaced
  --help     this text
`;

await runCommand({ name: 'page', help: HELP, readOptions, run });

function readOptions(args: string[]): { readonly outDir: string } | 'help' {
  const flags = readFlags(args, { out: TEXT, help: FLAG });
  if (flags.help) return 'help';
  if (flags.out?.trim() === '') throw new UsageError('--out: no directory is named');
  return { outDir: flags.out === undefined ? PAGE_DIR : resolve(process.cwd(), flags.out) };
}

async function run({ outDir }: { readonly outDir: string }): Promise<number> {
  await buildPage(outDir);
  console.log(`The pages are in ${outDir}.`);
  return 0;
}
