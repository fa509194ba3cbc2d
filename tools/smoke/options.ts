// The command line of the smoke test.

import { checkUrl } from '../../command-line/check-url.ts';
import { readNumber } from '../../command-line/number.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Checks a deployment of the likes counter over HTTP. It becomes a visitor, likes a post of its own, waits until the like is
counted, takes the like back and waits again.

  npm run smoke -- --url https://abc123.execute-api.us-east-1.amazonaws.com

  --url URL            the API: the output Url of the service stack
  --token TOKEN        a token of the OIDC issuer, or of a visitor where only a person can become one; or set LIKES_TOKEN, which
                       no process list shows
  --timeout N (60)     seconds that a like may take to be counted
  --help               this text

It leaves behind a row of the ledger that says "unlike", and a counter at 0, for a post that nobody else uses.
Exit code: 0 all steps went well; 1 a step failed; 2 wrong options or an address where nobody answers;
130 interrupted.
`;

export interface SmokeOptions {
  readonly url: string;
  readonly token: string | undefined;
  readonly timeoutSeconds: number;
}

const FLAGS = { url: TEXT, token: TEXT, timeout: TEXT, help: FLAG };

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[], env: NodeJS.ProcessEnv): SmokeOptions | 'help' {
  const { url, token = env['LIKES_TOKEN'], timeout, help } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (url === undefined) throw new UsageError('--url is missing (--help says more)');
  checkUrl(url);
  const timeoutSeconds = readNumber('--timeout', timeout, { above: 0, most: 86_400 }, 60);
  return { url, token: token === '' ? undefined : token, timeoutSeconds };
}
