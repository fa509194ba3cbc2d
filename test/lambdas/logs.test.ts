// The output of a function may be kept for long and read by many. So it must not name a person, and must not hold a token or a body.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';

vi.hoisted(() => {
  process.env['POWERTOOLS_LOG_LEVEL'] = 'DEBUG';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
});

import '../../trials/fuzz/environment.ts';
import { LikeStreamError } from '../../adapters/kinesis/like-stream.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { eventIdAt, NOW_MS, readerOf, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const USER = 'sentinel-user';
const TOKEN = `good-${USER}`;
/** The event of a request holds this address (test/lambdas/http-api-event.ts). */
const SENTINEL = /sentinel|192\.0\.2\.1/;
const headers = { authorization: `Bearer ${TOKEN}` };
const parameters = { postId: 'post-1' };

let printed = '';

beforeEach(() => {
  printed = '';
  const capture = (chunk: unknown) => {
    printed += String(chunk);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(capture);
  vi.spyOn(process.stderr, 'write').mockImplementation(capture);
  for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
    vi.spyOn(console, method).mockImplementation((...values: unknown[]) => void capture(values.join(' ')));
  }
});

afterEach(() => vi.restoreAllMocks());

function acceptLike(put: () => 'accepted' | 'throttled') {
  const ports = { verifyToken, now: () => NOW_MS, newId: () => eventIdAt(NOW_MS) };
  return serve(makeAcceptLike({ ...ports, stream: recordingStream(put) }));
}

test('a function counts an accepted like and names nobody', async () => {
  const handler = acceptLike(() => 'accepted');
  await handler(httpApiEvent('PUT /v1/posts/{postId}/like', { parameters, headers }));
  await handler(
    httpApiEvent('POST /v1/likes', { headers, body: { actions: [{ postId: 'p', op: 'like' }] } }),
  );
  expect(printed).toContain('"LikesAccepted":1');
  expect(printed).not.toMatch(SENTINEL);
});

test('what the canary likes is not counted, so that an alarm on silence hears people alone', async () => {
  const handler = acceptLike(() => 'accepted');
  const request = httpApiEvent('PUT /v1/posts/{postId}/like', {
    parameters: { postId: '_canary-1' },
    headers,
  });
  expect(await handler(request)).toMatchObject({ statusCode: 202 });
  expect(printed).not.toContain('LikesAccepted');
});

test('a function names nobody when it refuses a request', async () => {
  const handler = acceptLike(() => 'throttled');
  await handler(httpApiEvent('PUT /v1/posts/{postId}/like', { parameters, headers }));
  await handler(httpApiEvent('POST /v1/likes', { headers, body: { 'sentinel-body': 'sentinel-body' } }));
  for (const authorization of [
    'Bearer sentinel-forged',
    'Bearer sentinel-forged\n',
    'Bearer \u0000sentinel-forged',
  ]) {
    await handler(httpApiEvent('PUT /v1/posts/{postId}/like', { parameters, headers: { authorization } }));
  }
  await handler({ ...httpApiEvent('GET /v1/likes', { headers }), body: 'sentinel-body' });
  expect(printed).not.toMatch(SENTINEL);
});

test('a function logs a failure by its name and place, because messages may quote the input', async () => {
  const cause = Object.assign(new Error(`Value '${USER}' at 'partitionKey'`), {
    name: 'ValidationException',
  });
  const failing = acceptLike(() => {
    throw new LikeStreamError(cause);
  });
  await failing(httpApiEvent('PUT /v1/posts/{postId}/like', { parameters, headers }));
  expect(printed).toContain('LikeStreamError');
  expect(printed).toContain('ValidationException');
  expect(printed).toContain('logs.test.ts');

  const reader = { ...readerOf({}), readLiked: () => Promise.reject(new Error(`no row of ${USER}`)) };
  const reads = serve(makeReadCounts({ reader, verifyToken }));
  await reads(httpApiEvent('GET /v1/posts/{postId}/likes', { parameters, headers }));
  expect(printed).not.toMatch(SENTINEL);
});
