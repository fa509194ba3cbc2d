// The badge of a post: what it shows, what caches may do with it, and that nobody can put markup into it.

import '../../trials/fuzz/environment.ts';
import { describe, expect, test } from 'vitest';
import { drawBadge } from '../../lambdas/http/draw-badge.ts';
import { serve } from '../../lambdas/http/serve.ts';
import { makeReadCounts } from '../../lambdas/read-counts.ts';
import { readerOf, verifyToken } from '../../trials/fuzz/fakes.ts';
import { httpApiEvent, restApiEvent } from './http-api-event.ts';

const BADGE = 'GET /v1/posts/{postId}/badge.svg';
const asOf = '2026-11-24T00:00:00.000Z';
const counts = { a: { count: 1_234_567, asOf }, one: { count: 1, asOf } };

async function get(postId: string, { query = '', headers = {}, likes = counts } = {}) {
  const handler = serve(makeReadCounts({ reader: readerOf(likes), verifyToken }));
  const answer = await handler(httpApiEvent(BADGE, { parameters: { postId }, query, headers }));
  return { status: answer.statusCode, headers: answer.headers ?? {}, body: answer.body };
}

const textOf = (svg: string) => /<text[^>]*>(.*)<\/text>/.exec(svg)?.[1]?.replace(/<\/?tspan[^>]*>/g, '');

describe('the badge', () => {
  test.each([
    ['an empty label', 'label=', 'must not be empty'],
    ['a label over 40 characters', `label=${'x'.repeat(41)}`, 'must be at most 40 characters'],
    ['a control character', 'label=a%00', 'must not hold control characters'],
    ['a character that XML cannot hold', 'label=%EF%BF%BF', 'must not hold control characters'],
  ])('answers 400 to %s', async (_, query, detail) => {
    const { status, body } = await get('a', { query });
    expect(status).toBe(400);
    expect(JSON.parse(body)).toMatchObject({
      errors: [{ field: 'label', detail: expect.stringContaining(detail) }],
    });
  });

  test('answers 400 to a bad post id', async () => {
    expect((await get('x'.repeat(129))).status).toBe(400);
  });

  test('cannot be given markup', async () => {
    const label = `"'><script>x</script>&amp;`;
    const { body, headers } = await get('a', { query: `label=${encodeURIComponent(label)}` });
    const escaped = '1.2M &quot;&#39;&gt;&lt;script&gt;x&lt;/script&gt;&amp;amp;';
    expect(textOf(body)).toBe(escaped);
    expect(body).toContain(`aria-label="${escaped}"`);
    expect(body).not.toContain('<script');
    expect(headers['content-security-policy']).toBe("default-src 'none'; style-src 'unsafe-inline'");
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('shows the count in compact notation, and the exact one as its title', async () => {
    const { status, headers, body } = await get('a');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('image/svg+xml; charset=utf-8');
    expect(textOf(body)).toBe('1.2M likes');
    expect(body).toContain('<title>1,234,567 likes</title>');
    expect(textOf((await get('one')).body)).toBe('1 like');
    expect(textOf((await get('new')).body)).toBe('0 likes');
    expect(textOf((await get('a', { query: 'label=%E2%98%85+fans' })).body)).toBe('1.2M ★ fans');
  });

  test('gets its label from a REST API too', async () => {
    const handler = serve(makeReadCounts({ reader: readerOf(counts), verifyToken }));
    const answer = await handler(restApiEvent('GET', '/v1/posts/a/badge.svg', { label: 'stars' }));
    expect(textOf(answer.body)).toBe('1.2M stars');
  });

  test('may be kept by any cache for a minute, also when a person asks', async () => {
    const cacheControl = 'public, max-age=60, stale-while-revalidate=600';
    expect((await get('a')).headers['cache-control']).toBe(cacheControl);
    const { headers } = await get('a', { headers: { authorization: 'Bearer expired' } });
    expect(headers['cache-control']).toBe(cacheControl);
  });

  test('is not sent again while it looks the same', async () => {
    const { headers } = await get('a');
    const etag = headers['etag'] as string;
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    for (const tag of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
      const again = await get('a', { headers: { 'if-none-match': tag } });
      expect(again).toMatchObject({ status: 304, body: '', headers: { etag } });
      expect(again.headers['cache-control']).toContain('max-age=60');
    }
    const grown = { ...counts, a: { count: 1_300_000, asOf } };
    expect((await get('a', { likes: grown, headers: { 'if-none-match': etag } })).status).toBe(200);
    expect((await get('a', { query: 'label=fans', headers: { 'if-none-match': etag } })).status).toBe(200);
  });

  test('is as wide as its text', () => {
    const widthOf = (count: number, label?: string) =>
      Number(/width="(\d+)"/.exec(drawBadge({ count, label }))?.[1]);
    expect(widthOf(1_000_000)).toBeGreaterThan(widthOf(1));
    expect(widthOf(1, 'm'.repeat(40))).toBeGreaterThan(widthOf(1, 'i'.repeat(40)));
    expect(widthOf(1, '心心心心')).toBeGreaterThan(widthOf(1, 'xxxx'));
  });

  test('follows the light or dark scheme of the page', () => {
    expect(drawBadge({ count: 1, label: undefined })).toContain('@media(prefers-color-scheme:dark)');
  });
});
