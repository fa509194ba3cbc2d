// issue-visitor may read the keys that sign visitors' tokens, and it alone the key of the seals, which renew them. It exists only where
// no OIDC issuer is configured.

import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import type { PersonAuth } from '../data/person-auth.ts';
import { visitorLimits } from './rate-limits.ts';
import { LikesFunction } from './likes-function.ts';
import { sealKeyAccess, visitorKeyAccess } from './token-access.ts';

type VisitorAuth = Extract<PersonAuth, { kind: 'visitor-key' }>;

export class IssueVisitorFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, { secret, sealKey }: VisitorAuth) {
    const keys = visitorKeyAccess(secret);
    const seals = sealKeyAccess(sealKey);
    super(scope, id, {
      name: 'issue-visitor',
      description: 'Issues and renews the signed tokens of anonymous visitors',
      size: capacity.functions.issueVisitor,
      logRetentionDays: capacity.logRetentionDays,
      environment: { ...visitorLimits(capacity), ...keys.environment, ...seals.environment },
      permissions: [...keys.permissions, ...seals.permissions],
    });
  }
}
