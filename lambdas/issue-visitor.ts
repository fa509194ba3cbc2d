// Issues the tokens of anonymous visitors. Whoever asks without a token is a new person from then on. Whoever shows a token, even one
// that has expired or whose key was revoked, gets a new one and stays the same person.

import { makeSecretsManager } from '../adapters/clients.ts';
import { makeSealKey } from '../adapters/secrets-manager/seal-key.ts';
import { makeReadVisitorKeys } from '../adapters/secrets-manager/visitor-keys.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { refuseToken, verifyAuthorization } from './http/authenticate.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { makeVerifyOldToken } from './http/renew-visitor.ts';
import { requireEnv } from './runtime/require-env.ts';
import { serve } from './http/serve.ts';
import { addMetric } from './runtime/telemetry.ts';
import type { VerifyToken } from './http/verify-token.ts';
import { makeSignVisitorToken, type SignVisitorToken } from './http/visitor-token.ts';

interface IssueVisitorPorts {
  readonly signToken: SignVisitorToken;
  readonly verifyOldToken: VerifyToken;
  /** Makes an id of 122 random bits, so that nobody can guess the id of somebody else. */
  readonly newVisitorId: () => string;
  readonly limiter?: RateLimiter;
}

export function makeIssueVisitor({
  signToken,
  verifyOldToken,
  newVisitorId,
  limiter = NO_LIMIT,
}: IssueVisitorPorts) {
  return answerOperations('issue-visitor', {
    issueVisitor: inOrder(limitRate(refuseAbove(limiter, 'VisitorsLimited')), async (c) => {
      const old = c.req.header('authorization');
      const visitorId = old === undefined ? newVisitorId() : await verifyAuthorization(old, verifyOldToken);
      if (visitorId === undefined) return refuseToken();
      const { token, expiresAtMs } = await signToken(visitorId);
      addMetric(old === undefined ? 'VisitorsIssued' : 'VisitorsRenewed');
      return c.json({ token, expiresAt: new Date(expiresAtMs).toISOString() }, 201, {
        'cache-control': 'no-store',
      });
    }),
  });
}

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
  }),
);
