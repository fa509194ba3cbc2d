import { randomUUID } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { decodeJwt, UnsecuredJWT } from 'jose';
import { describe, expect, test, vi } from 'vitest';
import {
  type CheckToken,
  claimsFrom,
  MAX_REMEMBERED_BYTES,
  rememberedBytes,
  rememberTokens,
  VERIFIED_TOKEN_TTL_MS,
} from '../../../lambdas/http/verify-token.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** What is in use on the heap, without what is garbage. */
function heapBytes(): number {
  collectGarbage();
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

function start({ maxBytes = 10_000, lifetimeMs = 10 * VERIFIED_TOKEN_TTL_MS } = {}) {
  const clock = { nowMs: 1_000_000 };
  const expiresAtMs = clock.nowMs + lifetimeMs;
  const check = vi.fn<CheckToken>(async (token) =>
    token === 'bad' || clock.nowMs >= expiresAtMs ? undefined : { userId: `user of ${token}`, expiresAtMs },
  );
  return { clock, check, verify: rememberTokens({ check, now: () => clock.nowMs, maxBytes }) };
}

describe('remembering verified tokens', () => {
  test('never remembers a bad token', async () => {
    const { verify, check } = start();
    expect(await verify('bad')).toBeUndefined();
    expect(await verify('bad')).toBeUndefined();
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('does not outlive the token', async () => {
    const { verify, clock } = start({ lifetimeMs: 5_000 });
    expect(await verify('a')).toBe('user of a');
    clock.nowMs += 4_999;
    expect(await verify('a')).toBe('user of a');
    clock.nowMs += 1;
    expect(await verify('a')).toBeUndefined();
  });

  test('checks a token once, and again when the key may have changed', async () => {
    const { verify, check, clock } = start();
    for (let time = 0; time < 3; time++) expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(1);
    clock.nowMs += VERIFIED_TOKEN_TTL_MS;
    expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('forgets them all when what they were verified with has changed', async () => {
    const { check } = start();
    let keys = {};
    const verify = rememberTokens({ check, now: () => 1_000_000, basis: async () => keys });
    for (let time = 0; time < 3; time++) expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(1);
    keys = {};
    expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('remembers no token whose keys were taken away while it was verified', async () => {
    let keys = {};
    const check = vi.fn<CheckToken>(async (token) => {
      if (token === 'slow') await verify('quick');
      return { userId: token, expiresAtMs: 2_000_000 };
    });
    const verify = rememberTokens({ check, now: () => 1_000_000, basis: async () => keys });
    check.mockImplementationOnce(async (token) => {
      keys = {};
      await verify('quick');
      return { userId: token, expiresAtMs: 2_000_000 };
    });
    await verify('slow');
    check.mockClear();
    check.mockResolvedValue(undefined);
    expect(await verify('slow')).toBeUndefined();
  });

  test('forgets what was not used for longest when there are too many', async () => {
    const { verify, check } = start({ maxBytes: 2 * rememberedBytes('user of a') });
    await verify('a');
    await verify('b');
    await verify('a');
    await verify('c');
    check.mockClear();
    await verify('a');
    await verify('c');
    expect(check).not.toHaveBeenCalled();
    await verify('b');
    expect(check).toHaveBeenCalledTimes(1);
  });
});

describe('the memory that verified tokens take', () => {
  // A real check: the user id is a string that was cut out of a token.
  const remember = () =>
    rememberTokens({ check: async (token) => claimsFrom(decodeJwt(token)), now: () => 0 });

  test.each([
    ['short tokens of visitors', () => ({ sub: randomUUID() })],
    ['tokens of 8 KB', () => ({ sub: randomUUID(), groups: 'x'.repeat(5_900) })],
    ['the longest user ids', () => ({ sub: randomUUID().padEnd(128, 'x') })],
    ['user ids of another script', () => ({ sub: `${randomUUID()}${'あ'.repeat(30)}` })],
  ])('stays within its bound, with %s', async (_, claims) => {
    const verify = remember();
    const before = heapBytes();
    for (let count = 0; count < 15_000; count++)
      await verify(new UnsecuredJWT({ ...claims(), exp: 1_000 }).encode());
    const grown = heapBytes() - before;
    // The last use keeps all of it alive until here.
    expect(await verify('x.y.z').catch(() => undefined)).toBeUndefined();
    expect(grown).toBeLessThanOrEqual(MAX_REMEMBERED_BYTES);
    expect(grown).toBeGreaterThan(MAX_REMEMBERED_BYTES / 3);
  });
});

describe('the claims of a token', () => {
  test.each([undefined, 7, '', 'x'.repeat(129), 'a\u0000b'])('has no person in the subject %j', (sub) => {
    expect(claimsFrom({ sub, exp: 1 })).toBeUndefined();
  });

  test('are the subject and the time of expiry', () => {
    expect(claimsFrom({ sub: 'ann', exp: 2 })).toEqual({ userId: 'ann', expiresAtMs: 2_000 });
  });
});
