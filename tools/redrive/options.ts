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

export const HELP = `Lists what the quarantine, the DLQ of the burst queue or the bucket of the last resort holds, and sends through again
what this release can count.

  npm run redrive -- --from quarantine --url http://127.0.0.1:3000
  npm run redrive -- --from dlq --url http://127.0.0.1:3000 --send
  npm run redrive -- --from s3 --outputs cdk-outputs.json --send
  npm run redrive -- --from quarantine --outputs cdk-outputs.json --send

Which deployment
  --from quarantine  the records that could not be counted
  --from dlq         the messages of a burst that could not be put on the stream
  --from s3          the records that were not counted before the stream would forget them
${DEPLOYMENT_HELP}

What to do
                     without an option: list the reasons, and change nothing
  --send             send what this release can count through the stream again, and leave the rest
  --rate N (100)     messages or records a second at most

A message leaves its queue, and an object its bucket, only after the stream has taken what is in it. The command can be
killed and repeated at any time, and what is sent twice counts once. After --from s3, run the audit with --repair.

Exit code: 0 all was read; 2 bad input or unreachable queue or bucket; 130 interrupted.
`;

export interface RedriveOptions {
  readonly from: SourceName | 's3';
  readonly deployment: DeploymentName;
  readonly send: boolean;
  readonly recordsPerSecond: number;
}

const FLAGS = { from: TEXT, ...DEPLOYMENT_FLAGS, send: FLAG, rate: TEXT, help: FLAG };

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): RedriveOptions | 'help' {
  const { from, send, rate, help, ...deployment } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (from === undefined || !(isSourceName(from) || from === 's3')) {
    const names = [...Object.keys(sources), 's3'].join(' or ');
    throw new UsageError(`--from says where the likes are: ${names}, not "${from ?? ''}"`);
  }
  return {
    from,
    deployment: readDeploymentName(deployment),
    send: send ?? false,
    recordsPerSecond: readNumber('--rate', rate, { above: 0, most: 10_000 }, 100),
  };
}
