import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  ISSUER_KEYS_MAX_STALE_MS,
  ISSUER_KEYS_TTL_MS,
  IssuerUnavailableError,
  makeCheckOidcToken,
  UNKNOWN_KEY_AGE_MS,
} from '../../../lambdas/http/oidc-token.ts';
import { NOW_MS } from '../../../trials/fuzz/fakes.ts';
import { AUDIENCE, type IssuerState, type LocalIssuer, startIssuer } from './local-issuer.ts';

const A_DAY_ON = NOW_MS / 1_000 + 86_400;
const TOKENS = 300;
/** Long enough for a busy machine that works, and short enough to wait for one that hangs. */
const timeoutMs = 500;
const TROUBLES: IssuerState[] = ['hangs', 'fails', 'garbage', 'no-keys', 'endless', 'redirects'];

let issuer: LocalIssuer;
const clock = { nowMs: NOW_MS };

beforeEach(async () => {
  issuer = await startIssuer();
  clock.nowMs = NOW_MS;
});
afterEach(() => issuer.close());

const start = ({ timeoutMs = 5_000 } = {}) =>
  makeCheckOidcToken({
    issuer: issuer.url,
    audience: AUDIENCE,
    now: () => clock.nowMs,
    random: () => 0.999,
    timeoutMs,
  });
const good = (sub = 'ann') => issuer.sign({ sub, exp: A_DAY_ON });
/** A token that only a look at the keys can refuse. */
const ofUnknownKey = () => issuer.sign({ exp: A_DAY_ON }, { kid: randomUUID() });
const many = (make: () => Promise<string>) => Promise.all(Array.from({ length: TOKENS }, make));
/** How many times the issuer was asked for anything, since this was called last. */
const requests = () => issuer.asked.splice(0).length;

async function outcomes(check: ReturnType<typeof start>, tokens: readonly string[]) {
  const found = { good: 0, refused: 0, unavailable: 0 };
  for (const token of tokens) {
    try {
      found[(await check(token)) ? 'good' : 'refused']++;
    } catch (error) {
      if (!(error instanceof IssuerUnavailableError)) throw error;
      found.unavailable++;
    }
  }
  return found;
}

describe.each(TROUBLES)('an issuer that is in trouble from the start (%s)', (trouble) => {
  test('is asked once by 300 tokens of one moment, and nobody else waits', async () => {
    issuer.state = trouble;
    const check = start({ timeoutMs });
    const startedMs = performance.now();
    expect(await outcomes(check, await many(good))).toEqual({ good: 0, refused: 0, unavailable: TOKENS });
    expect(requests()).toBeLessThanOrEqual(2);
    expect(performance.now() - startedMs).toBeLessThan(2_500);
  });

  test('is asked less and less often, and believed as soon as it is asked and answers', async () => {
    issuer.state = trouble;
    const check = start({ timeoutMs });
    const token = await good();
    let attempts = 0;
    for (let second = 0; second < 300; second++) {
      await expect(check(token)).rejects.toThrow(IssuerUnavailableError);
      if (requests() > 0) attempts++;
      clock.nowMs += 1_000;
    }
    // At 0, 1, 3, 7, 15, 31 and 63 s, and then every minute.
    expect(attempts).toBeLessThanOrEqual(11);
    issuer.state = 'works';
    clock.nowMs += 60_000;
    expect(await check(token)).toMatchObject({ userId: 'ann' });
  });
});

describe.each(TROUBLES)('an issuer that gets into trouble later (%s)', (trouble) => {
  test('has its keys used for an hour, and no longer', async () => {
    const check = start({ timeoutMs });
    const token = await good();
    await check(token);
    requests();
    issuer.state = trouble;
    clock.nowMs += ISSUER_KEYS_TTL_MS;
    expect(await outcomes(check, await many(good))).toEqual({ good: TOKENS, refused: 0, unavailable: 0 });
    expect(requests()).toBeLessThanOrEqual(2);
    clock.nowMs = NOW_MS + ISSUER_KEYS_MAX_STALE_MS - 1;
    expect(await check(token)).toMatchObject({ userId: 'ann' });
    clock.nowMs += 1;
    await expect(check(token)).rejects.toThrow(IssuerUnavailableError);
  });

  test('is asked once by 300 tokens of unknown keys, and they are not called bad', async () => {
    const check = start({ timeoutMs });
    await check(await good());
    requests();
    issuer.state = trouble;
    clock.nowMs += UNKNOWN_KEY_AGE_MS;
    const found = await outcomes(check, await many(ofUnknownKey));
    expect(found).toEqual({ good: 0, refused: 0, unavailable: TOKENS });
    expect(requests()).toBeLessThanOrEqual(2);
    expect(await check(await good())).toMatchObject({ userId: 'ann' });
  });
});

test('an issuer that works is asked once in 30 s by tokens of unknown keys', async () => {
  const check = start();
  const tokens = await many(ofUnknownKey);
  let reads = 0;
  for (const token of tokens) {
    expect(await check(token)).toBeUndefined();
    reads += requests() / 2;
    clock.nowMs += 1_000;
  }
  expect(reads).toBe((TOKENS * 1_000) / UNKNOWN_KEY_AGE_MS);
});

test('a key that the issuer rotates in is found, and one that it takes out is good no more', async () => {
  const check = start();
  const old = await good('old');
  await check(old);
  await issuer.rotate();
  const fresh = await good('fresh');
  clock.nowMs += UNKNOWN_KEY_AGE_MS;
  expect(await check(fresh)).toMatchObject({ userId: 'fresh' });
  expect(await check(old)).toBeUndefined();
});

test('keys that moved to another address are found there', async () => {
  const check = start();
  await check(await good());
  await issuer.rotate();
  issuer.discovery['jwks_uri'] = `${issuer.url}/moved`;
  clock.nowMs += ISSUER_KEYS_TTL_MS;
  expect(await check(await good('bob'))).toMatchObject({ userId: 'bob' });
  expect(issuer.asked.at(-1)).toBe('/moved');
});

test('a token that can never be good costs the issuer nothing', async () => {
  const check = start();
  const token = await good();
  const [header, payload, signature] = token.split('.');
  const tokens = [
    'x.y.z',
    `${header}.${payload}`,
    `${token}.${signature}`,
    `${token}=`,
    `${header}.${payload}.`,
    await issuer.sign({ exp: A_DAY_ON, padding: 'x'.repeat(8_192) }),
    await issuer.sign({ exp: NOW_MS / 1_000 - 60 }),
    await issuer.sign({ exp: A_DAY_ON, iss: 'https://other.example' }),
    await issuer.sign({ exp: A_DAY_ON, aud: 'other' }),
    await issuer.sign({ exp: A_DAY_ON, nbf: A_DAY_ON }),
    await issuer.sign({ exp: A_DAY_ON, sub: '' }),
    await issuer.sign({ exp: A_DAY_ON }, { typ: 'logout+jwt' }),
    await issuer.sign({ exp: A_DAY_ON }, { alg: 'RS512' }).catch(() => 'x.y.z'),
  ];
  expect(await outcomes(check, tokens)).toEqual({ good: 0, refused: tokens.length, unavailable: 0 });
  expect(requests()).toBe(0);
});
