// Two things are wrong with each of these requests. The check that costs less answers, so that no refusal costs more than a like.

import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'DEBUG';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
});

import '../../trials/fuzz/environment.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { makeDescribeApi } from '../../lambdas/describe-api.ts';
import { MAX_BODY_BYTES } from '../../lambdas/http/limit-body.ts';
import { MAX_TOKEN_BYTES } from '../../lambdas/http/read-token.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { asAnn, eventIdAt, NOW_MS, readerOf, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { defaultRouteEvent, type HttpRequest, httpApiEvent } from './http-api-event.ts';

const LIKE = 'PUT /v1/posts/{postId}/like';
const LIKES = 'POST /v1/likes';
const READ = 'GET /v1/likes';

const ports = { stream: recordingStream(), now: () => NOW_MS, newId: () => eventIdAt(NOW_MS) };
const verified: string[] = [];
const verify = (token: string) => {
  verified.push(token);
  return verifyToken(token);
};
const acceptLike = serve(makeAcceptLike({ ...ports, verifyToken: verify }));
const readCounts = serve(makeReadCounts({ reader: readerOf({}), verifyToken: verify }));
const describeApi = serve(makeDescribeApi());

let printed = '';
beforeEach(() => {
  printed = '';
  verified.length = 0;
  const capture = (chunk: unknown) => {
    printed += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  vi.spyOn(process.stderr, 'write').mockImplementation(capture);
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const)
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => void capture(values.join(' ')));
});
afterEach(() => vi.restoreAllMocks());

/** A body of which only the length may be read. */
const unreadable = (length: number) =>
  new Proxy({} as string & object, {
    get: (_, name) => {
      if (name === 'length') return length;
      throw new Error(`the body was read: ${String(name)}`);
    },
  });

async function refuse(event: ReturnType<typeof httpApiEvent>, body?: string, isBase64Encoded = false) {
  const handler = { [READ]: readCounts, $default: describeApi }[event.routeKey] ?? acceptLike;
  const sent = body === undefined ? event : { ...event, body, isBase64Encoded };
  const answer = await handler(sent);
  const problem = JSON.parse(answer.body) as { type: string; status: number; detail: string };
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(problem).toMatchObject({ type: 'about:blank', status: answer.statusCode });
  // A refusal is logged nowhere, so that nobody can fill the log.
  expect(printed).toBe('');
  expect(ports.stream.records).toEqual([]);
  return { status: answer.statusCode, detail: problem.detail };
}

const request = (routeKey: string, more: HttpRequest = {}) =>
  httpApiEvent(routeKey, { parameters: { postId: 'post-1' }, ...more });
const asJson = { 'content-type': 'application/json' };

describe('a body over the limit', () => {
  test.each([
    ['a like', request(LIKE)],
    ['many likes', request(LIKES, { headers: asJson })],
    ['many likes with a bad token', request(LIKES, { headers: { ...asJson, authorization: 'Bearer x' } })],
    ['an unknown address', defaultRouteEvent('POST', '/nowhere')],
  ])('is refused by its length, before the token, and is not read: %s', async (_, event) => {
    expect(await refuse(event, unreadable(MAX_BODY_BYTES + 1))).toMatchObject({ status: 413 });
    expect(verified).toEqual([]);
  });

  test.each([0, 1, 2])(
    'is refused in base64 when it has one byte more than allowed, with %d more',
    async (n) => {
      const bytes = Buffer.alloc(MAX_BODY_BYTES + 1 + n, ' ');
      expect(await refuse(request(LIKES), bytes.toString('base64'), true)).toMatchObject({ status: 413 });
    },
  );

  test('at the limit goes on to the next check', async () => {
    const bytes = Buffer.alloc(MAX_BODY_BYTES, ' ');
    expect(await refuse(request(LIKES), bytes.toString('base64'), true)).toMatchObject({ status: 401 });
  });
});

describe('a body', () => {
  test.each([
    ['without a token', {}, 401],
    ['with a bad token', { ...asJson, authorization: 'Bearer bad' }, 401],
    ['with an Idempotency-Key', { ...asAnn, ...asJson, 'idempotency-key': eventIdAt(NOW_MS) }, 400],
    ['with another content type', { ...asAnn, 'content-type': 'text/plain' }, 415],
  ])('%s is not read', async (_, headers, status) => {
    expect(await refuse(request(LIKES, { headers }), unreadable(10_000))).toMatchObject({ status });
  });

  test.each(['[', '{"a":', '[],', '{},'])('that is %s thousands of times is not parsed', async (unit) => {
    const parse = vi.spyOn(JSON, 'parse');
    const event = request(LIKES, { headers: { ...asAnn, ...asJson } });
    const answer = acceptLike({ ...event, body: unit.repeat(5_401) });
    const { body, statusCode } = await answer;
    expect(parse).not.toHaveBeenCalled();
    expect([statusCode, body]).toEqual([400, expect.stringContaining('at most 100 actions')]);
  });

  test('with a few actions too many is told so, before its actions are checked', async () => {
    const body = JSON.stringify({ actions: Array.from({ length: 150 }, () => ({})) });
    expect(await refuse(request(LIKES, { headers: { ...asAnn, ...asJson } }), body)).toEqual({
      status: 400,
      detail: 'actions: must hold at most 100 actions',
    });
  });
});

describe('a token', () => {
  test.each([LIKE, LIKES, READ])('that is too long is not verified: %s', async (routeKey) => {
    const authorization = `Bearer ${'x'.repeat(MAX_TOKEN_BYTES + 1)}`;
    expect(await refuse(request(routeKey, { headers: { authorization } }))).toMatchObject({ status: 401 });
    expect(verified).toEqual([]);
  });

  test('that is bad is refused before the post and the key', async () => {
    const headers = { authorization: 'Bearer bad', 'idempotency-key': 'bad' };
    const event = request(LIKE, { headers, parameters: { postId: 'x'.repeat(129) } });
    expect(await refuse(event)).toMatchObject({ status: 401 });
  });

  test('is not looked at where nothing is', async () => {
    const event = { ...defaultRouteEvent('GET', '/nowhere'), headers: { authorization: 'Bearer bad' } };
    expect(await refuse(event)).toMatchObject({ status: 404 });
  });
});

describe('too many posts', () => {
  test('are refused before any of them is checked', async () => {
    const query = `post=%00&${'post=a&'.repeat(100)}`;
    expect(await refuse(request(READ, { query }))).toEqual({
      status: 400,
      detail: 'posts: must name at most 50 posts without a token, and at most 100 with one',
    });
  });

  test('cannot hide behind other parameters', async () => {
    expect(await refuse(request(READ, { query: '&'.repeat(9_000) }))).toMatchObject({ status: 400 });
  });
});
