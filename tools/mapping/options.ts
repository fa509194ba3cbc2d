// The command line that pauses and resumes event source mappings.

import { FLAG, readFlags, TEXT } from '../../command-line/flags.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import {
  DEPLOYMENT_FLAGS,
  DEPLOYMENT_HELP,
  type DeploymentName,
  readDeploymentName,
} from '../find-deployment.ts';
import { isMappingName, type MappingName, mappingNames } from './known-mappings.ts';

export const HELP = `Shows the event source mappings of a deployment. It pauses one, or resumes it, and waits until that is done.

  npm run mapping -- --url http://127.0.0.1:3000
  npm run mapping -- --outputs cdk-outputs.json --pause batch-likes

Which deployment
${DEPLOYMENT_HELP}

What to do
                     without an option: show all, and change nothing
  --pause NAME       stop reading the source; invocations in flight go on to their end
  --resume NAME      go on where it was
                     NAME is one of ${mappingNames.join(', ')}

Pausing loses nothing for as long as the source keeps what is not read, and the command says until when. A deployment that
changes the mapping may resume it.

Exit code: 0 the mapping is as it was wanted; 2 bad input, or a deployment that cannot be reached; 130 interrupted, while
Lambda may go on with the change.
`;

export interface MappingCommand {
  readonly deployment: DeploymentName;
  readonly change: { readonly name: MappingName; readonly wanted: 'Enabled' | 'Disabled' } | undefined;
}

const FLAGS = { ...DEPLOYMENT_FLAGS, pause: TEXT, resume: TEXT, help: FLAG };

/** Throws a UsageError for anything that is not understood. */
export function readOptions(args: string[]): MappingCommand | 'help' {
  const { pause, resume, help, ...deployment } = readFlags(args, FLAGS);
  if (help) return 'help';
  if (pause !== undefined && resume !== undefined)
    throw new UsageError('--pause and --resume are opposites: choose one');
  const name = pause ?? resume;
  if (name !== undefined && !isMappingName(name))
    throw new UsageError(
      `--${pause === undefined ? 'resume' : 'pause'} takes ${mappingNames.join(', ')}, not "${name}"`,
    );
  return {
    deployment: readDeploymentName(deployment),
    change: name && { name, wanted: pause === undefined ? 'Enabled' : 'Disabled' },
  };
}
