import { expect, test } from 'vitest';
import { startTestGateway } from './test-gateway.ts';

test('a tool on this machine gets a description of the servers behind the API', async () => {
  const description = { endpoints: { dynamodb: 'http://127.0.0.1:1' }, outputs: { LikesTable: 'likes' } };
  const gateway = await startTestGateway({ description: () => description });
  const reply = await gateway.send('GET', '/_local-cloud');
  expect(reply.status).toBe(200);
  expect(JSON.parse(reply.body)).toEqual(description);
  expect(gateway.events).toEqual([]);
});

test('a page of another origin cannot read the description', async () => {
  const cors = { allowOrigins: ['http://shop.example'], allowMethods: ['GET'], allowHeaders: [] };
  const gateway = await startTestGateway({ description: () => ({}), cors });
  const reply = await gateway.send('GET', '/_local-cloud', { headers: { origin: 'http://shop.example' } });
  expect(reply.headers['access-control-allow-origin']).toBeUndefined();
});

test('without a description the path is like any other', async () => {
  const gateway = await startTestGateway();
  await gateway.send('GET', '/_local-cloud');
  expect(gateway.events).toHaveLength(1);
});
