import { createHmac, createSecretKey } from 'node:crypto';
import { decodeProtectedHeader, type JWTPayload, SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  addKey,
  kidOf,
  readKeySet,
  removeKeys,
  writeKeySet,
} from '../../../adapters/secrets-manager/key-set.ts';
import { SecretError } from '../../../adapters/secrets-manager/kept-secret.ts';
import { makeVisitorKeys } from '../../../adapters/secrets-manager/visitor-keys.ts';
import { makeVerifyOldToken } from '../../../lambdas/http/renew-visitor.ts';
import {
  makeCheckVisitorToken,
  makeSignVisitorToken,
  VISITOR_TOKEN_LIFETIME_MS,
} from '../../../lambdas/http/visitor-token.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';

const keyOf = (text: string) => new TextEncoder().encode(text.repeat(32));
const now = () => NOW_MS;
const readKeys = (text: string) => {
  const value = makeVisitorKeys(readKeySet(text));
  return async () => ({ value, ageMs: 0 });
};
const keys = readKeys('k'.repeat(32));
const sealKey = async () => createSecretKey(keyOf('s'));
const check = makeCheckVisitorToken({ keys, now });
const signToken = makeSignVisitorToken({ keys, sealKey, now });

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
/** A set of keys that signed one after the other, the newest first, and none that names no key. */
const set = (...texts: readonly string[]) =>
  writeKeySet({
    keys: texts.map((text, index) => ({
      key: text.repeat(32),
      createdAt: new Date(NOW_MS - (index + 1) * 3_600_000).toISOString(),
    })),
  });
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
    const noKeys = () => Promise.reject(new SecretError('the visitor keys cannot be read'));
    await expect(makeCheckVisitorToken({ keys: noKeys, now })(await sign(CLAIMS))).rejects.toThrow(
      SecretError,
    );
  });

  test('is valid for a week after it was signed', async () => {
    const { token, expiresAtMs } = await signToken('visitor-1');
    expect(expiresAtMs).toBe(NOW_MS + VISITOR_TOKEN_LIFETIME_MS);
    const at = (nowMs: number) => makeCheckVisitorToken({ keys, now: () => nowMs })(token);
    expect(await at(expiresAtMs - 1)).toEqual({ userId: 'visitor-1', expiresAtMs });
    expect(await at(expiresAtMs)).toBeUndefined();
  });

  test('names its key, and is good as long as that key is known', async () => {
    const { token } = await makeSignVisitorToken({ keys: readKeys(set('k')), sealKey, now })('visitor-1');
    expect(decodeProtectedHeader(token).kid).toBe(kidOf('k'.repeat(32)));
    const checkBy = (text: string) => makeCheckVisitorToken({ keys: readKeys(text), now })(token);
    expect(await checkBy(set('n', 'k'))).toMatchObject({ userId: 'visitor-1' });
    expect(await checkBy(set('n'))).toBeUndefined();
  });

  test('proves nobody when it names another key than the one that signed it', async () => {
    const token = signed(CLAIMS, { kid: kidOf('n'.repeat(32)) });
    expect(await makeCheckVisitorToken({ keys: readKeys(set('n', 'k')), now })(token)).toBeUndefined();
  });

  test('of an unknown key is not judged while the keys are old, because a new one may have signed it', async () => {
    const { value } = await readKeys(set('k'))();
    const checkAt = (ageMs: number) =>
      makeCheckVisitorToken({ keys: async () => ({ value, ageMs }), now })(signed(CLAIMS, { kid: 'other' }));
    expect(await checkAt(59_999)).toBeUndefined();
    await expect(checkAt(60_000)).rejects.toThrow(SecretError);
  });
});

describe('an old token', () => {
  const signOld = async (text: string) =>
    (await makeSignVisitorToken({ keys: readKeys(text), sealKey, now: () => NOW_MS - 1e12 })('visitor-1'))
      .token;
  const renewBy = (text: string) => makeVerifyOldToken({ keys: readKeys(text), sealKey });

  test('shows its person long after it has expired, and after its key is gone', async () => {
    expect(await renewBy(set('n'))(await signOld('k'.repeat(32)))).toBe('visitor-1');
  });

  test.each<[string, JWTPayload, object]>([
    ['without a seal', CLAIMS, { kid: kidOf('k'.repeat(32)) }],
    ['with the seal of somebody else', { ...CLAIMS, seal: 'A'.repeat(22) }, {}],
    ['with a seal that is no text', { ...CLAIMS, seal: 7 }, {}],
    ['of another audience', { ...CLAIMS, aud: 'other' }, {}],
  ])('that a thief of the key has signed shows nobody: %s', async (_, claims, header) => {
    expect(await renewBy('k'.repeat(32))(signed(claims, header))).toBeUndefined();
  });

  test('shows nobody when its person was changed', async () => {
    const [header, payload = '', signature] = (await signOld('k'.repeat(32))).split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const other = Buffer.from(JSON.stringify({ ...claims, sub: 'visitor-2' })).toString('base64url');
    expect(await renewBy('k'.repeat(32))(`${header}.${other}.${signature}`)).toBeUndefined();
  });

  test('of the kind that named no key shows its person by its signature, until that key is revoked', async () => {
    const token = await sign({ ...CLAIMS, exp: NOW_SECONDS - 1 });
    const first = readKeySet('k'.repeat(32));
    const rotated = writeKeySet(addKey(first, 'n'.repeat(32), NOW_MS));
    const revoked = writeKeySet(removeKeys(first, new Set([kidOf('k'.repeat(32))]), NOW_MS));
    expect(await renewBy(rotated)(token)).toBe('visitor-1');
    expect(await renewBy(revoked)(token)).toBeUndefined();
    expect(await renewBy(rotated)(await sign(CLAIMS, { by: keyOf('x') }))).toBeUndefined();
  });
});
