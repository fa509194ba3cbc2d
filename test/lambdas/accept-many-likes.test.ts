import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { asAnn, eventIdAt, NOW_MS, recordingStream, verifyToken } from '../../trials/fuzz/fakes.ts';
import { type HttpRequest, httpApiEvent } from './http-api-event.ts';

const JSON_TYPE = { ...asAnn, 'content-type': 'application/json' };
const like = (postId: unknown) => ({ postId, op: 'like' });

function start() {
  const stream = recordingStream();
  let ids = 0;
  const newId = () => eventIdAt(NOW_MS + ids++);
  const handler = serve(makeAcceptLike({ stream, verifyToken, now: () => NOW_MS, newId }));
  const post = async (request: HttpRequest) => {
    const { statusCode, body } = await handler(
      httpApiEvent('POST /v1/likes', { headers: asAnn, ...request }),
    );
    return { status: statusCode, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { stream, post };
}

describe('the route for many likes', () => {
  test('refuses a request without a token', async () => {
    const { post } = start();
    expect((await post({ headers: {}, body: { actions: [like('a')] } })).status).toBe(401);
  });

  test.each([eventIdAt(NOW_MS), 'nonsense', ''])(
    'answers 400 to any Idempotency-Key, such as "%s"',
    async (key) => {
      const { post, stream } = start();
      const headers = { ...JSON_TYPE, 'idempotency-key': key };
      const { status, body } = await post({ headers, body: { actions: [like('a')] } });
      expect([status, body['detail']]).toEqual([400, expect.stringContaining('an id of its own')]);
      expect(stream.records).toEqual([]);
    },
  );

  test.each(['', '{', '[1,', 'null!', '\u0000', '{"actions":'])(
    'answers 400 to the body %j, which is not JSON',
    async (body) => {
      const { post, stream } = start();
      expect((await post({ headers: JSON_TYPE, body })).status).toBe(400);
      expect(stream.records).toEqual([]);
    },
  );

  test('answers 400 to JSON that is not in UTF-8', async () => {
    const { post } = start();
    const body = Buffer.from('{"actions":[{"postId":"\xff","op":"like"}]}', 'latin1');
    expect((await post({ headers: JSON_TYPE, body })).status).toBe(400);
  });

  test.each([
    ['that is an array', [], 'actions'],
    ['that is a string', '"like"', 'body'],
    ['without actions', {}, 'actions'],
    ['with actions that are not an array', { actions: 'like' }, 'actions'],
    ['with no action', { actions: [] }, 'actions'],
    ['with an unknown field', { actions: [like('a')], userId: 'bob' }, 'userId'],
    ['with an inherited name as a field', { actions: [like('a')], constructor: 1 }, 'constructor'],
    ['with an action that is null', { actions: [null] }, 'actions[0]'],
    ['with a post id of the wrong type', { actions: [like('a'), like(7)] }, 'actions[1].postId'],
    ['with an empty post id', { actions: [like('')] }, 'actions[0].postId'],
    ['with a post id over 128 bytes', { actions: [like('é'.repeat(65))] }, 'actions[0].postId'],
    ['with a control character in a post id', { actions: [like('a\nb')] }, 'actions[0].postId'],
    ['with a lone surrogate in a post id', { actions: [like('\udc00')] }, 'actions[0].postId'],
    ['with a post id that was not UTF-8', { actions: [like('a\ufffd')] }, 'actions[0].postId'],
    ['with an unknown op', { actions: [{ postId: 'a', op: 'love' }] }, 'actions[0].op'],
    ['with an unknown field in an action', { actions: [{ ...like('a'), at: 1 }] }, 'actions[0].at'],
    ['with an id that is not a UUIDv7', { actions: [{ ...like('a'), id: 'x' }] }, 'actions[0].id'],
    ['with an id that is null', { actions: [{ ...like('a'), id: null }] }, 'actions[0].id'],
    [
      'with an id too far ahead',
      { actions: [{ ...like('a'), id: eventIdAt(NOW_MS + 5_001) }] },
      'actions[0].id',
    ],
    [
      'with an id that is too old',
      { actions: [{ ...like('a'), id: eventIdAt(NOW_MS - 86_400_001) }] },
      'actions[0].id',
    ],
  ])('answers 400 to a body %s and names the field', async (_, body, field) => {
    const { post, stream } = start();
    const answer = await post({ body, headers: JSON_TYPE });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect(stream.records).toEqual([]);
  });

  test('answers 400 to more than 100 actions', async () => {
    const { post } = start();
    const answer = await post({ body: { actions: Array.from({ length: 101 }, (_, n) => like(`${n}`)) } });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: 'actions' }] } });
  });

  test('takes 100 actions with the longest ids and own keys, each letter beyond ASCII written as a JSON escape', async () => {
    const { post, stream } = start();
    const ids = Array.from({ length: 100 }, (_, n) => eventIdAt(NOW_MS - n));
    const postIdOf = (n: number) => `${n}`.padStart(4, '0') + 'д'.repeat(62);
    const actions = ids.map((id, n) => ({ postId: postIdOf(n), op: 'unlike', id }));
    const body = JSON.stringify({ actions }, undefined, 2).replaceAll('д', '\\u0434');
    expect(Buffer.byteLength(body)).toBeGreaterThan(48_000);
    expect((await post({ headers: JSON_TYPE, body })).status).toBe(202);
    expect(stream.records[0]?.map(({ postId, id }) => [postId, id])).toEqual(
      ids.map((id, n) => [postIdOf(n), id]),
    );
  });

  test.each([
    ['too far ahead', eventIdAt(NOW_MS + 5_001)],
    ['too old', eventIdAt(NOW_MS - 86_400_001)],
    ['no UUIDv7', 'x'],
  ])('tells the server’s time when an id is %s', async (_, id) => {
    const { post } = start();
    const { status, body } = await post({ body: { actions: [like('a'), { ...like('b'), id }] } });
    expect([status, body['serverTime']]).toEqual([400, new Date(NOW_MS).toISOString()]);
  });

  test('tells no time when something else is wrong', async () => {
    const { post } = start();
    const { status, body } = await post({ body: { actions: [like('')] } });
    expect([status, 'serverTime' in body]).toEqual([400, false]);
  });

  test('takes an id in upper case for the same id', async () => {
    const { post, stream } = start();
    const id = eventIdAt(NOW_MS, '8abc-00000000abcd');
    const { status, body } = await post({ body: { actions: [{ ...like('a'), id: id.toUpperCase() }] } });
    expect([status, body['events']]).toMatchObject([202, [{ postId: 'a', id }]]);
    expect(stream.records[0]).toMatchObject([{ id }]);
  });

  const PAST = eventIdAt(NOW_MS - 1_000);
  const AHEAD = eventIdAt(NOW_MS + 4_000);
  const unlike = (postId: string) => ({ postId, op: 'unlike' });

  test.each([
    [
      'one id for a like and an unlike of a post',
      [
        { ...like('a'), id: PAST },
        { ...unlike('a'), id: PAST },
      ],
    ],
    [
      'one id in both cases',
      [
        { ...unlike('a'), id: PAST },
        { ...like('a'), id: PAST.toUpperCase() },
      ],
    ],
    ['an unlike without an id after a like that is ahead', [{ ...like('a'), id: AHEAD }, unlike('a')]],
    ['an old unlike after a like without an id', [like('a'), { ...unlike('a'), id: PAST }]],
  ])('refuses a list with %s, and says which action would lose', async (_, actions) => {
    const { post, stream } = start();
    const { status, body } = await post({ body: { actions: [like('b'), ...actions] } });
    expect(status).toBe(400);
    expect(body).toMatchObject({
      errors: [{ field: 'actions[2]' }],
      serverTime: new Date(NOW_MS).toISOString(),
    });
    expect(body['detail']).toContain('actions[1]');
    expect(stream.records).toEqual([]);
  });

  test.each([
    [
      'one id for two posts',
      [
        { ...like('a'), id: PAST },
        { ...unlike('b'), id: PAST },
      ],
    ],
    [
      'an action twice',
      [
        { ...like('a'), id: PAST },
        { ...like('a'), id: PAST },
      ],
    ],
    [
      'own ids that say which action is the last',
      [
        { ...unlike('a'), id: AHEAD },
        { ...like('a'), id: PAST },
      ],
    ],
    ['two likes of which the first is ahead', [{ ...like('a'), id: AHEAD }, like('a')]],
  ])('takes a list with %s', async (_, actions) => {
    const { post, stream } = start();
    expect((await post({ body: { actions } })).status).toBe(202);
    expect(stream.records[0]).toHaveLength(2);
  });

  test('stamps actions without an id in the order of the list, so that the last one on a post wins', async () => {
    const { post, stream } = start();
    expect((await post({ body: { actions: [like('a'), unlike('a'), like('a')] } })).status).toBe(202);
    const ids = stream.records[0]?.map(({ id }) => id) ?? [];
    expect(ids).toEqual(ids.toSorted());
    expect(new Set(ids).size).toBe(3);
  });

  test('answers 415 to any content type but JSON', async () => {
    const { post } = start();
    const body = JSON.stringify({ actions: [like('a')] });
    expect((await post({ headers: { ...asAnn, 'content-type': 'text/plain' }, body })).status).toBe(415);
    expect((await post({ headers: asAnn, body })).status).toBe(415);
    const withCharset = { ...asAnn, 'content-type': 'Application/JSON; charset=utf-8' };
    expect((await post({ headers: withCharset, body })).status).toBe(202);
  });

  test('puts 100 actions into one record of one user, in their order, and gives each an id', async () => {
    const { post, stream } = start();
    const actions = Array.from({ length: 100 }, (_, n) => like(`post-${n}`));
    const { status, body } = await post({ body: { actions } });
    expect(status).toBe(202);
    expect(stream.records).toHaveLength(1);
    const events = stream.records[0] ?? [];
    expect(events.map(({ postId }) => postId)).toEqual(actions.map(({ postId }) => postId));
    expect(new Set(events.map(({ userId }) => userId))).toEqual(new Set(['ann']));
    expect(body).toEqual({
      events: events.map(({ postId, id }) => ({
        postId,
        id,
        state: 'accepted',
        receipt: expect.any(String),
      })),
      state: 'accepted',
    });
  });

  test('accepts the same post twice, and uses ids of the client beside its own', async () => {
    const { post, stream } = start();
    const id = eventIdAt(NOW_MS - 1_000);
    const actions = [
      { ...like('a'), id },
      { postId: 'a', op: 'unlike' },
    ];
    expect((await post({ body: { actions } })).status).toBe(202);
    expect(stream.records[0]).toMatchObject([
      { id, postId: 'a', op: 'like' },
      { id: eventIdAt(NOW_MS), postId: 'a', op: 'unlike' },
    ]);
  });
});
