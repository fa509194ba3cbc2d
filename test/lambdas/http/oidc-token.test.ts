import { generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IssuerUnavailableError, makeCheckOidcToken } from '../../../lambdas/http/oidc-token.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';
import { AUDIENCE, type LocalIssuer, startIssuer } from './local-issuer.ts';

const stranger = await generateKeyPair('ES256');

let issuer: LocalIssuer;
const clock = { nowMs: NOW_MS };
const NOW_SECONDS = NOW_MS / 1_000;

beforeEach(async () => {
  issuer = await startIssuer();
  clock.nowMs = NOW_MS;
});
afterEach(() => issuer.close());

const checker = () => makeCheckOidcToken({ issuer: issuer.url, audience: AUDIENCE, now: () => clock.nowMs });
const claims = (): JWTPayload => ({ sub: 'ann', iss: issuer.url, aud: AUDIENCE, exp: NOW_SECONDS + 60 });
const ANN = { userId: 'ann', expiresAtMs: NOW_MS + 60_000 };

/** The claims of Amazon Cognito's access tokens, which have no `aud`. */
const cognito = { aud: undefined, client_id: AUDIENCE, token_use: 'access', scope: 'openid' };

describe('a token of an OpenID Connect issuer', () => {
  test.each<[string, () => Promise<string>]>([
    ['is for another audience', () => issuer.sign({ aud: 'other' })],
    ['is for other audiences', () => issuer.sign({ aud: ['other', 'another'] })],
    ['is for nobody', () => issuer.sign({ aud: undefined })],
    [
      'is for another audience, and was made for this client',
      () => issuer.sign({ ...cognito, aud: 'other' }),
    ],
    ['was made for another client', () => issuer.sign({ ...cognito, client_id: 'other' })],
    ['is an id token of Cognito', () => issuer.sign({ token_use: 'id' })],
    ['is an id token of Cognito without audience', () => issuer.sign({ ...cognito, token_use: 'id' })],
    ['is from another issuer', () => issuer.sign({ iss: 'https://other.example' })],
    ['has expired', () => issuer.sign({ exp: NOW_SECONDS - 60 })],
    ['is not valid yet', () => issuer.sign({ nbf: NOW_SECONDS + 60 })],
    ['is of an unknown key', () => issuer.sign({}, { kid: 'key-2' })],
    ['is a logout token', () => issuer.sign({}, { typ: 'logout+jwt' })],
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
          .sign(new TextEncoder().encode(JSON.stringify(issuer.publicKeys[0]))),
    ],
  ])('proves nobody when it %s', async (_, make) => {
    expect(await checker()(await make())).toBeUndefined();
  });

  test.each<[string, () => Promise<string>]>([
    ['names the audience', () => issuer.sign()],
    ['names the audience among others', () => issuer.sign({ aud: ['other', AUDIENCE] })],
    ['is an access token of Cognito', () => issuer.sign(cognito)],
    ['is an access token of Cognito with an audience', () => issuer.sign({ ...cognito, aud: AUDIENCE })],
    ['names no type', () => issuer.sign({}, { typ: undefined })],
    ['has the type of RFC 9068', () => issuer.sign({ client_id: 'page' }, { typ: 'at+jwt' })],
  ])('proves its subject when it %s', async (_, make) => {
    expect(await checker()(await make())).toEqual(ANN);
  });

  test('cannot be judged while the keys cannot be had, and can once they are back', async () => {
    const check = checker();
    const token = await issuer.sign({ exp: NOW_SECONDS + 3_600 });
    const { jwks_uri: keysUrl } = issuer.discovery;
    issuer.state = 'fails';
    await expect(check(token)).rejects.toThrow(IssuerUnavailableError);
    issuer.state = 'works';
    issuer.discovery['jwks_uri'] = undefined;
    clock.nowMs += 60_000;
    await expect(check(token)).rejects.toThrow(IssuerUnavailableError);
    issuer.discovery['jwks_uri'] = keysUrl;
    clock.nowMs += 60_000;
    expect(await check(token)).toMatchObject({ userId: 'ann' });
  });

  test('is not judged by the keys that somebody else names', async () => {
    issuer.discovery['issuer'] = 'https://other.example';
    await expect(checker()(await issuer.sign())).rejects.toThrow(IssuerUnavailableError);
  });

  test('proves its subject, and the keys are fetched once', async () => {
    const check = checker();
    const token = await issuer.sign();
    expect(await Promise.all([check(token), check(token)])).toEqual([ANN, ANN]);
    await check(token);
    expect(issuer.asked.toSorted()).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });
});
