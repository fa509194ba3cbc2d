// issue-visitor may read the keys that sign visitors' tokens, and it alone the key of the seals, which renew them. It exists only where
// no OIDC issuer is configured.

import type { Construct } from 'constructs';
import type { Capacity } from '../../planner/capacity.ts';
import type { PersonAuth } from '../data/person-auth.ts';
import { visitorLimits } from './rate-limits.ts';
import { challengeAccess, type ChallengeSettings } from './challenge-access.ts';
import { LikesFunction } from './likes-function.ts';
import { sealKeyAccess, visitorKeyAccess } from './token-access.ts';

type VisitorAuth = Extract<PersonAuth, { kind: 'visitor-key' }>;

interface IssueVisitorProps {
  readonly auth: VisitorAuth;
  /** Undefined where everybody may become a visitor. */
  readonly challenge: ChallengeSettings | undefined;
}

export class IssueVisitorFunction extends LikesFunction {
  constructor(scope: Construct, id: string, capacity: Capacity, { auth, challenge }: IssueVisitorProps) {
    const keys = visitorKeyAccess(auth.secret);
    const seals = sealKeyAccess(auth.sealKey);
    const { environment, permissions } = challengeAccess(challenge);
    super(scope, id, {
      name: 'issue-visitor',
      description: 'Issues and renews the signed tokens of anonymous visitors',
      size: capacity.functions.issueVisitor,
      logRetentionDays: capacity.logRetentionDays,
      environment: { ...visitorLimits(capacity), ...keys.environment, ...seals.environment, ...environment },
      permissions: [...keys.permissions, ...seals.permissions, ...permissions],
    });
  }
}
