// The command line of the restore drill.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';

export const HELP = `Damages counters and ledger of a local cloud while people like, and brings them back as docs/backups.md says: with the operators'
own commands, to two different seconds, and into a deployment that names the restored tables. Every count must be exact then, with the
likes that came in meanwhile.

npm run trial:restore -- [options]

  --seconds N  how long people like before the damage (default 15)
  --log FILE   append the log of the local clouds to this file
  --help       this text

It takes about a minute and a half. Ctrl-C ends it.

Exit code: 0 all was as it should be; 1 something was not; 2 wrong options; 130 interrupted.
`;

const FLAGS = { seconds: TEXT, log: TEXT, help: FLAG } as const;

export interface DrillOptions {
  readonly seconds: number;
  readonly logFile: string | undefined;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): DrillOptions | 'help' {
  const { seconds, log, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  return { seconds: readNumber('--seconds', seconds, { least: 5, most: 3_600 }, 15), logFile: log };
}
