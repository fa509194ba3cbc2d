// Signs tokens as the deployment does for visitors, and as an OpenID Connect issuer does.

import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { makeTokens, type Tokens } from './tokens.ts';

const AUDIENCE = 'likes-app';
/** The secret of the stub, which the functions read. */
export const VISITOR_SECRET = 'no secret at all: the key of a benchmark that talks to itself';

export const makeVisitorTokens = (nowMs: number): Tokens =>
  makeTokens(
    {
      header: { alg: 'HS256', typ: 'JWT' },
      claims: { iss: 'likes-counter/visitors', aud: 'likes-counter' },
      sign: (text, isGood) =>
        createHmac('sha256', isGood ? VISITOR_SECRET : 'another')
          .update(text)
          .digest(),
    },
    nowMs,
  );

export interface Issuer {
  readonly environment: Readonly<Record<string, string>>;
  readonly rsa: Tokens;
  readonly ec: Tokens;
  /** What the issuer answers, by path. */
  readonly documents: Readonly<Record<string, object>>;
}

/** @param url where the issuer answers */
export function makeIssuer(url: string, nowMs: number): Issuer {
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const tokensOf = (alg: string, kid: string, key: KeyObject) =>
    makeTokens(
      {
        header: { alg, kid, typ: 'at+jwt' },
        claims: { iss: url, aud: AUDIENCE },
        sign: (text, isGood) =>
          sign('sha256', Buffer.from(isGood ? text : 'another'), { key, dsaEncoding: 'ieee-p1363' }),
      },
      nowMs,
    );
  const keys = [
    { ...rsa.publicKey.export({ format: 'jwk' }), kid: 'rsa', alg: 'RS256', use: 'sig' },
    { ...ec.publicKey.export({ format: 'jwk' }), kid: 'ec', alg: 'ES256', use: 'sig' },
  ];
  return {
    environment: { OIDC_ISSUER: url, OIDC_AUDIENCE: AUDIENCE },
    rsa: tokensOf('RS256', 'rsa', rsa.privateKey),
    ec: tokensOf('ES256', 'ec', ec.privateKey),
    documents: {
      '/.well-known/openid-configuration': { issuer: url, jwks_uri: `${url}/keys` },
      '/keys': { keys },
    },
  };
}
