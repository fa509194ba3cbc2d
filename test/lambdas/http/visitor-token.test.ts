import { createHmac } from 'node:crypto';
import { type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { type VisitorKey, VisitorKeyError } from '../../../adapters/secrets-manager/visitor-key.ts';
import {
  makeCheckVisitorToken,
  makeSignVisitorToken,
  VISITOR_TOKEN_LIFETIME_MS,
} from '../../../lambdas/http/visitor-token.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';

const keyOf = (text: string) => new TextEncoder().encode(text.repeat(32));
const now = () => NOW_MS;
const key = async () => keyOf('k');
const check = makeCheckVisitorToken({ key, now });

const NOW_SECONDS = NOW_MS / 1_000;
const CLAIMS = {
  sub: 'visitor-1',
  iss: 'likes-counter/visitors',
  aud: 'likes-counter',
  exp: NOW_SECONDS + 60,
};
const sign = (claims: JWTPayload, { alg = 'HS256', by = keyOf('k') } = {}) =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(by);
/** jose signs no such token, but whoever has the key can. */
function signed(claims: object, header: object = {}): string {
  const parts = [{ alg: 'HS256', ...header }, claims];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${createHmac('sha256', keyOf('k')).update(text).digest('base64url')}`;
}
const { sub: _sub, ...withoutSubject } = CLAIMS;
const { exp: _exp, ...withoutExpiry } = CLAIMS;

describe('a visitor token', () => {
  test.each<[string, () => Promise<string> | string]>([
    ['is not a token', () => 'x.y.z'],
    ['is signed by another key', () => sign(CLAIMS, { by: keyOf('x') })],
    ['is not signed (alg none)', () => new UnsecuredJWT(CLAIMS).encode()],
    ['is signed by another algorithm', () => sign(CLAIMS, { alg: 'HS384', by: keyOf('kk') })],
    ['is for another audience', () => sign({ ...CLAIMS, aud: 'other' })],
    ['is from another issuer', () => sign({ ...CLAIMS, iss: 'other' })],
    ['names nobody', () => sign(withoutSubject)],
    ['never expires', () => sign(withoutExpiry)],
    ['has expired', () => sign({ ...CLAIMS, exp: NOW_SECONDS })],
    ['is not valid yet', () => sign({ ...CLAIMS, nbf: NOW_SECONDS + 60 })],
    [
      'begins to be valid at a time that is no number',
      () => signed({ ...CLAIMS, nbf: String(NOW_SECONDS - 60) }),
    ],
    ['was made at a time that is no number', () => signed({ ...CLAIMS, iat: String(NOW_SECONDS - 60) })],
    ['expires at a time that is no number', () => signed({ ...CLAIMS, exp: String(NOW_SECONDS + 60) })],
    ['needs an extension', () => signed(CLAIMS, { crit: ['exp'] })],
    ['is of another type', () => signed(CLAIMS, { typ: 'logout+jwt' })],
    ['has no signature', async () => `${(await sign(CLAIMS)).split('.').slice(0, 2).join('.')}.`],
  ])('proves nobody when it %s', async (_, make) => {
    expect(await check(await make())).toBeUndefined();
  });

  test('proves a person when the same key and text are signed without jose', async () => {
    expect(await check(signed(CLAIMS))).toEqual({ userId: 'visitor-1', expiresAtMs: CLAIMS.exp * 1_000 });
  });

  test('proves nobody after it has been changed', async () => {
    const token = await sign(CLAIMS);
    const [header, payload, signature] = token.split('.');
    const other = Buffer.from(JSON.stringify({ ...CLAIMS, sub: 'visitor-2' })).toString('base64url');
    expect(await check(`${header}.${other}.${signature}`)).toBeUndefined();
    expect(await check(`${header}.${payload}.${signature?.slice(1)}`)).toBeUndefined();
  });

  test('cannot be checked without a key', async () => {
    const noKey = () => Promise.reject(new VisitorKeyError('the visitor key cannot be read'));
    await expect(makeCheckVisitorToken({ key: noKey, now })(await sign(CLAIMS))).rejects.toThrow(
      VisitorKeyError,
    );
  });

  test('is valid for a year after it was signed', async () => {
    const { token, expiresAtMs } = await makeSignVisitorToken({ key, now })('visitor-1');
    expect(expiresAtMs).toBe(NOW_MS + VISITOR_TOKEN_LIFETIME_MS);
    const at = (nowMs: number) => makeCheckVisitorToken({ key, now: () => nowMs })(token);
    expect(await at(expiresAtMs - 1)).toEqual({ userId: 'visitor-1', expiresAtMs });
    expect(await at(expiresAtMs)).toBeUndefined();
  });

  test('is valid when a new key has just signed it, because the key is read again', async () => {
    const stale = keyOf('k');
    const fresh = keyOf('n');
    const rotating: VisitorKey = async ({ maxAgeMs = Infinity } = {}) =>
      maxAgeMs === Infinity ? stale : fresh;
    const token = await sign(CLAIMS, { by: fresh });
    expect(await makeCheckVisitorToken({ key: rotating, now })(token)).toMatchObject({ userId: 'visitor-1' });
  });
});
