// @connections, as the real SDK calls it.

import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, onTestFinished, test } from 'vitest';
import { makeTokenBucket } from '../../../local/gateway/token-bucket.ts';
import { type Credentials, makeCredentials } from '../../../local/guard/credentials.ts';
import { startTestApi, type TestApiOptions } from './test-api.ts';

const credentials = makeCredentials();
const GONE = 'Kf2bqd9WywMCEng=';

async function start(options: TestApiOptions = {}) {
  const api = await startTestApi({ accessKeyId: credentials.accessKeyId, ...options });
  return { ...api, sdk: makeSdk(api.url) };
}

function makeSdk(url: string, stage = 'live', given: Credentials = credentials) {
  const client = new ApiGatewayManagementApiClient({
    endpoint: `${url}/${stage}`,
    region: 'us-east-1',
    credentials: given,
    maxAttempts: 1,
  });
  onTestFinished(() => client.destroy());
  return {
    post: (ConnectionId: string, Data: string | Uint8Array) =>
      client.send(new PostToConnectionCommand({ ConnectionId, Data })),
    get: (ConnectionId: string) => client.send(new GetConnectionCommand({ ConnectionId })),
    delete: (ConnectionId: string) => client.send(new DeleteConnectionCommand({ ConnectionId })),
  };
}

const ACTIONS = ['post', 'get', 'delete'] as const;
const idOf = ({ events }: Awaited<ReturnType<typeof start>>) =>
  events.at(-1)?.requestContext.connectionId ?? '';

describe.each(ACTIONS)('%s is refused', (action) => {
  test('with GoneException and an empty body for a connection that does not exist', async () => {
    const { sdk, url } = await start();
    const error: unknown = await sdk[action](GONE, 'x').catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'GoneException', $metadata: { httpStatusCode: 410 } });
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x` };
    const method = { post: 'POST', get: 'GET', delete: 'DELETE' }[action];
    const answer = await fetch(`${url}/live/@connections/${GONE}`, { method, headers });
    expect([answer.status, await answer.text()]).toEqual([410, '']);
    expect(answer.headers.get('x-amzn-errortype')).toBe('GoneException');
  });

  test('with GoneException once the client has closed', async () => {
    const api = await start();
    const client = await api.connect();
    const id = idOf(api);
    client.socket.close();
    await client.closed;
    await api.eventOf('$disconnect');
    await expect(api.sdk[action](id, 'x')).rejects.toMatchObject({ name: 'GoneException' });
  });

  test('with ForbiddenException for other credentials, and for none', async () => {
    const api = await start();
    const client = await api.connect();
    const id = idOf(api);
    const others = makeSdk(api.url, 'live', makeCredentials());
    await expect(others[action](id, 'x')).rejects.toMatchObject({
      name: 'ForbiddenException',
      $metadata: { httpStatusCode: 403 },
    });
    const method = { post: 'POST', get: 'GET', delete: 'DELETE' }[action];
    const answer = await fetch(`${api.url}/live/@connections/${encodeURIComponent(id)}`, { method });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([403, 'ForbiddenException']);
    expect(client.messages).toEqual([]);
    expect(api.readUsage()).toMatchObject({ open: 1 });
  });

  test('with GoneException in another stage', async () => {
    const api = await start();
    await api.connect();
    const dev = makeSdk(api.url, 'dev');
    await expect(dev[action](idOf(api), 'x')).rejects.toMatchObject({ name: 'GoneException' });
  });

  test('with LimitExceededException when the account has used up its requests', async () => {
    const requests = makeTokenBucket({ requestsPerSecond: 1, burstRequests: 1 }, () => 0);
    const newConnections = makeTokenBucket({ requestsPerSecond: 1, burstRequests: 1 }, () => 0);
    const throttled: string[] = [];
    const api = await start({
      account: { requests, newConnections },
      onThrottled: (by) => void throttled.push(by),
    });
    await api.connect();
    const id = idOf(api);
    await api.sdk.get(id);
    await expect(api.sdk[action](id, 'x')).rejects.toMatchObject({
      name: 'LimitExceededException',
      $metadata: { httpStatusCode: 429 },
    });
    expect(throttled).toEqual(['account']);
  });
});

test('a web page is refused, whatever it sends', async () => {
  const { url } = await start();
  const headers = {
    origin: url,
    authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x`,
  };
  expect((await fetch(`${url}/live/@connections/${GONE}`, { method: 'POST', headers })).status).toBe(403);
});

test.each(['/', '/live', '/live/@connections', '/live/@connections/a/b', '/live/@connections/%ff'])(
  'the path %s is forbidden',
  async (path) => {
    const { url } = await start();
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/x` };
    expect((await fetch(url + path, { headers })).status).toBe(403);
  },
);

test('a message reaches its client only, in its order', async () => {
  const api = await start();
  const one = await api.connect();
  const id = idOf(api);
  const other = await api.connect();
  for (let index = 0; index < 20; index++) await api.sdk.post(id, `héllo ${index}`);
  await one.message(19);
  expect(one.messages).toEqual(Array.from({ length: 20 }, (_, index) => `héllo ${index}`));
  expect(other.messages).toEqual([]);
  expect(api.readUsage()).toMatchObject({ messagesSent: 20 });
});

test('a message may have 128 KB, which come in frames of 32 KB, and no byte more', async () => {
  const api = await start();
  const client = await api.connect();
  const largest = 'é'.repeat(64 * 1024);
  await api.sdk.post(idOf(api), largest);
  expect(await client.message(0)).toBe(largest);
  await expect(api.sdk.post(idOf(api), `${largest}x`)).rejects.toMatchObject({
    name: 'PayloadTooLargeException',
    message: 'Message too long',
    $metadata: { httpStatusCode: 413 },
  });
  await api.sdk.post(idOf(api), 'next');
  expect(await client.message(1)).toBe('next');
});

test('bytes that are no UTF-8 are mended, so that the client does not have to close', async () => {
  const api = await start();
  const client = await api.connect();
  await api.sdk.post(idOf(api), Uint8Array.from([0x61, 0xff]));
  expect(await client.message(0)).toBe('a\uFFFD');
});

test('a connection is described as AWS describes it', async () => {
  let now = Date.UTC(2026, 10, 26);
  const clock = { now: () => now, wait: (_: number, signal: AbortSignal) => abortOf(signal) };
  const api = await start({ clock });
  await api.connect({ headers: { 'user-agent': 'test' } });
  now += 5_000;
  await api.sdk.post(idOf(api), 'x');
  expect(await api.sdk.get(idOf(api))).toMatchObject({
    ConnectedAt: new Date(now - 5_000),
    LastActiveAt: new Date(now),
    Identity: { SourceIp: '127.0.0.1', UserAgent: 'test' },
  });
});

test('a connection can be ended', async () => {
  const api = await start();
  const client = await api.connect();
  await api.sdk.delete(idOf(api));
  expect(await client.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
  const { requestContext } = await api.eventOf('$disconnect');
  expect(requestContext).toMatchObject({ disconnectStatusCode: 1000 });
});

const abortOf = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
