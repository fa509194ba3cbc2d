// The command line that changes the number of a stream's shards.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { readNumber } from '../../command-line/number.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';
import { CALLS_IN_A_DAY, MOST_SHARDS } from './steps.ts';
import { isStreamName, type StreamName, streams } from './streams.ts';

export const HELP = `Changes how many shards a stream has, while likes flow. It explains the change first, and makes it only with --yes.

  npm run reshard -- --stream like-events --shards 8 --url http://127.0.0.1:3000
  npm run reshard -- --stream like-events --shards 8 --outputs cdk-outputs.json --yes

Which deployment
${DEPLOYMENT_HELP}

What to do
  --stream NAME      ${Object.keys(streams).join(' or ')}
  --shards N         how many shards it shall have
                     without another option: explain the change, and change nothing
  --yes              make it, and wait until the stream is active

A call at most doubles or halves the shards, so a larger change takes several. A stream takes ${CALLS_IN_A_DAY} calls in 24 hours. A
stream on demand is refused, because AWS decides how many shards it has.

Exit code: 0 the stream has so many shards, or the change was explained; 1 a limit of Kinesis is reached; 2 bad
input, or a deployment that cannot be reached; 130 interrupted, while the call under way goes on by itself.
`;

export interface ReshardCommand {
  readonly deployment: DeploymentName;
  readonly stream: StreamName;
  readonly shards: number;
  readonly isSure: boolean;
}

const FLAGS = { ...DEPLOYMENT_FLAGS, stream: TEXT, shards: TEXT, yes: FLAG, help: FLAG };

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): ReshardCommand | 'help' {
  const { stream, shards, yes, help, ...deployment } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (stream === undefined || !isStreamName(stream))
    throw new UsageError(`--stream is ${Object.keys(streams).join(' or ')}, not "${stream ?? ''}"`);
  return {
    deployment: readDeploymentName(deployment),
    stream,
    shards: readNumber('--shards', shards, { whole: true, least: 1, most: MOST_SHARDS }),
    isSure: yes,
  };
}
