// Answers that a client or a cache has already: 304 for everybody, and never for a person.

import '../../trials/fuzz/environment.ts';
import { expect, test } from 'vitest';
import type { PostCount } from '../../core/likes/ports.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { asAnn, readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const asOf = '2026-11-24T00:00:00.000Z';
const routes = ['GET /v1/posts/{postId}/likes', 'GET /v1/likes'];
const before = { a: { count: 3, asOf } };
const after = { a: { count: 4, asOf } };

async function get(route: string, counts: Record<string, PostCount>, headers = {}) {
  const handler = serve(makeReadCounts({ reader: readerOf(counts, { ann: ['a'] }), verifyToken }));
  const answer = await handler(
    httpApiEvent(route, { parameters: { postId: 'a' }, query: 'posts=a', headers }),
  );
  return { status: answer.statusCode, headers: answer.headers as Record<string, string>, body: answer.body };
}

test.each(routes)('an answer that changed is sent whole: %s', async (route) => {
  const { etag } = (await get(route, before)).headers;
  const again = await get(route, after, { 'if-none-match': etag });
  expect(again.status).toBe(200);
  expect(again.body).toContain('"count":4');
  expect(again.headers['etag']).not.toBe(etag);
});

test.each(routes)('an answer that is the same is not sent again: %s', async (route) => {
  const { etag, 'cache-control': cacheControl } = (await get(route, before)).headers;
  for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*'])
    expect(await get(route, before, { 'if-none-match': tag })).toMatchObject({
      status: 304,
      body: '',
      headers: { etag, 'cache-control': cacheControl },
    });
});

test.each(routes)('the answer to a person has no tag, and is always sent: %s', async (route) => {
  const { etag } = (await get(route, before)).headers;
  const answer = await get(route, before, { ...asAnn, 'if-none-match': `${etag}, *` });
  expect(answer.status).toBe(200);
  expect(answer.body).toContain('"liked":true');
  expect(answer.headers).not.toHaveProperty('etag');
});
