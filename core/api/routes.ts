// The routes of the HTTP API, stated once: the stacks, the functions that answer and the OpenAPI document all read this table.
// It is data only and imports nothing.

/** The API's CORS answer lists the methods in this order. */
export const methods = ['GET', 'PUT', 'DELETE', 'POST'] as const;
export type Method = (typeof methods)[number];

/** A function that answers requests, by the name of its file in lambdas/. */
export type HttpFunction = 'accept-like' | 'read-counts' | 'issue-visitor' | 'describe-api';

export interface Route {
  readonly method: Method;
  /** As API Gateway and OpenAPI write it, with parameters in braces. */
  readonly path: string;
  readonly answeredBy: HttpFunction;
}

export const routes = {
  like: { method: 'PUT', path: '/v1/posts/{postId}/like', answeredBy: 'accept-like' },
  unlike: { method: 'DELETE', path: '/v1/posts/{postId}/like', answeredBy: 'accept-like' },
  likeMany: { method: 'POST', path: '/v1/likes', answeredBy: 'accept-like' },
  readLikes: { method: 'GET', path: '/v1/posts/{postId}/likes', answeredBy: 'read-counts' },
  readLikesOfMany: { method: 'GET', path: '/v1/likes', answeredBy: 'read-counts' },
  readBadge: { method: 'GET', path: '/v1/posts/{postId}/badge.svg', answeredBy: 'read-counts' },
  readTimeline: { method: 'GET', path: '/v1/posts/{postId}/timeline', answeredBy: 'read-counts' },
  readTrending: { method: 'GET', path: '/v1/trending', answeredBy: 'read-counts' },
  readMyLikes: { method: 'GET', path: '/v1/me/likes', answeredBy: 'read-counts' },
  readFeed: { method: 'GET', path: '/v1/posts', answeredBy: 'read-counts' },
  readReceipt: { method: 'GET', path: '/v1/receipts/{receipt}', answeredBy: 'read-counts' },
  issueVisitor: { method: 'POST', path: '/v1/visitors', answeredBy: 'issue-visitor' },
  poseChallenge: { method: 'POST', path: '/v1/challenges', answeredBy: 'issue-visitor' },
  describeLive: { method: 'GET', path: '/v1/live', answeredBy: 'describe-api' },
  describeApi: { method: 'GET', path: '/v1/openapi.json', answeredBy: 'describe-api' },
} as const satisfies Record<string, Route>;

/** All of them, as a cache before the API matches addresses. */
export const API_PATHS = '/v1/*';

/** What a client can ask for, by the name that it has in the OpenAPI document. */
export type Operation = keyof typeof routes;

/** The operations that one function answers. */
export type OperationOf<F extends HttpFunction> = {
  [O in Operation]: (typeof routes)[O]['answeredBy'] extends F ? O : never;
}[Operation];

export const operations = Object.keys(routes) as Operation[];
