import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import { VisitorKeyError } from '../../adapters/secrets-manager/visitor-key.ts';
import { serve } from '../../lambdas/http/serve.ts';
import {
  makeCheckVisitorToken,
  makeSignVisitorToken,
  VISITOR_TOKEN_LIFETIME_MS,
} from '../../lambdas/http/visitor-token.ts';
import { makeIssueVisitor } from '../../lambdas/issue-visitor.ts';
import { NOW_MS } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent } from './http-api-event.ts';

const now = () => NOW_MS;
const secret = new TextEncoder().encode('a key of at least 32 bytes, as HS256 needs');
const key = async () => secret;

describe('issue-visitor', () => {
  test('answers 503 when the key cannot be read', async () => {
    const noKey = () => Promise.reject(new VisitorKeyError('the visitor key cannot be read'));
    const signToken = makeSignVisitorToken({ key: noKey, now });
    const handler = serve(makeIssueVisitor({ signToken, newVisitorId: () => 'visitor-1' }));
    const { statusCode, headers } = await handler(httpApiEvent('POST /v1/visitors'));
    expect(statusCode).toBe(503);
    expect(headers['retry-after']).toBe('1');
  });

  test('issues a token that proves the new visitor for a year and that no cache may keep', async () => {
    const signToken = makeSignVisitorToken({ key, now });
    const handler = serve(makeIssueVisitor({ signToken, newVisitorId: () => 'visitor-1' }));
    const { statusCode, headers, body } = await handler(httpApiEvent('POST /v1/visitors'));
    const { token, expiresAt } = JSON.parse(body) as { token: string; expiresAt: string };
    expect(statusCode).toBe(201);
    expect(headers['cache-control']).toBe('no-store');
    expect(Date.parse(expiresAt)).toBe(NOW_MS + VISITOR_TOKEN_LIFETIME_MS);
    expect(await makeCheckVisitorToken({ key, now })(token)).toEqual({
      userId: 'visitor-1',
      expiresAtMs: NOW_MS + VISITOR_TOKEN_LIFETIME_MS,
    });
  });
});
