// `npm run check`: types, lint, format and tests, one after the other. It is a command of its own because a shell that runs
// one script after another does not pass a signal on.

import { FLAG, readFlags } from '../../command-line/flags.ts';
import { runInGroup } from '../../command-line/process-group.ts';
import { runCommand } from '../../command-line/run-command.ts';

const SCRIPTS = ['check:types', 'check:lint', 'check:format', 'test'];

const HELP = `Checks types, lint and format, and runs all tests. It ends at the first of them that fails.

npm run check

  --help  this text
`;

await runCommand({
  name: 'check',
  help: HELP,
  readOptions: (args) => (readFlags(args, { help: FLAG }).help ? 'help' : {}),
  run,
});

async function run(_options: object, signal: AbortSignal): Promise<number> {
  for (const script of SCRIPTS) {
    const exitCode = await runInGroup('npm', ['run', script], signal);
    if (exitCode !== 0) return exitCode;
  }
  return 0;
}
