// Answers 429 to whoever asks for more than their share, and says when to come again.

import type { LambdaEvent } from 'hono/aws-lambda';
import { createMiddleware } from 'hono/factory';
import { addMetric } from '../runtime/telemetry.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { tooMany } from './problem.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Counts what was refused. */
type LimitedMetric = 'LikesLimited' | 'ReadsLimited' | 'VisitorsLimited';

/** What the handlers before have found out about the request. */
interface Found {
  readonly userId?: string;
  readonly body?: { readonly actions: readonly unknown[] };
  readonly postIds?: readonly string[];
}

/** Each action of a list and each post that is read counts as one. */
export function limitRate(limiter: RateLimiter, metric: LimitedMetric) {
  return createMiddleware<LambdaEnv>(async (c, next) => {
    const { userId, body, postIds } = c.var as Found;
    const tokens = body?.actions.length ?? postIds?.length ?? 1;
    const waitMs = limiter({ userId, address: addressOf(c.env.event) }, tokens);
    if (waitMs === 0) return await next();
    addMetric(metric, tokens);
    return tooMany(waitMs);
  });
}

/** An HTTP API has the one, a REST API the other. */
interface GatewayContext {
  readonly http?: { readonly sourceIp?: string };
  readonly identity?: { readonly sourceIp?: string };
}

/** The address that API Gateway got the request from. A header could be made up. */
function addressOf({ requestContext }: LambdaEvent): string | undefined {
  const { http, identity } = requestContext as GatewayContext;
  return http?.sourceIp ?? identity?.sourceIp;
}
