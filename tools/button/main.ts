// `npm run button`: builds the like button for other sites and prints what it weighs.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FLAG, readFlags } from '../../command-line/flags.ts';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { runCommand } from '../../command-line/run-command.ts';
import { BUILT_DIR, buildButton } from './build.ts';
import { publishHashes } from './publish-hashes.ts';
import { weigh } from './weigh.ts';

const HELP = `Builds the like button, its client and its React hook into demo/built/, writes their hashes into
docs/embedding.md, and prints what each file weighs. It exits with 1 if one is too heavy.

npm run button

  --help  this text
`;

await runCommand({
  name: 'button',
  help: HELP,
  readOptions: (args) => (readFlags(args, { help: FLAG }).help ? 'help' : {}),
  run,
});

async function run(_options: object, signal: AbortSignal): Promise<number> {
  const files = await buildButton(signal);
  await mkdir(BUILT_DIR, { recursive: true });
  for (const [name, content] of files) await writeFile(join(BUILT_DIR, name), content);
  const weights = weigh(files);
  const page = join(PROJECT_DIR, 'docs', 'embedding.md');
  await writeFile(page, publishHashes(await readFile(page, 'utf8'), weights));
  for (const { file, gzippedBytes, maxBytes, integrity } of weights)
    console.log(`${file}  ${gzippedBytes} B gzipped, at most ${maxBytes}  ${integrity}`);
  return weights.some(({ gzippedBytes, maxBytes }) => gzippedBytes > maxBytes) ? 1 : 0;
}
