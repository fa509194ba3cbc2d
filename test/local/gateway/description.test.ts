import { expect, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

test('tools on this machine are told what stands behind the API', async () => {
  const description = { endpoints: { dynamodb: 'http://127.0.0.1:1' }, outputs: { LikesTable: 'likes' } };
  const { send, events } = await startTestGateway({ description });
  const reply = await send('GET', '/_local-cloud');
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.body)).toEqual(description);
  expect(events).toEqual([]);
});

test('pages of other origins are not', async () => {
  const cors = { allowOrigins: ['http://shop.example'], allowMethods: ['GET'], allowHeaders: [] };
  const { send } = await startTestGateway({ description: {}, cors });
  const reply = await send('GET', '/_local-cloud', { headers: { origin: 'http://shop.example' } });
  expect(reply.headers['access-control-allow-origin']).toBeUndefined();
});

test('without a description the path is like any other', async () => {
  const { send, events } = await startTestGateway();
  await send('GET', '/_local-cloud');
  expect(events).toHaveLength(1);
});
