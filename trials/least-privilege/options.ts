// The command line of the trial of permissions.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';

export const HELP = `Makes the role of each function on LocalEmu, an emulator of AWS that checks permissions, and calls every operation of
DynamoDB, Kinesis, Secrets Manager and SQS with it. What the templates grant must be let through, and all else must be refused.

  npm run trial:least-privilege
  npm run trial:least-privilege -- --function batch-likes

  --function NAME   tries the role of this function only
  --python COMMAND  the Python, 3.13, that runs LocalEmu; python3.13 by default
  --help            this text

LocalEmu is installed from PyPI into an environment of its own. The network is needed on the first run only.
Exit code: 0 all is as granted; 1 something is not; 2 wrong options or no Python; 130 interrupted.
`;

export interface LeastPrivilegeOptions {
  readonly functionName: string | undefined;
  readonly python: string | undefined;
}

/** Throws a UsageError. */
export function readOptions(args: string[]): LeastPrivilegeOptions | 'help' {
  const {
    python,
    help,
    function: functionName,
  } = readFlags(args, { python: TEXT, function: TEXT, help: FLAG });
  return help ? 'help' : { functionName, python };
}
