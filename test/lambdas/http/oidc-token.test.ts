import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssuerUnavailableError, makeCheckOidcToken } from '../../../lambdas/http/oidc-token.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';

const AUDIENCE = 'likes-app';
const rsa = await generateKeyPair('RS256');
const stranger = await generateKeyPair('ES256');
const jwks = { keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' }] };

let server: Server;
let issuer: string;
let answers: Record<string, unknown>;
let asked: string[];

beforeEach(async () => {
  asked = [];
  const listener: RequestListener = (request, response) => {
    asked.push(request.url ?? '');
    const answer = answers[request.url ?? ''];
    response
      .writeHead(answer ? 200 : 500, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer ?? {}));
  };
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  answers = {
    '/.well-known/openid-configuration': { issuer, jwks_uri: `${issuer}/jwks` },
    '/jwks': jwks,
  };
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const checker = () => makeCheckOidcToken({ issuer, audience: AUDIENCE, now: () => NOW_MS });
const claims = (changes: JWTPayload = {}): JWTPayload => ({
  sub: 'ann',
  iss: issuer,
  aud: AUDIENCE,
  exp: NOW_MS / 1_000 + 60,
  ...changes,
});
const sign = (payload: JWTPayload, kid = 'key-1') =>
  new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid }).sign(rsa.privateKey);

describe('a token of an OpenID Connect issuer', () => {
  test.each<[string, () => Promise<string>]>([
    ['is for another audience', () => sign(claims({ aud: 'other' }))],
    ['is from another issuer', () => sign(claims({ iss: 'https://other.example' }))],
    ['has expired', () => sign(claims({ exp: NOW_MS / 1_000 - 60 }))],
    ['names an unknown key', () => sign(claims(), 'key-2')],
    [
      'is signed by a stranger',
      () =>
        new SignJWT(claims()).setProtectedHeader({ alg: 'ES256', kid: 'key-1' }).sign(stranger.privateKey),
    ],
    [
      'is signed with the public key as a secret',
      () =>
        new SignJWT(claims())
          .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
          .sign(new TextEncoder().encode(JSON.stringify(jwks.keys[0]))),
    ],
  ])('proves nobody when it %s', async (_, make) => {
    expect(await checker()(await make())).toBeUndefined();
  });

  test('cannot be checked while the keys cannot be read, and can be checked once they are back', async () => {
    const check = checker();
    const token = await sign(claims());
    const working = answers;
    for (const missing of Object.keys(working)) {
      answers = { ...working, [missing]: undefined };
      await expect(check(token)).rejects.toThrow(IssuerUnavailableError);
    }
    answers = working;
    expect(await check(token)).toMatchObject({ userId: 'ann' });
  });

  test('is not checked with the keys that another issuer names', async () => {
    answers['/.well-known/openid-configuration'] = {
      issuer: 'https://other.example',
      jwks_uri: `${issuer}/jwks`,
    };
    await expect(checker()(await sign(claims()))).rejects.toThrow(IssuerUnavailableError);
  });

  test('proves its subject, and the keys are read only once', async () => {
    const check = checker();
    const token = await sign(claims());
    expect(await Promise.all([check(token), check(token)])).toEqual(
      Array.from({ length: 2 }, () => ({ userId: 'ann', expiresAtMs: NOW_MS + 60_000 })),
    );
    await check(token);
    expect(asked.toSorted()).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });
});
