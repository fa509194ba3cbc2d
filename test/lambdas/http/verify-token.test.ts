import { describe, expect, test, vi } from 'vitest';
import {
  type CheckToken,
  claimsFrom,
  rememberTokens,
  VERIFIED_TOKEN_TTL_MS,
} from '../../../lambdas/http/verify-token.ts';

function start({ maxTokens = 10, lifetimeMs = 10 * VERIFIED_TOKEN_TTL_MS } = {}) {
  const clock = { nowMs: 1_000_000 };
  const expiresAtMs = clock.nowMs + lifetimeMs;
  const check = vi.fn<CheckToken>(async (token) =>
    token === 'bad' || clock.nowMs >= expiresAtMs ? undefined : { userId: `user of ${token}`, expiresAtMs },
  );
  return { clock, check, verify: rememberTokens({ check, now: () => clock.nowMs, maxTokens }) };
}

describe('the memory of verified tokens', () => {
  test('never holds an invalid token', async () => {
    const { verify, check } = start();
    expect(await verify('bad')).toBeUndefined();
    expect(await verify('bad')).toBeUndefined();
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('accepts no token after it has expired', async () => {
    const { verify, clock } = start({ lifetimeMs: 5_000 });
    expect(await verify('a')).toBe('user of a');
    clock.nowMs += 4_999;
    expect(await verify('a')).toBe('user of a');
    clock.nowMs += 1;
    expect(await verify('a')).toBeUndefined();
  });

  test('has a token checked once, and again when the key may have changed', async () => {
    const { verify, check, clock } = start();
    for (let time = 0; time < 3; time++) expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(1);
    clock.nowMs += VERIFIED_TOKEN_TTL_MS;
    expect(await verify('a')).toBe('user of a');
    expect(check).toHaveBeenCalledTimes(2);
  });

  test('forgets the token that has not been used for longest when there are too many', async () => {
    const { verify, check } = start({ maxTokens: 2 });
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

describe('the claims of a token', () => {
  test.each([undefined, 7, '', 'x'.repeat(129), 'a\u0000b'])(
    'name no person when the subject is %j',
    (sub) => {
      expect(claimsFrom({ sub, exp: 1 })).toBeUndefined();
    },
  );

  test('are the subject and the time of expiry', () => {
    expect(claimsFrom({ sub: 'ann', exp: 2 })).toEqual({ userId: 'ann', expiresAtMs: 2_000 });
  });
});
