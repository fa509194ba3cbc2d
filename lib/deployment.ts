// What a deployment is, as its file and its context say.

import type { Plan } from '../planner/plan.ts';
import type { OwnDomain } from './api/own-domain.ts';
import type { TableNames } from './data/likes-data-stack.ts';
import type { OidcIssuer } from './data/person-auth.ts';
import type { ChallengeSettings } from './functions/challenge-access.ts';
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
  /** What a new visitor must solve first. Undefined for nothing. */
  readonly challenge?: ChallengeSettings | undefined;
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
