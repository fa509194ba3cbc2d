// Persons and posts of which no likes are taken.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
});

import '../../trials/fuzz/environment.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import {
  activity,
  asAnn,
  eventIdAt,
  NOW_MS,
  readerOf,
  recordingStream,
  verifyToken,
} from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent } from './http-api-event.ts';

const LIKE = 'PUT /v1/posts/{postId}/like';
const UNLIKE = 'DELETE /v1/posts/{postId}/like';
const LIKES = 'POST /v1/likes';

let printed = '';
beforeEach(() => {
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    printed += String(chunk);
    return true;
  });
});
afterEach(() => vi.restoreAllMocks());

const denied = async () => ({ persons: new Set(['mallory']), posts: new Set(['closed', 'p']) });
const asMallory = { authorization: 'Bearer good-mallory' };

async function send(routeKey: string, request: HttpRequest) {
  const stream = recordingStream();
  const ports = { stream, verifyToken, now: () => NOW_MS, newId: () => eventIdAt(NOW_MS), denied };
  const handler = serve(makeAcceptLike(ports));
  const { statusCode, headers, body } = await handler(httpApiEvent(routeKey, { headers: asAnn, ...request }));
  return { status: statusCode, headers, body: JSON.parse(body) as object, records: stream.records };
}

const list = (...actions: object[]) => ({
  body: JSON.stringify({ actions }),
  headers: { ...asAnn, 'content-type': 'application/json' },
});

test.each([LIKE, UNLIKE])('a denied person is refused: %s', async (route) => {
  const answer = await send(route, { parameters: { postId: 'open' }, headers: asMallory });
  expect(answer).toMatchObject({
    status: 403,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
    body: { title: 'Forbidden', status: 403, detail: 'This person may not like anything here.' },
    records: [],
  });
  expect(answer.body).not.toHaveProperty('errors');
  expect(printed).toMatch(/"LikesDenied":1\b/);
  expect(printed).not.toContain('mallory');
});

test('a denied person is refused a list, whatever is in it', async () => {
  const { headers, body } = list({ postId: 'open', op: 'like' }, { postId: 'other', op: 'unlike' });
  const answer = await send(LIKES, { headers: { ...headers, ...asMallory }, body });
  expect(answer).toMatchObject({ status: 403, records: [] });
  expect(printed).toMatch(/"LikesDenied":2\b/);
});

test('a post that is closed takes no likes, and its likes can be taken back', async () => {
  expect(await send(LIKE, { parameters: { postId: 'closed' } })).toMatchObject({
    status: 403,
    body: {
      detail: 'postId: is closed for likes',
      errors: [{ field: 'postId', detail: 'is closed for likes' }],
    },
    records: [],
  });
  expect(await send(UNLIKE, { parameters: { postId: 'closed' } })).toMatchObject({ status: 202 });
  expect(await send(LIKE, { parameters: { postId: 'open' } })).toMatchObject({ status: 202 });
});

test('a list with likes of closed posts is refused as a whole, and the answer names them', async () => {
  const actions = [
    { postId: 'open', op: 'like' },
    { postId: 'closed', op: 'like' },
    { postId: 'p', op: 'unlike' },
    { postId: 'p', op: 'like' },
  ];
  expect(await send(LIKES, list(...actions.slice(0, 2), actions[3] ?? {}))).toMatchObject({
    status: 403,
    body: {
      errors: [
        { field: 'actions[1].postId', detail: 'is closed for likes' },
        { field: 'actions[2].postId', detail: 'is closed for likes' },
      ],
    },
    records: [],
  });
  expect(printed).toMatch(/"LikesDenied":2\b/);
  expect(await send(LIKES, list(actions[0] ?? {}, actions[2] ?? {}))).toMatchObject({ status: 202 });
});

test('a closed post does not trend, and its count is read as before', async () => {
  const read = async (closed: typeof denied | undefined, path: string, parameters = {}) => {
    const reader = readerOf({ p: { count: 7, asOf: null } });
    const withList = closed ? { ...activity, denied: closed } : activity;
    const handler = serve(makeReadCounts({ reader, activity: withList, verifyToken }));
    return JSON.parse((await handler(httpApiEvent(`GET ${path}`, { parameters }))).body) as object;
  };
  expect(await read(undefined, '/v1/trending')).toMatchObject({ posts: [{ postId: 'p' }] });
  expect(await read(denied, '/v1/trending')).toMatchObject({ posts: [] });
  expect(await read(denied, '/v1/posts/{postId}/likes', { postId: 'p' })).toMatchObject({ count: 7 });
});
