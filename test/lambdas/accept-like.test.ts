import '../../trials/fuzz/environment.ts';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LikeStreamError } from '../../adapters/kinesis/like-stream.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { asAnn, eventIdAt, NOW_MS, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent, restApiEvent } from './http-api-event.ts';

const STAMPED_ID = eventIdAt(NOW_MS);
const LIKE = 'PUT /v1/posts/{postId}/like';
const UNLIKE = 'DELETE /v1/posts/{postId}/like';

function start(outcome?: () => 'accepted' | 'throttled') {
  const stream = recordingStream(outcome);
  const handler = serve(makeAcceptLike({ stream, verifyToken, now: () => NOW_MS, newId: () => STAMPED_ID }));
  const send = async (routeKey: string, request: HttpRequest) => {
    const { statusCode, headers, body } = await handler(
      httpApiEvent(routeKey, { parameters: { postId: 'post-1' }, headers: asAnn, ...request }),
    );
    return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { stream, handler, send };
}

describe('accept-like', () => {
  test('refuses a request without a token and asks for one', async () => {
    const { send, stream } = start();
    const answer = await send(LIKE, { headers: {} });
    expect(answer).toMatchObject({ status: 401, headers: { 'www-authenticate': 'Bearer' } });
    expect(stream.records).toEqual([]);
  });

  test.each([
    'Bearer forged',
    'Bearer',
    'Basic good-ann',
    'good-ann',
    'Bearer good-ann extra',
    'Bearer good\u0001ann',
  ])('refuses the authorization %j as an invalid token', async (authorization) => {
    const { send, stream } = start();
    const answer = await send(LIKE, { headers: { authorization } });
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'content-type': 'application/problem+json',
        'www-authenticate': 'Bearer error="invalid_token"',
      },
      body: { type: 'about:blank', title: 'Unauthorized', status: 401 },
    });
    expect(stream.records).toEqual([]);
  });

  test.each([
    ['that is empty', ''],
    ['over 128 bytes', 'é'.repeat(65)],
    ['with a control character', 'a\u0000b'],
    ['with a C1 control character', 'a\u0085b'],
    ['with a lone surrogate', 'a\ud800b'],
    ['with bytes that were not UTF-8', 'a\ufffd'],
  ])('answers 400 to a post id %s', async (_, postId) => {
    const { send, stream } = start();
    expect((await send(LIKE, { parameters: { postId } })).status).toBe(400);
    expect(stream.records).toEqual([]);
  });

  test('names the malformed field', async () => {
    const { send } = start();
    const { body } = await send(LIKE, { parameters: { postId: 'x'.repeat(129) } });
    expect(body['errors']).toEqual([{ field: 'postId', detail: 'must be at most 128 bytes of UTF-8' }]);
  });

  test.each([
    ['empty', '', 'must be a UUIDv7'],
    ['not a UUIDv7', 'order-66', 'must be a UUIDv7'],
    ['a UUIDv4', '0b5ad1cd-7b3a-4b8f-8a3c-2f5b1b1f9f10', 'must be a UUIDv7'],
    ['in one quote only', `"${eventIdAt(NOW_MS)}`, 'must be a UUIDv7'],
    ['two of them', `${eventIdAt(NOW_MS)}, ${eventIdAt(NOW_MS)}`, 'must be a UUIDv7'],
    ['more than 5 s ahead', eventIdAt(NOW_MS + 5_001), '5 seconds ahead'],
    ['more than 5 s ahead, in quotes', `"${eventIdAt(NOW_MS + 5_001)}"`, '5 seconds ahead'],
    ['more than a day old', eventIdAt(NOW_MS - 86_400_001), 'a day old'],
  ])('answers 400 to an Idempotency-Key that is %s', async (_, key, reason) => {
    const { send, stream } = start();
    const answer = await send(LIKE, { headers: { ...asAnn, 'Idempotency-Key': key } });
    expect(answer.status).toBe(400);
    expect(answer.body['detail']).toContain(reason);
    expect(answer.body['serverTime']).toBe(new Date(NOW_MS).toISOString());
    expect(stream.records).toEqual([]);
  });

  test('tells its time only when it refuses an id', async () => {
    const { send } = start();
    const { status, body } = await send(LIKE, { parameters: { postId: '' } });
    expect([status, 'serverTime' in body]).toEqual([400, false]);
  });

  test('answers 413 to a body over 64 KiB, whatever content-length says', async () => {
    const { send } = start();
    const headers = { ...asAnn, 'content-length': '2' };
    expect((await send(LIKE, { body: 'x'.repeat(65_537), headers })).status).toBe(413);
    expect((await send(LIKE, { body: 'é'.repeat(32_769), headers })).status).toBe(413);
    expect((await send(LIKE, { body: new Uint8Array(65_537), headers })).status).toBe(413);
    expect((await send(LIKE, { body: new Uint8Array(65_536), headers })).status).toBe(202);
  });

  test('answers 503 with Retry-After when the stream is throttled', async () => {
    const { send } = start(() => 'throttled');
    expect(await send(LIKE, {})).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
  });

  test('answers 503 when Kinesis cannot be reached and 500 when Kinesis refuses, and does not tell why', async () => {
    const unreachable = start(() => {
      throw new LikeStreamError(new Error('secret details'));
    });
    expect(await unreachable.send(LIKE, {})).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    const refused = start(() => {
      throw new LikeStreamError(Object.assign(new Error('secret details'), { $fault: 'client' }));
    });
    const answer = await refused.send(LIKE, {});
    expect(answer.status).toBe(500);
    expect(JSON.stringify(answer)).not.toContain('secret');
  });

  test('answers 404 to an address that it has no route for', async () => {
    const { handler } = start();
    expect((await handler(httpApiEvent('PUT /v1/nowhere'))).statusCode).toBe(404);
  });

  test('puts a like into the stream and answers 202 with its id', async () => {
    const { send, stream } = start();
    const answer = await send(LIKE, {});
    expect(answer).toMatchObject({ status: 202, body: { id: STAMPED_ID, state: 'accepted' } });
    expect(stream.records).toEqual([[{ v: 1, id: STAMPED_ID, postId: 'post-1', userId: 'ann', op: 'like' }]]);
  });

  test('turns a DELETE into an unlike', async () => {
    const { send, stream } = start();
    expect((await send(UNLIKE, {})).status).toBe(202);
    expect(stream.records[0]?.[0]).toMatchObject({ op: 'unlike' });
  });

  test('uses the id in an Idempotency-Key, so that a repeat is the same event', async () => {
    const { send, stream } = start();
    const key = eventIdAt(NOW_MS - 5_000);
    const request = { headers: { ...asAnn, 'Idempotency-Key': key } };
    const answers = [await send(LIKE, request), await send(LIKE, request)];
    expect(answers.map(({ status, body }) => [status, body['id']])).toEqual([
      [202, key],
      [202, key],
    ]);
    expect(stream.records[0]).toEqual(stream.records[1]);
  });

  test('takes an id that is as far ahead of its clock as it may be', async () => {
    const { send, stream } = start();
    const key = eventIdAt(NOW_MS + 5_000);
    expect((await send(LIKE, { headers: { ...asAnn, 'Idempotency-Key': key } })).status).toBe(202);
    expect(stream.records[0]?.[0]?.id).toBe(key);
  });

  test.each([
    ['in quotes', (id: string) => `"${id}"`],
    ['in upper case', (id: string) => id.toUpperCase()],
    ['in quotes and in upper case', (id: string) => `"${id.toUpperCase()}"`],
  ])('takes an Idempotency-Key %s for the same id', async (_, write) => {
    const { send, stream } = start();
    const id = eventIdAt(NOW_MS, '8abc-00000000abcd');
    const answer = await send(LIKE, { headers: { ...asAnn, 'Idempotency-Key': write(id) } });
    expect(answer).toMatchObject({ status: 202, body: { id } });
    expect(stream.records[0]?.[0]?.id).toBe(id);
  });

  test('takes any post id through the URL, or answers 400', async () => {
    const { send, stream } = start();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 140 }), async (postId) => {
        fc.pre(postId !== '.' && postId !== '..');
        stream.records.length = 0;
        const { status } = await send(LIKE, { parameters: { postId } });
        const taken = stream.records[0]?.[0]?.postId;
        expect([status, taken]).toEqual(checkKeyText(postId) ? [400, undefined] : [202, postId]);
      }),
    );
  });

  test('decodes a path once when the gateway has left it encoded, and refuses malformed encodings', async () => {
    const { handler, stream } = start();
    const put = (path: string) => handler(restApiEvent('PUT', path, {}, asAnn));
    expect((await put('/v1/posts/a%2Fb%25%3F%23%C3%A9/like')).statusCode).toBe(202);
    expect(stream.records[0]?.[0]?.postId).toBe('a/b%?#é');
    for (const malformed of ['%', '%zz', '%C3', '%ED%A0%80', 'a%2']) {
      expect((await put(`/v1/posts/${malformed}/like`)).statusCode).toBe(400);
    }
  });
});
