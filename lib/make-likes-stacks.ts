// Makes one deployment: the data stack and the service stack. Their names hold scenario and stage, so that scenarios and
// stages stand side by side in one account.
// The service refers to the data by strong exports (cdk.json): CloudFormation refuses to delete what the service still uses.
// A change to an OIDC issuer deletes the visitors' key, and naming tables takes the deployment's own ones out of the stack. Both must
// deploy the service first, with --exclusively.

import type { Construct } from 'constructs';
import type { Deployment } from './deployment.ts';
import { LikesDataStack } from './data/likes-data-stack.ts';
import { LikesServiceStack } from './likes-service-stack.ts';

export function makeLikesStacks(scope: Construct, deployment: Deployment) {
  const { plan, stage, target, region, oidc, tables } = deployment;
  const name = `Likes-${plan.name}-${stage}`;
  // CloudFormation puts the tags of a stack on all of its resources.
  const tags = { app: 'likes-counter', scenario: plan.name, stage };
  const inRegion = region === undefined ? {} : { env: { region } };
  const data = new LikesDataStack(scope, `${name}-Data`, {
    capacity: plan.capacity,
    target,
    oidc,
    tables,
    tags,
    ...inRegion,
  });
  const service = new LikesServiceStack(scope, `${name}-Service`, { deployment, data, tags, ...inRegion });
  return { data, service };
}
