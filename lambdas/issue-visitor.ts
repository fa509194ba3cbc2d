// Issues the tokens of anonymous visitors. Whoever asks without a token is a new person from then on. Whoever shows a token, even one
// that has expired or whose key was revoked, gets a new one and stays the same person. A deployment may want a new person to solve a
// challenge first.

import { makeSecretsManager } from '../adapters/clients.ts';
import { makeSealKey } from '../adapters/secrets-manager/seal-key.ts';
import { makeReadVisitorKeys } from '../adapters/secrets-manager/visitor-keys.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { refuseToken, verifyAuthorization } from './http/authenticate.ts';
import type { Challenge } from '../core/challenge/challenge.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { makeVerifyOldToken } from './http/renew-visitor.ts';
import { requireEnv } from './runtime/require-env.ts';
import { problem } from './http/problem.ts';
import { requireSolution } from './http/require-solution.ts';
import { serve } from './http/serve.ts';
import { addMetric } from './runtime/telemetry.ts';
import { wireChallenge } from './runtime/wire-challenge.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { makeSignVisitorToken, type SignVisitorToken } from './http/visitor-token.ts';

interface IssueVisitorPorts {
  readonly signToken: SignVisitorToken;
  readonly verifyOldToken: VerifyToken;
  /** Makes an id of 122 random bits, so that nobody can guess the id of somebody else. */
  readonly newVisitorId: () => string;
  readonly limiter?: RateLimiter;
  /** Undefined where everybody may become a visitor. */
  readonly challenge?: Challenge | undefined;
}

export function makeIssueVisitor({
  signToken,
  verifyOldToken,
  newVisitorId,
  limiter = NO_LIMIT,
  challenge,
}: IssueVisitorPorts) {
  const limit = limitRate(refuseAbove(limiter, 'VisitorsLimited'));
  return answerOperations('issue-visitor', {
    poseChallenge: inOrder(limit, async (c) =>
      challenge
        ? c.json(await challenge.pose(), 201, NO_STORE)
        : problem(404, 'Nobody has to solve a challenge here.'),
    ),
    issueVisitor: inOrder(limit, requireSolution(challenge), async (c) => {
      const { isNew } = c.var;
      const old = c.req.header('authorization') ?? '';
      const visitorId = isNew ? newVisitorId() : await verifyAuthorization(old, verifyOldToken);
      if (visitorId === undefined) return refuseToken();
      const { token, expiresAtMs } = await signToken(visitorId);
      addMetric(isNew ? 'VisitorsIssued' : 'VisitorsRenewed');
      return c.json({ token, expiresAt: new Date(expiresAtMs).toISOString() }, 201, NO_STORE);
    }),
  });
}

const NO_STORE = { 'cache-control': 'no-store' };

const client = makeSecretsManager();
const now = Date.now;
const keys = makeReadVisitorKeys({
  client,
  secretArn: requireEnv(process.env, 'VISITOR_KEY_SECRET_ARN'),
  now,
});
const sealKey = makeSealKey({ client, secretArn: requireEnv(process.env, 'SEAL_KEY_SECRET_ARN'), now });

export const handler = serve(
  makeIssueVisitor({
    signToken: makeSignVisitorToken({ keys, sealKey, now }),
    verifyOldToken: makeVerifyOldToken({ keys, sealKey }),
    newVisitorId: () => crypto.randomUUID(),
    limiter: readRateLimiter(process.env, now),
    challenge: wireChallenge(process.env, keys, now),
  }),
);
