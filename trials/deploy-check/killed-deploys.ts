// Kills one deploy after the other, each at a later moment. The deploy that follows is not killed, and it must end well.

import type { Deployment } from './deployment.ts';

/** What the CDK writes at these moments, in the order of time. */
const MOMENTS: readonly (readonly [name: string, written: RegExp])[] = [
  ['while assets are published', /success: Published/],
  ['with a change set of the data stack', /-Data: creating CloudFormation changeset/],
  ['after the data stack', /✅ {2}\S+-Data/],
  ['with a change set of the service stack', /-Service: creating CloudFormation changeset/],
];

/** Thrown when a deploy ends before the moment at which it was to be killed. */
export class NotKilledError extends Error {
  override readonly name = 'NotKilledError';
}

export async function killDeploys(deployment: Deployment): Promise<string> {
  for (const [name, written] of MOMENTS)
    if (!(await deployment.deployUntil(written)))
      throw new NotKilledError(`a deploy was not killed ${name}: it ended before`);
  await deployment.deploy();
  return `killed ${MOMENTS.length} times`;
}
