import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import { SecretError } from '../../adapters/secrets-manager/kept-secret.ts';
import { makeVerifyOldToken } from '../../lambdas/http/renew-visitor.ts';
import { serve } from '../../lambdas/http/serve.ts';
import {
  makeCheckVisitorToken,
  makeSignVisitorToken,
  VISITOR_TOKEN_LIFETIME_MS,
} from '../../lambdas/http/visitor-token.ts';
import { makeIssueVisitor } from '../../lambdas/issue-visitor.ts';
import { NOW_MS } from '../../trials/fuzz/fakes.ts';
import { VISITOR_KEYS } from '../../trials/fuzz/tokens.ts';
import { httpApiEvent } from './http-api-event.ts';

const verifyOldToken = makeVerifyOldToken(VISITOR_KEYS);
const signToken = makeSignVisitorToken(VISITOR_KEYS);
const check = makeCheckVisitorToken(VISITOR_KEYS);
const later = () => NOW_MS + 2 * VISITOR_TOKEN_LIFETIME_MS;
const POST = 'POST /v1/visitors';

function start({ visitorId = 'visitor-1', sign = signToken } = {}) {
  const handler = serve(makeIssueVisitor({ signToken: sign, verifyOldToken, newVisitorId: () => visitorId }));
  return async (authorization?: string) => {
    const headers = authorization === undefined ? {} : { authorization };
    const answer = await handler(httpApiEvent(POST, { headers }));
    return { ...answer, ...(JSON.parse(answer.body) as { token: string; expiresAt: string }) };
  };
}

describe('issue-visitor', () => {
  test('answers 503 when the keys cannot be read', async () => {
    const keys = () => Promise.reject(new SecretError('the visitor keys cannot be read'));
    const { statusCode, headers } = await start({ sign: makeSignVisitorToken({ ...VISITOR_KEYS, keys }) })();
    expect(statusCode).toBe(503);
    expect(headers['retry-after']).toBe('1');
  });

  test('answers 503 while no key signs yet, because all were revoked', async () => {
    const value = { find: () => undefined, signing: () => undefined };
    const sign = makeSignVisitorToken({ ...VISITOR_KEYS, keys: async () => ({ value, ageMs: 0 }) });
    expect((await start({ sign })()).statusCode).toBe(503);
  });

  test('issues a token that proves the new visitor for a week and that no cache may keep', async () => {
    const { statusCode, headers, token, expiresAt } = await start()();
    expect(statusCode).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    expect(Date.parse(expiresAt)).toBe(NOW_MS + VISITOR_TOKEN_LIFETIME_MS);
    expect(await check(token)).toEqual({
      userId: 'visitor-1',
      expiresAtMs: NOW_MS + VISITOR_TOKEN_LIFETIME_MS,
    });
  });

  test('renews a token that has expired for the same person', async () => {
    const { token: old } = await start()();
    const keys = { ...VISITOR_KEYS, now: later };
    const renew = start({ visitorId: 'somebody-new', sign: makeSignVisitorToken(keys) });
    const { statusCode, token } = await renew(`Bearer ${old}`);
    expect(statusCode).toBe(201);
    expect(await makeCheckVisitorToken(keys)(old)).toBeUndefined();
    expect(await makeCheckVisitorToken(keys)(token)).toMatchObject({ userId: 'visitor-1' });
  });

  test.each(['', 'Bearer', 'Bearer x.y.z', 'Basic abc'])(
    'makes nobody of what is no token, so that a client learns that it is forgotten: %j',
    async (authorization) => {
      const { statusCode, headers } = await start()(authorization);
      expect(statusCode).toBe(401);
      expect(headers['www-authenticate']).toContain('invalid_token');
    },
  );
});
