import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import type { AnswerPorts } from '../../core/live/answer-request.ts';
import type { WatchList } from '../../core/live/ports.ts';
import { makeAnswerViewer } from '../../lambdas/answer-viewer.ts';
import type { RateLimiter } from '../../lambdas/http/rate-limiter.ts';

const AS_OF = '2026-11-26T12:00:00.000Z';

interface World {
  readonly watch?: WatchList['watch'];
  readonly connect?: WatchList['connect'];
  readonly readCounts?: AnswerPorts['readCounts'];
  readonly verifyToken?: (token: string) => Promise<string | undefined>;
  readonly limiter?: RateLimiter;
}

function makeWorld({ watch, connect, readCounts, verifyToken, limiter }: World = {}) {
  const calls: string[] = [];
  const answer = makeAnswerViewer({
    watchList: {
      connect: async (connectionId, userId) => {
        calls.push(`connect ${connectionId} ${userId}`);
        return (await connect?.(connectionId, userId)) ?? 'connected';
      },
      watch: async (connectionId, postIds) => {
        calls.push(`watch ${postIds.join()}`);
        return (await watch?.(connectionId, postIds)) ?? 'watching';
      },
      unwatch: async (_, postIds) => (calls.push(`unwatch ${postIds.join()}`), 'unwatched'),
      disconnect: async (connectionId) => void calls.push(`disconnect ${connectionId}`),
    },
    readCounts:
      readCounts ??
      (async (postIds) => {
        calls.push(`read ${postIds.join()}`);
        return new Map([['p', { count: 12, asOf: AS_OF }]]);
      }),
    verifyToken: verifyToken ?? (async (token) => (token === 'good' ? 'ann' : undefined)),
    ...(limiter && { limiter }),
  });
  const connectWith = (protocols: string | undefined, header = 'Sec-WebSocket-Protocol') =>
    answer({
      requestContext: { routeKey: '$connect', connectionId: 'c' },
      ...(protocols !== undefined && { headers: { [header]: protocols } }),
    });
  const send = async (body: string, routeKey = '$default') => {
    const sent = await answer({ requestContext: { routeKey, connectionId: 'c' }, body });
    return JSON.parse(('body' in sent ? sent.body : undefined) ?? 'null') as Record<string, unknown>;
  };
  return { calls, answer, connectWith, send };
}

describe('a handshake', () => {
  test.each([
    ['without sub-protocols', undefined, 401],
    ['with an empty header', '', 401],
    ['without a token', 'likes.v1', 401],
    ['with an empty token', 'likes.v1, ', 401],
    ['with a forged token', 'likes.v1, forged', 401],
    ['with a token that is too long', `likes.v1, ${'a'.repeat(9_000)}`, 401],
    ['with another sub-protocol', 'chat, good', 400],
    ['with a third sub-protocol', 'likes.v1, good, more', 400],
  ])('%s is refused', async (_, protocols, statusCode) => {
    const { calls, connectWith } = makeWorld();
    const refusal = await connectWith(protocols);
    expect(refusal).toMatchObject({ statusCode });
    expect(JSON.parse(('body' in refusal && refusal.body) || '{}')).toMatchObject({ status: statusCode });
    expect(calls).toEqual([]);
  });

  test('is refused while nobody knows whether the token is good, and may be tried again', async () => {
    const { connectWith } = makeWorld({
      verifyToken: () => Promise.reject(Object.assign(new Error('no key'), { retryable: true })),
    });
    expect(await connectWith('likes.v1, good')).toMatchObject({ statusCode: 503 });
  });

  test('is refused when the person has too many connections', async () => {
    const { connectWith } = makeWorld({ connect: async () => 'too-many' });
    expect(await connectWith('likes.v1, good')).toMatchObject({ statusCode: 429 });
  });

  test.each(['Sec-WebSocket-Protocol', 'sec-websocket-protocol'])(
    'with a good token in %s is accepted, and the answer names the sub-protocol',
    async (header) => {
      const { calls, connectWith } = makeWorld();
      expect(await connectWith('likes.v1,good', header)).toEqual({
        statusCode: 200,
        headers: { 'Sec-WebSocket-Protocol': 'likes.v1' },
      });
      expect(calls).toEqual(['connect c ann']);
    },
  );
});

describe('a frame', () => {
  test.each(['no json', '7', '{"action":"shout"}', '{"action":"subscribe","posts":["a\\u0000"]}', ''])(
    'that is malformed gets a problem: %s',
    async (text) => {
      const { calls, send } = makeWorld();
      expect(await send(text)).toMatchObject({ type: 'problem', status: 400, title: 'Bad Request' });
      expect(calls).toEqual([]);
    },
  );

  test('of 51 posts is refused as a whole', async () => {
    const { calls, send } = makeWorld();
    const posts = Array.from({ length: 51 }, (_, index) => `p${index}`);
    expect(await send(JSON.stringify({ action: 'subscribe', posts }))).toMatchObject({
      status: 400,
      detail: 'posts: must name at most 50 posts',
    });
    expect(calls).toEqual([]);
  });

  test.each([
    ['too-many' as const, 400],
    ['gone' as const, 410],
  ])('that subscribes is refused when the list says %s', async (outcome, status) => {
    const { calls, send } = makeWorld({ watch: async () => outcome });
    expect(await send('{"action":"subscribe","posts":["p"]}')).toMatchObject({ type: 'problem', status });
    expect(calls).toEqual(['watch p']);
  });

  test('is answered while the table fails, and its connection stays open', async () => {
    const failing = (retryable: boolean) =>
      makeWorld({ readCounts: () => Promise.reject(Object.assign(new Error('throttled'), { retryable })) });
    const frame = '{"action":"subscribe","posts":["p"]}';
    expect(await failing(true).send(frame)).toMatchObject({ type: 'problem', status: 503 });
    expect(await failing(false).send(frame)).toMatchObject({ type: 'problem', status: 500 });
  });

  test('that asks for more than a share gets a problem, and each post is a part of it', async () => {
    const asked: unknown[] = [];
    const { calls, send } = makeWorld({
      limiter: (asker, tokens) => (asked.push([asker, tokens]), tokens > 1 ? 1_500 : 0),
    });
    expect(await send('{"action":"subscribe","posts":["p","q"]}')).toMatchObject({ status: 429 });
    expect(asked).toEqual([[{ userId: 'c' }, 2]]);
    expect(calls).toEqual([]);
  });

  test('that subscribes is answered with the counts, which are read when the posts are on the list', async () => {
    const { calls, send } = makeWorld();
    expect(await send('{"action":"subscribe","posts":["p","new","p"]}', 'subscribe')).toEqual({
      type: 'counts',
      posts: [
        { postId: 'p', count: 12, asOf: AS_OF },
        { postId: 'new', count: 0, asOf: null },
      ],
    });
    expect(calls).toEqual(['watch p,new', 'read p,new']);
  });

  test('that unsubscribes, and a ping, are answered', async () => {
    const { calls, send } = makeWorld();
    expect(await send('{"action":"unsubscribe","posts":["p"]}')).toEqual({
      type: 'unsubscribed',
      posts: ['p'],
    });
    expect(await send('{"action":"ping"}')).toEqual({ type: 'pong' });
    expect(calls).toEqual(['unwatch p']);
  });
});

test('a connection that ends is taken off the list', async () => {
  const { answer, calls } = makeWorld();
  const requestContext = { routeKey: '$disconnect', connectionId: 'c' };
  expect(await answer({ requestContext })).toEqual({ statusCode: 200 });
  expect(calls).toEqual(['disconnect c']);
});
