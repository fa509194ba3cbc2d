// This project's app behind its edge: the page, cached reads, a token that is never cached, and the API that refuses who goes past.

import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { LocalCloud } from '../../../local/cloud.ts';
import { runApp } from '../../../local/run-app.ts';

// The app is bundled, and the asset of the page's deployment takes a while to copy.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 300_000 });

let cloud: LocalCloud;
let token: string;
beforeAll(async () => {
  cloud = await runApp({ context: { edge: 'true' } });
  const visitor = await fetch(`${cloud.url}/v1/visitors`, { method: 'POST' });
  ({ token } = (await visitor.json()) as { token: string });
});
afterAll(() => cloud?.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(cloud.url + path, { headers });
const asVisitor = () => ({ authorization: `Bearer ${token}` });
const cacheOf = (answer: Response) => answer.headers.get('x-cache');
const originRequests = () => cloud.readEdge().find(({ path }) => path === '/v1/*')?.originRequests ?? 0;

test.each(['/v1/posts/a/likes', '/v1/openapi.json', '/v1/nothing'])(
  'the API refuses what does not come through the edge: %s',
  async (path) => {
    for (const headers of [{}, { 'x-likes-edge-secret': 'made up' }]) {
      const answer = await fetch(cloud.apiUrl + path, { headers });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ status: 403, title: 'Forbidden' });
    }
  },
);

test('a like goes through the edge, and is counted', async () => {
  const like = await fetch(`${cloud.url}/v1/posts/liked/like`, { method: 'PUT', headers: asVisitor() });
  expect(like.status).toBe(202);
  const likesOf = async () =>
    (await (await get('/v1/posts/liked/likes', asVisitor())).json()) as { count: number; liked: boolean };
  await expect.poll(likesOf, { timeout: 20_000 }).toMatchObject({ count: 1, liked: true });
});

test('answers to a person are never kept', async () => {
  const before = originRequests();
  for (let asked = 0; asked < 3; asked++) {
    const answer = await get('/v1/posts/private/likes', asVisitor());
    expect([answer.status, cacheOf(answer)]).toEqual([200, 'Miss from cloudfront']);
    expect(answer.headers.get('cache-control')).toBe('private, no-store');
  }
  expect(originRequests() - before).toBe(3);
  expect((await get('/v1/posts/private/likes', { authorization: 'Bearer forged' })).status).toBe(401);
  expect(await (await get('/v1/posts/private/likes')).json()).not.toHaveProperty('liked');
});

test('a thousand readers of one post at once cost one request to the API', async () => {
  const before = originRequests();
  const answers = await Promise.all(Array.from({ length: 1_000 }, () => get('/v1/posts/hot/likes')));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  await Promise.all(answers.map((answer) => answer.arrayBuffer()));
  expect(originRequests() - before).toBeLessThanOrEqual(2);
});

test('who has an answer already is told that it is the same', async () => {
  const { headers } = await get('/v1/posts/known/likes');
  const etag = headers.get('etag') ?? '';
  expect(etag).not.toBe('');
  expect((await get('/v1/posts/known/likes', { 'if-none-match': etag })).status).toBe(304);
});

test('the page comes out of its bucket, with its headers', async () => {
  const page = await get('/');
  expect(page.status).toBe(200);
  expect(page.headers.get('content-type')).toContain('text/html');
  expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(page.headers.get('x-content-type-options')).toBe('nosniff');
  expect(page.headers.get('strict-transport-security')).toBe('max-age=31536000');
  expect(page.headers.get('cache-control')).toContain('max-age=60');
  expect(await page.text()).toContain('<!doctype html>');
  expect(cacheOf(await get('/'))).toBe('Hit from cloudfront');
});

test('what is not in the bucket is refused, and sources are not in it', async () => {
  for (const path of ['/nothing.html', '/like-button/like-button.ts', '/%zz', '/../package.json'])
    expect((await get(path)).status).toBe(403);
});

test('tools on this machine find the cloud at the address of the edge', async () => {
  const description = (await (await get('/_local-cloud')).json()) as { endpoints: object };
  expect(description.endpoints).toHaveProperty('dynamodb');
});

test('a page of another origin is refused', async () => {
  const foreign = { origin: 'https://evil.example' };
  expect((await get('/v1/posts/hot/likes', foreign)).status).toBe(403);
  expect((await get('/v1/posts/hot/likes', { origin: cloud.url })).status).toBe(200);
});
