import '../../trials/fuzz/environment.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeAcceptLike } from '../../lambdas/accept-like.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeTokenVerifier } from '../../lambdas/http/token-verifier.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { eventIdAt, NOW_MS, readerOf, recordingStream } from '../../trials/fuzz/fakes.ts';
import { AUDIENCE, type LocalIssuer, startIssuer } from './http/local-issuer.ts';
import { httpApiEvent } from './http-api-event.ts';

const LIKE = 'PUT /v1/posts/{postId}/like';
const COUNT = 'GET /v1/posts/{postId}/likes';

let issuer: LocalIssuer;
beforeAll(async () => {
  issuer = await startIssuer();
});
afterAll(() => issuer.close());

/** The functions as a deployment wires them: they find the issuer by what their environment says. */
function start() {
  const verifyToken = makeTokenVerifier({ OIDC_ISSUER: issuer.url, OIDC_AUDIENCE: AUDIENCE }, () => NOW_MS);
  const stream = recordingStream();
  const functions = {
    [LIKE]: serve(makeAcceptLike({ stream, verifyToken, now: () => NOW_MS, newId: () => eventIdAt(NOW_MS) })),
    [COUNT]: serve(makeReadCounts({ reader: readerOf({}, { ann: ['post-1'] }), verifyToken })),
  };
  const send = async (route: keyof typeof functions, authorization: string) => {
    const event = httpApiEvent(route, { parameters: { postId: 'post-1' }, headers: { authorization } });
    const { statusCode, headers, body } = await functions[route](event);
    return { status: statusCode, headers, body: JSON.parse(body) as Record<string, unknown> };
  };
  return { send, stream };
}

const tokens: Record<string, () => Promise<string>> = {
  'with aud': () => issuer.sign(),
  'with client_id, as Amazon Cognito makes them': () =>
    issuer.sign({ aud: undefined, client_id: AUDIENCE, token_use: 'access' }),
};

describe.each(Object.entries(tokens))('an access token %s', (_, make) => {
  test('likes as its subject', async () => {
    const { send, stream } = start();
    expect(await send(LIKE, `Bearer ${await make()}`)).toMatchObject({ status: 202 });
    expect(stream.records).toMatchObject([[{ userId: 'ann', postId: 'post-1', op: 'like' }]]);
  });

  test('reads what its subject likes', async () => {
    const answer = await start().send(COUNT, `bearer  ${await make()}`);
    expect(answer).toMatchObject({ status: 200, body: { liked: true } });
  });
});

test.each<[string, () => Promise<string>]>([
  ['an id token of Amazon Cognito', () => issuer.sign({ token_use: 'id' })],
  ['a good token in another spelling', async () => `${await issuer.sign()}=`],
])('%s is refused as an invalid token', async (_, make) => {
  const { send, stream } = start();
  for (const good of [false, true]) {
    // The second time, the good token was verified before.
    if (good) await send(LIKE, `Bearer ${await issuer.sign()}`);
    expect(await send(LIKE, `Bearer ${await make()}`)).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  }
  expect(stream.records).toHaveLength(1);
});

test('an issuer in trouble is answered with 503, and a client may try again', async () => {
  issuer.state = 'fails';
  expect(await start().send(LIKE, `Bearer ${await issuer.sign()}`)).toMatchObject({
    status: 503,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
  });
  issuer.state = 'works';
});
