// The command line of the keys.

import { checkUrl } from '../../command-line/check-url.ts';
import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';

export const HELP = `Shows, rotates and revokes the keys that sign visitors' tokens. No key is ever printed, only its id.

  npm run keys -- show --url http://127.0.0.1:3000
  npm run keys -- rotate --outputs cdk-outputs.json
  npm run keys -- revoke --kid Xo3_9a1B --outputs cdk-outputs.json

What to do
  show               list the keys: which one signs, and which are only valid
  rotate             make a new key now, as the schedule does, and wait until it is there
  revoke             take keys away: their tokens are refused within a minute, and are renewed for the same persons
  --kid ID           which key to revoke; may be repeated. If the whole secret has leaked, name all of them

Which deployment
  --url URL          the address of a local cloud (npm start)
  --outputs FILE     the file that \`cdk deploy --all --outputs-file FILE\` wrote
  --endpoint URL     an emulator in place of the AWS region and credentials in the environment; goes with --outputs

Exit code: 0 done; 1 the rotation failed; 2 bad input or unreachable secret; 130 interrupted.
`;

const ACTIONS = ['show', 'rotate', 'revoke'] as const;
type Action = (typeof ACTIONS)[number];

export interface KeysOptions {
  readonly action: Action;
  readonly kids: readonly string[];
  readonly deployment:
    | { readonly url: string }
    | { readonly outputsFile: string; readonly endpoint: string | undefined };
}

const FLAGS = {
  kid: { type: 'string', multiple: true },
  url: TEXT,
  outputs: TEXT,
  endpoint: TEXT,
  help: FLAG,
} as const;

/** Throws a UsageError for anything that is not understood. */
export function readOptions([first = '', ...rest]: string[]): KeysOptions | 'help' {
  const action = ACTIONS.find((it) => it === first);
  const {
    kid: kids = [],
    url,
    outputs,
    endpoint,
    help,
  } = readFlags(action ? rest : [first, ...rest].filter(Boolean), FLAGS);
  if (help) return 'help';
  if (!action) throw new UsageError(`say what to do: ${ACTIONS.join(', ')} (--help tells more)`);
  if ((action === 'revoke') !== kids.length > 0)
    throw new UsageError('--kid says which key to revoke, and is for revoke only');
  if ((url === undefined) === (outputs === undefined))
    throw new UsageError('say which deployment: either --url or --outputs');
  if (url !== undefined) checkUrl(url);
  if (endpoint !== undefined) checkUrl(endpoint, '--endpoint');
  if (url !== undefined && endpoint !== undefined)
    throw new UsageError('--url finds the secret by itself: leave out --endpoint');
  return {
    action,
    kids,
    deployment: url === undefined ? { outputsFile: outputs ?? '', endpoint } : { url },
  };
}
