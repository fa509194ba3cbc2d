// Answers 429 to whoever asks for more than their share, and says when to come again.

import type { Context } from 'hono';
import type { LambdaEvent } from 'hono/aws-lambda';
import { createMiddleware } from 'hono/factory';
import { MAX_EVENTS_PER_RECORD } from '../../core/likes/like-record.ts';
import { addMetric } from '../runtime/telemetry.ts';
import type { LambdaEnv } from './lambda-env.ts';
import { tooMany } from './problem.ts';
import type { RateLimiter } from './rate-limiter.ts';

/** Counts what was refused. */
type LimitedMetric = 'LikesLimited' | 'ReadsLimited' | 'VisitorsLimited';

/** Returns the refusal of a request that asks for so much, or undefined. */
export type RefuseAbove = (c: Context, tokens: number) => Response | undefined;

export const refuseAbove =
  (limiter: RateLimiter, metric: LimitedMetric): RefuseAbove =>
  (c, tokens) => {
    const { userId } = c.var as { readonly userId?: string };
    const { viewerAddress, event } = { ...(c as Context<LambdaEnv>).var, ...(c as Context<LambdaEnv>).env };
    const waitMs = limiter({ userId, address: viewerAddress ?? addressOf(event) }, tokens);
    if (waitMs === 0) return undefined;
    addMetric(metric, tokens);
    return tooMany(waitMs);
  };

/** Each post of a read counts as one, and so does any other request. */
export const limitRate = (refuse: RefuseAbove) =>
  createMiddleware<LambdaEnv>(async (c, next) => {
    const { postIds } = c.var as { readonly postIds?: readonly string[] };
    return refuse(c, postIds?.length ?? 1) ?? (await next());
  });

/** Each action of a list counts, before it is known whether they are good ones. To look at them all costs more than a refusal may. */
export const limitList =
  (refuse: RefuseAbove) =>
  (c: Context, body: unknown): Response | undefined => {
    const { actions } = Object(body) as { readonly actions?: unknown };
    const length = Array.isArray(actions) ? actions.length : 1;
    return refuse(c, Math.min(Math.max(1, length), MAX_EVENTS_PER_RECORD));
  };

/** An HTTP API has the one, a REST API the other. */
interface GatewayContext {
  readonly http?: { readonly sourceIp?: string };
  readonly identity?: { readonly sourceIp?: string };
}

/** The address that API Gateway got the request from. Where no edge vouches for a header, one could be made up. */
function addressOf({ requestContext }: LambdaEvent): string | undefined {
  const { http, identity } = requestContext as GatewayContext;
  return http?.sourceIp ?? identity?.sourceIp;
}
