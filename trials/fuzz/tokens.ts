// Fuzzes visitor tokens. A token proves a person only if our key has signed it. Whatever is changed in it, it proves the same person or
// nobody.

import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import * as fc from 'fast-check';
import { CompactSign } from 'jose';
import { kidOf, readKeySet } from '../../adapters/secrets-manager/key-set.ts';
import { makeVisitorKeys } from '../../adapters/secrets-manager/visitor-keys.ts';
import { checkKeyText } from '../../core/likes/key-text.ts';
import { makeVerifyOldToken } from '../../lambdas/http/renew-visitor.ts';
import { makeCheckVisitorToken, makeSignVisitorToken } from '../../lambdas/http/visitor-token.ts';
import { NOW_MS } from './fakes.ts';
import { mutatedBytes } from './mutated-bytes.ts';
import { makeTarget } from './target.ts';

const KEY = 'k'.repeat(32);
const value = makeVisitorKeys(readKeySet(KEY));
const sealKey = createSecretKey(Buffer.from('s'.repeat(32)));
/** A deployment's keys, which never change. */
export const VISITOR_KEYS = {
  keys: async () => ({ value, ageMs: 0 }),
  sealKey: async () => sealKey,
  now: () => NOW_MS,
};
const check = makeCheckVisitorToken(VISITOR_KEYS);
const verifyOld = makeVerifyOldToken(VISITOR_KEYS);
export const VISITOR = 'visitor-1';
export const VISITOR_TOKEN = (await makeSignVisitorToken(VISITOR_KEYS)(VISITOR)).token;

const base64url = (text: string) => Buffer.from(text).toString('base64url');
const parts = fc.oneof(
  fc.constantFrom(...VISITOR_TOKEN.split('.')),
  fc.json().map(base64url),
  fc.constantFrom(
    '',
    base64url('{"alg":"none"}'),
    base64url('{"alg":"HS256","crit":["b64"],"b64":false}'),
    base64url('{"alg":"HS256","alg":"none"}'),
    base64url('{"alg":"RS256","jwk":{}}'),
    base64url('{"sub":"visitor-2"}'),
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const mutated = mutatedBytes(fc.constant(Buffer.from(VISITOR_TOKEN))).map((bytes) =>
  Buffer.from(bytes).toString('latin1'),
);

export const tokenTexts: fc.Arbitrary<string> = fc.oneof(
  fc.array(parts, { minLength: 1, maxLength: 5 }).map((list) => list.join('.')),
  mutated,
  fc.string({ unit: 'binary' }),
);

export const forgedTokens = makeTarget('forged-tokens', tokenTexts, async (token) => {
  const claims = await check(token);
  assert.ok(claims === undefined || claims.userId === VISITOR);
  const renewed = await verifyOld(token);
  assert.ok(renewed === undefined || renewed === VISITOR);
});

const SECONDS = NOW_MS / 1_000;
const times = fc.oneof(fc.integer({ min: SECONDS - 5, max: SECONDS + 5 }), fc.double(), fc.json());
const claims = fc.record(
  {
    sub: fc.oneof(fc.string({ unit: 'binary', maxLength: 140 }), fc.jsonValue()),
    iss: fc.oneof({ weight: 9, arbitrary: fc.constant('likes-counter/visitors') }, fc.jsonValue()),
    aud: fc.oneof({ weight: 9, arbitrary: fc.constant('likes-counter') }, fc.jsonValue()),
    exp: times,
    nbf: times,
    iat: times,
    seal: fc.oneof(fc.constant('A'.repeat(22)), fc.jsonValue()),
  },
  { requiredKeys: ['iss', 'aud', 'exp', 'sub'], noNullPrototype: true },
);

/**
 * Signs any claims with our key, as a thief of the key could. Even then nobody becomes a person whose id no record could hold, and
 * nobody can renew the token.
 */
export const signedClaims = makeTarget('signed-claims', claims, async (payload) => {
  const sign = new CompactSign(Buffer.from(JSON.stringify(payload)));
  sign.setProtectedHeader({ alg: 'HS256', kid: kidOf(KEY) });
  const token = await sign.sign(Buffer.from(KEY));
  assert.equal(await verifyOld(token), undefined);
  const found = await check(token);
  if (!found) return;
  assert.equal(found.userId, payload.sub);
  assert.equal(checkKeyText(found.userId), undefined);
  assert.ok(found.expiresAtMs > NOW_MS);
});
