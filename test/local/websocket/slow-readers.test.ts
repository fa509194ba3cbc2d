// A client that reads slowly, or stops reading, costs a bounded amount of memory and delays nobody else.

import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { expect, onTestFinished, test, vi } from 'vitest';
import { ANY_CREDENTIALS } from '../../../local/guard/credentials.ts';
import { MAX_WAITING_BYTES } from '../../../local/websocket/limits.ts';
import { makeWaitingBytes } from '../../../local/websocket/waiting-bytes.ts';
import { startTestApi } from './test-api.ts';

const MESSAGE = 'x'.repeat(128 * 1024);

test('a client that stops reading is disconnected, and is gone, while the others get everything', async () => {
  const api = await startTestApi();
  const sdk = new ApiGatewayManagementApiClient({
    endpoint: `${api.url}/live`,
    region: 'us-east-1',
    credentials: ANY_CREDENTIALS,
    maxAttempts: 1,
  });
  onTestFinished(() => sdk.destroy());
  const post = (ConnectionId: string) =>
    sdk.send(new PostToConnectionCommand({ ConnectionId, Data: MESSAGE }));
  const stopped = await api.connect();
  const reading = await api.connect();
  const [stoppedId = '', readingId = ''] = api.events.map(
    ({ requestContext }) => requestContext.connectionId,
  );
  stopped.socket.pause();

  let taken = 0;
  const refused = await vi.waitUntil(
    async () => {
      await post(readingId);
      const outcome = await post(stoppedId).catch((error: Error) => error.name);
      taken += 1;
      return typeof outcome === 'string' && outcome;
    },
    { timeout: 20_000, interval: 0 },
  );
  expect(refused).toBe('GoneException');
  await reading.message(taken - 1);
  const { requestContext } = await api.eventOf('$disconnect');
  expect(requestContext).toMatchObject({
    connectionId: stoppedId,
    disconnectStatusCode: 1006,
    disconnectReason: 'The client reads too slowly',
  });
  expect(api.readUsage()).toMatchObject({ open: 1, tooSlow: 1 });
  await post(readingId);
  await reading.message(taken);
});

test('more bytes than may wait are refused, and those that were sent make room', () => {
  const waiting = makeWaitingBytes(MAX_WAITING_BYTES);
  expect(waiting.add(MAX_WAITING_BYTES)).toBe(true);
  expect(waiting.add(1)).toBe(false);
  waiting.remove(1);
  expect(waiting.add(1)).toBe(true);
});
