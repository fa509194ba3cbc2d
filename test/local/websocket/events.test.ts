// The events are those of API Gateway, field by field.

import { expect, test } from 'vitest';
import { OK, startTestApi } from './test-api.ts';

const AT = Date.UTC(2026, 10, 26, 9, 30);
const ID = expect.stringMatching(/^[\w-]{15}=$/);
const clock = {
  now: () => AT,
  wait: (_: number, signal: AbortSignal) =>
    new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve())),
};

test('of a connection, a message and a disconnection', async () => {
  const api = await startTestApi({
    clock,
    routes: { $connect: () => OK, $default: () => OK, $disconnect: () => OK },
  });
  const { host } = new URL(api.url);
  const client = await api.connect({
    query: '?a=1&a=2&b',
    headers: { 'user-agent': 'test', 'X-Two': ['1', '2'] as unknown as string },
  });
  client.socket.send('héllo');
  await api.eventOf('$default');
  client.socket.close(4000, 'enough');
  await api.eventOf('$disconnect');

  const [connect, message, disconnect] = api.events;
  const connectionId = connect?.requestContext.connectionId;
  const requestIds = new Set(api.events.map(({ requestContext: { requestId } }) => requestId));
  expect(requestIds.size).toBe(3);
  const context = {
    extendedRequestId: ID,
    requestTime: '26/Nov/2026:09:30:00 +0000',
    messageDirection: 'IN',
    stage: 'live',
    connectedAt: AT,
    requestTimeEpoch: AT,
    identity: { userAgent: 'test', sourceIp: '127.0.0.1' },
    requestId: ID,
    domainName: host,
    connectionId,
    apiId: 'abc',
  };
  expect(connectionId).toEqual(ID);
  expect(connect).toEqual({
    headers: expect.objectContaining({
      Host: host,
      'user-agent': 'test',
      'X-Two': '2',
      'X-Forwarded-For': '127.0.0.1',
    }),
    multiValueHeaders: expect.objectContaining({ Host: [host], 'X-Two': ['1', '2'] }),
    queryStringParameters: { a: '2', b: '' },
    multiValueQueryStringParameters: { a: ['1', '2'], b: [''] },
    requestContext: { routeKey: '$connect', eventType: 'CONNECT', ...context },
    isBase64Encoded: false,
  });
  expect(message).toEqual({
    requestContext: { routeKey: '$default', messageId: ID, eventType: 'MESSAGE', ...context },
    body: 'héllo',
    isBase64Encoded: false,
  });
  expect(disconnect).toEqual({
    headers: { Host: host, 'x-api-key': '', 'X-Forwarded-For': '', 'x-restapi': '' },
    multiValueHeaders: { Host: [host], 'x-api-key': [''], 'X-Forwarded-For': [''], 'x-restapi': [''] },
    requestContext: {
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 4000,
      disconnectReason: 'enough',
      ...context,
    },
    isBase64Encoded: false,
  });
});

test('without a query there are no parameters', async () => {
  const api = await startTestApi();
  await api.connect();
  expect(api.events[0]).not.toHaveProperty('queryStringParameters');
});

test.each<[string, (socket: { close(): void; terminate(): void }) => void, number, string]>([
  ['closes', (socket) => socket.close(), 1005, 'Client-side close frame status not set'],
  ['breaks off', (socket) => socket.terminate(), 1006, 'Connection Closed Abnormally'],
])('a client that %s is disconnected once', async (_, end, code, reason) => {
  const api = await startTestApi();
  const client = await api.connect();
  end(client.socket);
  const { requestContext } = await api.eventOf('$disconnect');
  expect(requestContext).toMatchObject({ disconnectStatusCode: code, disconnectReason: reason });
  await api.close();
  expect(api.events).toHaveLength(2);
});
