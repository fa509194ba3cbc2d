// Makes one deployment: the data stack and the service stack. Their names hold scenario and stage, so that scenarios and
// stages stand side by side in one account.
// The service refers to the data by strong exports (cdk.json): CloudFormation refuses to delete what the service still uses.
// A change to an OIDC issuer deletes the visitors' key, so it must deploy the service first, with --exclusively.

import type { Construct } from 'constructs';
import type { Plan } from '../planner/plan.ts';
import { LikesDataStack, type TableNames } from './data/likes-data-stack.ts';
import { LikesServiceStack } from './likes-service-stack.ts';
import type { OwnDomain } from './api/own-domain.ts';
import type { OidcIssuer } from './data/person-auth.ts';
import type { OperationsSettings } from './operations/operations-settings.ts';
import type { EdgeSettings } from './edge/edge-settings.ts';
import type { Rollout } from './rollout/rollout.ts';
import type { Target } from './target.ts';

export interface Deployment {
  readonly plan: Plan;
  /** Tells deployments of one scenario apart: dev, prod, pr-12. */
  readonly stage: string;
  readonly target: Target;
  /** The only region that it may be deployed to. If there is none, the environment decides. */
  readonly region: string | undefined;
  /** Origins whose pages may call the API from a browser: also `*`, `https://*` and `http://*`. */
  readonly allowedOrigins: readonly string[];
  /** The owner's domain name for the API, beside the name that API Gateway gives it. */
  readonly ownDomain: OwnDomain | undefined;
  /** If there is an OIDC issuer, its tokens take the place of our visitor tokens. */
  readonly oidc: OidcIssuer | undefined;
  /** If it is set, CloudFront stands before API and page, and the API refuses what did not come through it. */
  readonly edge: EdgeSettings | undefined;
  /** How a new version of what answers requests takes over. The default is all at once. */
  readonly rollout?: Rollout | undefined;
  /** Whether the keys of visitors' tokens are rotated on a schedule, and when an operator asks for it. */
  readonly rotateKeys: boolean;
  /** Whether X-Ray traces a sample of the requests and batches. */
  readonly tracing?: boolean | undefined;
  /** Undefined for a deployment without alarms and dashboards. */
  readonly operations: OperationsSettings | undefined;
  /** Tables that are there already, such as restored ones. */
  readonly tables?: TableNames | undefined;
}

export function makeLikesStacks(
  scope: Construct,
  {
    plan,
    stage,
    target,
    region,
    allowedOrigins,
    ownDomain,
    oidc,
    edge,
    rollout,
    rotateKeys,
    tracing,
    operations,
    tables,
  }: Deployment,
) {
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
  const service = new LikesServiceStack(scope, `${name}-Service`, {
    plan,
    data,
    target,
    allowedOrigins,
    ownDomain,
    edge,
    rollout,
    rotateKeys,
    tracing,
    operations,
    tags,
    ...inRegion,
  });
  return { data, service };
}
