// The command line of the redrive.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';
import { isSourceName, type SourceName, sources } from './sources.ts';

export const HELP = `Lists what the quarantine or the DLQ of the burst queue holds, and sends through again what this release can count.

  npm run redrive -- --from quarantine --url http://127.0.0.1:3000
  npm run redrive -- --from dlq --url http://127.0.0.1:3000 --send
  npm run redrive -- --from quarantine --outputs cdk-outputs.json --send

Which deployment
  --from quarantine  the records that could not be counted
  --from dlq         the messages of a burst that could not be put on the stream
${DEPLOYMENT_HELP}

What to do
                     without an option: list the reasons, and change nothing
  --send             send what this release can count through the stream again, and leave the rest
  --rate N (100)     messages a second at most

A message leaves its queue only after the stream has taken it. The command can be killed and repeated at any time, and what
is sent twice counts once.

Exit code: 0 all was read; 2 bad input or unreachable queue; 130 interrupted.
`;

export interface RedriveOptions {
  readonly from: SourceName;
  readonly deployment: DeploymentName;
  readonly send: boolean;
  readonly recordsPerSecond: number;
}

const FLAGS = { from: TEXT, ...DEPLOYMENT_FLAGS, send: FLAG, rate: TEXT, help: FLAG };

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): RedriveOptions | 'help' {
  const { from, send, rate, help, ...deployment } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (from === undefined || !isSourceName(from)) {
    const names = Object.keys(sources).join(' or ');
    throw new UsageError(`--from says where the messages are: ${names}, not "${from ?? ''}"`);
  }
  return {
    from,
    deployment: readDeploymentName(deployment),
    send: send ?? false,
    recordsPerSecond: readNumber('--rate', rate, { above: 0, most: 10_000 }, 100),
  };
}
