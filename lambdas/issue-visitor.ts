// Issues an anonymous visitor token, which is valid for a year. Whoever asks gets one and is a new person from then on.

import { makeSecretsManager } from '../adapters/clients.ts';
import { makeVisitorKey } from '../adapters/secrets-manager/visitor-key.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { limitRate, refuseAbove } from './http/limit-rate.ts';
import { NO_LIMIT, type RateLimiter, readRateLimiter } from './http/rate-limiter.ts';
import { requireEnv } from './runtime/require-env.ts';
import { serve } from './http/serve.ts';
import { addMetric } from './runtime/telemetry.ts';
import { makeSignVisitorToken, type SignVisitorToken } from './http/visitor-token.ts';

interface IssueVisitorPorts {
  readonly signToken: SignVisitorToken;
  /** Makes an id of 122 random bits, so that nobody can guess the id of somebody else. */
  readonly newVisitorId: () => string;
  readonly limiter?: RateLimiter;
}

export function makeIssueVisitor({ signToken, newVisitorId, limiter = NO_LIMIT }: IssueVisitorPorts) {
  return answerOperations('issue-visitor', {
    issueVisitor: inOrder(limitRate(refuseAbove(limiter, 'VisitorsLimited')), async (c) => {
      const { token, expiresAtMs } = await signToken(newVisitorId());
      addMetric('VisitorsIssued');
      return c.json({ token, expiresAt: new Date(expiresAtMs).toISOString() }, 201, {
        'cache-control': 'no-store',
      });
    }),
  });
}

const key = makeVisitorKey({
  client: makeSecretsManager(),
  secretArn: requireEnv(process.env, 'VISITOR_KEY_SECRET_ARN'),
  now: Date.now,
});

export const handler = serve(
  makeIssueVisitor({
    signToken: makeSignVisitorToken({ key, now: Date.now }),
    newVisitorId: () => crypto.randomUUID(),
    limiter: readRateLimiter(process.env, Date.now),
  }),
);
