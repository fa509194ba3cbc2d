import '../../../trials/fuzz/environment.ts';
import { Hono } from 'hono/tiny';
import { describe, expect, test } from 'vitest';
import type { EdgeSecret } from '../../../adapters/secrets-manager/edge-secret.ts';
import type { LambdaEnv } from '../../../lambdas/http/lambda-env.ts';
import { readEdgeSecret, requireEdge } from '../../../lambdas/http/require-edge.ts';

/** An API behind an edge. It answers with the client's address. The secret is read anew when it must be younger than that. */
function makeApi(secrets: readonly string[] = ['secret']) {
  let reads = 0;
  const secret: EdgeSecret = async ({ maxAgeMs = Number.MAX_VALUE } = {}) => {
    reads += maxAgeMs === Number.MAX_VALUE ? 0 : 1;
    return secrets[Math.min(reads, secrets.length - 1)] ?? '';
  };
  const app = new Hono<LambdaEnv>()
    .use(requireEdge(secret))
    .all('*', (c) => c.text(c.var.viewerAddress ?? 'none'));
  return {
    ask: (headers: Record<string, string>) => app.request('/v1/likes', { headers }),
    reads: () => reads,
  };
}

const fromEdge = (secret: string, address?: string) => ({
  'x-likes-edge-secret': secret,
  ...(address !== undefined && { 'cloudfront-viewer-address': address }),
});

describe('an API behind an edge', () => {
  test('refuses what has no secret, and reads none for it', async () => {
    const { ask, reads } = makeApi();
    const answer = await ask({});
    expect(answer.status).toBe(403);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(await answer.json()).toMatchObject({ status: 403, title: 'Forbidden' });
    expect(reads()).toBe(0);
  });

  test.each(['', 'wrong', 'secrets', 'Secret'])('refuses the wrong secret "%s"', async (given) => {
    expect((await makeApi().ask(fromEdge(given))).status).toBe(403);
  });

  test('takes a new secret at once, and then no longer the old one', async () => {
    const { ask } = makeApi(['old', 'new']);
    expect((await ask(fromEdge('old'))).status).toBe(200);
    expect((await ask(fromEdge('new'))).status).toBe(200);
    expect((await ask(fromEdge('old'))).status).toBe(403);
  });

  test.each([
    ['198.51.100.7:46532', '198.51.100.7'],
    ['2001:db8::7:46532', '2001:db8::7'],
    ['[2001:db8::7]:46532', '2001:db8::7'],
    [undefined, 'none'],
  ])('learns the address of the client from the edge: %s', async (sent, address) => {
    expect(await (await makeApi().ask(fromEdge('secret', sent))).text()).toBe(address);
  });

  test('is one only where the template says so', () => {
    expect(readEdgeSecret({}, Date.now)).toBeUndefined();
    expect(readEdgeSecret({ EDGE_SECRET_ARN: 'arn', AWS_REGION: 'us-east-1' }, Date.now)).toBeDefined();
  });
});
