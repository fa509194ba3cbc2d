// issue-visitor may read the key that signs visitors' tokens. It exists only where no OIDC issuer is configured.

import type { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import { visitorLimits } from './rate-limits.ts';
import { LikesFunction } from './likes-function.ts';
import { visitorKeyAccess } from './token-access.ts';

export class IssueVisitorFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, visitorKey: Secret) {
    const access = visitorKeyAccess(visitorKey);
    super(scope, id, {
      name: 'issue-visitor',
      description: 'Issues signed tokens to anonymous visitors',
      size: capacity.functions.issueVisitor,
      logRetentionDays: capacity.logRetentionDays,
      environment: { ...visitorLimits(capacity), ...access.environment },
      permissions: access.permissions,
    });
  }
}
