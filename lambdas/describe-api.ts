// Describes the API, says where live counts are, and answers for every address that no other function has: 404, 405, and what is allowed where.

import { routes } from '../core/api/routes.ts';
import { MAX_WATCHED_POSTS } from '../core/live/read-request.ts';
import { answerOperations, inOrder } from './http/answer-operations.ts';
import { methodsAt } from './http/methods-at.ts';
import { describeRoutes } from './http/openapi.ts';
import { badField, problem } from './http/problem.ts';
import { serve } from './http/serve.ts';

const documentHeaders = { 'content-type': 'application/json', 'cache-control': 'public, max-age=300' };

const liveHeaders = { 'cache-control': 'public, max-age=3600' };

/** @param liveUrl undefined where pages ask for counts */
export function makeDescribeApi(liveUrl?: string) {
  const document = JSON.stringify(describeRoutes());
  const live = liveUrl === undefined ? { url: null } : { url: liveUrl, maxPosts: MAX_WATCHED_POSTS };
  const app = answerOperations('describe-api', {
    describeLive: inOrder((c) => c.json(live, 200, liveHeaders)),
    describeApi: inOrder((c) => c.body(document, 200, documentHeaders)),
  });
  app.notFound((c) => {
    const methods: readonly string[] = methodsAt(c.req.path);
    // API Gateway takes an empty parameter for another path.
    if (methods.includes(c.req.method) && c.req.path.includes('//'))
      return badField('postId', 'must not be empty');
    // A method of the table that arrives here has no function in this deployment.
    if (methods.length === 0 || methods.includes(c.req.method)) {
      return problem(404, `There is nothing at this address. See ${routes.describeApi.path}.`);
    }
    const allow = [...methods, 'OPTIONS'].join(', ');
    if (c.req.method === 'OPTIONS') return c.body(null, 204, { allow });
    return problem(405, `Here only ${allow} are understood.`, { headers: { allow } });
  });
  return app;
}

export const handler = serve(makeDescribeApi(process.env['LIVE_URL']));
