// The command line of the keys.

import { FLAG, readFlags } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';

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
${DEPLOYMENT_HELP}

Exit code: 0 done; 1 the rotation failed; 2 bad input or unreachable secret; 130 interrupted.
`;

const ACTIONS = ['show', 'rotate', 'revoke'] as const;
type Action = (typeof ACTIONS)[number];

export interface KeysOptions {
  readonly action: Action;
  readonly kids: readonly string[];
  readonly deployment: DeploymentName;
}

const FLAGS = {
  kid: { type: 'string', multiple: true },
  ...DEPLOYMENT_FLAGS,
  help: FLAG,
} as const;

/** Throws a UsageError for anything that is not understood. */
export function readOptions([first = '', ...rest]: string[]): KeysOptions | 'help' {
  const action = ACTIONS.find((it) => it === first);
  const {
    kid: kids = [],
    help,
    ...deployment
  } = readFlags(action ? rest : [first, ...rest].filter(Boolean), FLAGS);
  if (help) return 'help';
  if (!action) throw new UsageError(`say what to do: ${ACTIONS.join(', ')} (--help tells more)`);
  if ((action === 'revoke') !== kids.length > 0)
    throw new UsageError('--kid says which key to revoke, and is for revoke only');
  return { action, kids, deployment: readDeploymentName(deployment) };
}
