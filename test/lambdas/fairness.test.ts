// One person, or one address with many visitors, gets a share of a function and no more.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
});

import '../../trials/fuzz/environment.ts';
import { uuidv7 } from 'uuidv7';
import { writeReceipt } from '../../lambdas/http/read-receipt.ts';
import { makeRateLimiter } from '../../lambdas/http/rate-limiter.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { makeIssueVisitor } from '../../lambdas/issue-visitor.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { ownerOf } from '../../core/likes/receipt.ts';
import { eventIdAt, NOW_MS, readerOf, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent, restApiEvent } from './http-api-event.ts';

const LIKE = 'PUT /v1/posts/{postId}/like';
const LIMITS = { person: { perSecond: 10, burst: 200 }, address: { perSecond: 100, burst: 300 } };
const SECRET_ADDRESS = '198.51.100.77';

const as = (person: string, more: HttpRequest = {}): HttpRequest => ({
  parameters: { postId: 'post-1' },
  ...more,
  headers: { authorization: `Bearer good-${person}`, ...more.headers },
});
const list = (length: number) => ({ actions: Array.from({ length }, () => ({ postId: 'a', op: 'like' })) });

/** A request from an address. */
function from(address: string, routeKey: string, request: HttpRequest) {
  const event = httpApiEvent(routeKey, request);
  const { requestContext } = event;
  return {
    ...event,
    requestContext: { ...requestContext, http: { ...requestContext.http, sourceIp: address } },
  };
}

function start() {
  let nowMs = NOW_MS;
  const limiter = makeRateLimiter({ ...LIMITS, now: () => nowMs });
  const stream = recordingStream();
  const now = () => nowMs;
  const acceptLike = serve(makeAcceptLike({ stream, verifyToken, now, newId: uuidv7, limiter }));
  const wait = (ms: number) => void (nowMs += ms);
  const send = (routeKey: string, request: HttpRequest, address = '192.0.2.1') =>
    acceptLike(from(address, routeKey, request));
  return { limiter, stream, acceptLike, send, wait };
}

let printed = '';

beforeEach(() => {
  printed = '';
  const capture = (chunk: unknown) => {
    printed += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  vi.spyOn(console, 'log').mockImplementation((...values: unknown[]) => void capture(values.join(' ')));
});

afterEach(() => vi.restoreAllMocks());

describe('a person who acts too fast', () => {
  test('gets 429 with the seconds after which the same request passes, and nothing is stored', async () => {
    const { send, stream, wait } = start();
    for (let sent = 0; sent < 2; sent++) await send('POST /v1/likes', as('ann', { body: list(100) }));
    const refused = await send('POST /v1/likes', as('ann', { body: list(55) }));
    expect(refused.statusCode).toBe(429);
    expect(refused.headers).toMatchObject({
      'content-type': 'application/problem+json',
      'retry-after': '6',
    });
    expect(JSON.parse(refused.body)).toMatchObject({ status: 429, title: 'Too Many Requests' });
    expect(stream.records).toHaveLength(2);
    wait(5_000);
    expect((await send('POST /v1/likes', as('ann', { body: list(55) }))).statusCode).toBe(429);
    wait(1_000);
    expect((await send('POST /v1/likes', as('ann', { body: list(55) }))).statusCode).toBe(202);
  });

  test('pays for each action of a list, and for a single one', async () => {
    const { send } = start();
    await send('POST /v1/likes', as('ann', { body: list(100) }));
    await send('POST /v1/likes', as('ann', { body: list(99) }));
    expect((await send(LIKE, as('ann'))).statusCode).toBe(202);
    expect((await send(LIKE, as('ann'))).statusCode).toBe(429);
    expect((await send('DELETE /v1/posts/{postId}/like', as('ann'))).headers['retry-after']).toBe('1');
  });

  test('pays for a list before its actions are looked at, as far as a list may go', async () => {
    const { send } = start();
    const bad = { actions: Array.from({ length: 120 }, () => ({ postId: '', op: 'love' })) };
    expect((await send('POST /v1/likes', as('ann', { body: bad }))).statusCode).toBe(400);
    expect((await send('POST /v1/likes', as('ann', { body: { actions: [] } }))).statusCode).toBe(400);
    expect((await send('POST /v1/likes', as('ann', { body: list(100) }))).headers['retry-after']).toBe('1');
    expect((await send('POST /v1/likes', as('ann', { body: list(99) }))).statusCode).toBe(202);
  });

  test('refuses nobody else at the same address', async () => {
    const { send } = start();
    for (let sent = 0; sent < 20; sent++) await send('POST /v1/likes', as('ann', { body: list(100) }));
    expect((await send(LIKE, as('bob'))).statusCode).toBe(202);
  });

  test('costs nobody a token who sends no valid one', async () => {
    const { send } = start();
    const forged = { headers: { authorization: 'Bearer forged' }, parameters: { postId: 'post-1' } };
    for (let sent = 0; sent < 400; sent++) await send(LIKE, forged);
    expect((await send(LIKE, as('bob'))).statusCode).toBe(202);
  });

  test('is refused on a REST API too, which names the address elsewhere', async () => {
    const { acceptLike } = start();
    const event = () => restApiEvent('PUT', '/v1/posts/a/like', {}, { authorization: 'Bearer good-ann' });
    const answers = [];
    for (let sent = 0; sent < 201; sent++) answers.push((await acceptLike(event())).statusCode);
    expect([answers[199], answers[200]]).toEqual([202, 429]);
  });
});

describe('an address', () => {
  const flood = async (send: ReturnType<typeof start>['send'], address: (index: number) => string) => {
    const answers: number[] = [];
    for (let visitor = 0; visitor < 4; visitor++) {
      const request = as(`visitor-${visitor}`, { body: list(100) });
      answers.push((await send('POST /v1/likes', request, address(visitor))).statusCode);
    }
    return answers;
  };

  test('with many visitors is refused as one', async () => {
    const { send } = start();
    expect(await flood(send, () => '192.0.2.1')).toEqual([202, 202, 202, 429]);
    expect((await send(LIKE, as('bob'), '192.0.2.2')).statusCode).toBe(202);
  });

  test('of IPv6 is its /64', async () => {
    const { send } = start();
    expect(await flood(send, (index) => `2001:db8::${index}`)).toEqual([202, 202, 202, 429]);
  });

  test('that is refused costs the person nothing', async () => {
    const { send } = start();
    await flood(send, () => '192.0.2.1');
    await send('POST /v1/likes', as('bob', { body: list(100) }), '192.0.2.1');
    for (let sent = 0; sent < 2; sent++)
      expect((await send('POST /v1/likes', as('bob', { body: list(100) }), '192.0.2.2')).statusCode).toBe(
        202,
      );
  });

  test('of the own machine is not limited, because a local cloud has no other', async () => {
    const { send } = start();
    expect(await flood(send, () => '127.0.0.1')).toEqual([202, 202, 202, 202]);
  });

  test('cannot be made up in a header', async () => {
    const { send } = start();
    for (let visitor = 0; visitor < 3; visitor++) {
      const headers = { 'x-forwarded-for': `203.0.113.${visitor}` };
      await send('POST /v1/likes', as(`visitor-${visitor}`, { body: list(100), headers }));
    }
    const headers = { 'x-forwarded-for': '203.0.113.9' };
    expect((await send(LIKE, as('visitor-9', { headers }))).statusCode).toBe(429);
  });

  test('gets no more new visitors than its share', async () => {
    const limiter = makeRateLimiter({ address: { perSecond: 10, burst: 20 }, now: () => NOW_MS });
    const signToken = async () => ({ token: 't', expiresAtMs: NOW_MS });
    const issue = serve(
      makeIssueVisitor({ signToken, verifyOldToken: verifyToken, newVisitorId: () => 'v', limiter }),
    );
    const statuses = [];
    for (let index = 0; index < 21; index++)
      statuses.push((await issue(from('192.0.2.1', 'POST /v1/visitors', {}))).statusCode);
    expect([statuses[19], statuses[20]]).toEqual([201, 429]);
    expect((await issue(from('192.0.2.2', 'POST /v1/visitors', {}))).statusCode).toBe(201);
  });

  test('is named in no log and no metric', async () => {
    const { send } = start();
    await flood(send, () => SECRET_ADDRESS);
    expect(printed).toMatch(/"LikesLimited":100\b/);
    expect(printed).not.toContain(SECRET_ADDRESS);
    expect(printed).not.toContain('visitor-');
  });
});

describe('a person who reads with a token', () => {
  const reads = () => {
    const limiter = makeRateLimiter({ person: { perSecond: 10, burst: 100 }, now: () => NOW_MS });
    return serve(makeReadCounts({ reader: readerOf({}), verifyToken, limiter }));
  };
  const posts = (count: number) => Array.from({ length: count }, (_, index) => `post=p${index}`).join('&');
  const query = posts(100);

  test('pays for each post', async () => {
    const read = reads();
    expect((await read(httpApiEvent('GET /v1/likes', as('ann', { query })))).statusCode).toBe(200);
    const refused = await read(httpApiEvent('GET /v1/posts/{postId}/likes', as('ann')));
    expect([refused.statusCode, refused.headers['retry-after']]).toEqual([429, '1']);
  });

  test('pays for receipts', async () => {
    const read = reads();
    const action = { id: eventIdAt(NOW_MS), postId: 'a', op: 'like' } as const;
    const receipt = writeReceipt({ ...action, owner: ownerOf('ann'), issuedAs: 'queued', place: undefined });
    const ask = () =>
      read(httpApiEvent('GET /v1/receipts/{receipt}', as('ann', { parameters: { receipt } })));
    for (let asked = 0; asked < 100; asked++) await ask();
    expect((await ask()).statusCode).toBe(429);
  });

  test('refuses nobody who reads without one, because caches answer them', async () => {
    const read = reads();
    const statuses = new Set<number>();
    for (let asked = 0; asked < 5; asked++)
      statuses.add((await read(httpApiEvent('GET /v1/likes', { query: posts(50) }))).statusCode);
    expect([...statuses]).toEqual([200]);
  });
});
