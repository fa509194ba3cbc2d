import { describe, expect, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

const CORS = { allowOrigins: ['https://app.example'], allowMethods: ['PUT'], allowHeaders: [] };
const start = () => startTestGateway({ cors: CORS, description: () => ({ endpoints: {} }) });
const portOf = (url: string) => new URL(url).port;

describe.each(['/v1/likes', '/_local-cloud'])('%s', (target) => {
  test.each(['evil.example', 'evil.example:PORT', 'localhost', 'localhost:1', '127.0.0.2:PORT', '[::]:PORT'])(
    'is refused under the host %s',
    async (host) => {
      const gateway = await start();
      const headers = { host: host.replace('PORT', portOf(gateway.url)) };
      const reply = await gateway.send('GET', target, { headers });
      expect(reply.status).toBe(403);
      expect(reply.body).toContain('answers only under the name of this machine');
      expect(gateway.events).toEqual([]);
    },
  );

  test.each([
    { origin: 'https://evil.example' },
    { origin: 'http://localhost:5173' },
    { origin: 'null' },
    { origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
    { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
  ])('is refused to a page of another origin: %j', async (headers) => {
    const gateway = await start();
    for (const method of ['GET', 'POST'])
      expect((await gateway.send(method, target, { headers })).status).toBe(403);
    expect(gateway.events).toEqual([]);
  });
});

test('a form post without an origin is refused', async () => {
  const gateway = await start();
  const headers = {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  };
  expect((await gateway.send('POST', '/v1/likes', { headers })).status).toBe(403);
  expect(gateway.events).toEqual([]);
});

test.each(['127.0.0.1', 'localhost', '[::1]'])('the own page of %s is answered', async (name) => {
  const gateway = await start();
  const authority = `${name}:${portOf(gateway.url)}`;
  const headers = { host: authority, origin: `http://${authority}`, 'sec-fetch-site': 'same-origin' };
  expect((await gateway.send('PUT', '/v1/likes', { headers })).status).toBe(200);
});

test('a page of an allowed origin is answered, but does not get the description', async () => {
  const gateway = await start();
  const headers = { origin: 'https://app.example', 'sec-fetch-site': 'cross-site' };
  expect((await gateway.send('PUT', '/v1/likes', { headers })).status).toBe(200);
  expect((await gateway.send('GET', '/_local-cloud', { headers })).status).toBe(403);
});

test('somebody who follows a link of another page, or types the address, sees the page', async () => {
  const gateway = await start();
  for (const site of ['cross-site', 'none']) {
    const headers = { 'sec-fetch-site': site, 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };
    expect((await gateway.send('GET', '/', { headers })).status).toBe(200);
  }
});
