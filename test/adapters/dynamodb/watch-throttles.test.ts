// Throttles as DynamoDB answers them, from a server that throttles as often as it is told.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDynamoDB } from '../../../adapters/clients.ts';
import { watchThrottles } from '../../../adapters/dynamodb/watch-throttles.ts';

let server: Server;
let throttlesLeft: number;
let throttled: string[];
let client: ReturnType<typeof makeDynamoDB>;

beforeEach(async () => {
  throttled = [];
  server = createServer((_request, response) => {
    const refuse = throttlesLeft-- > 0;
    const type = 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException';
    response.writeHead(refuse ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(refuse ? { __type: type, message: 'too fast' } : {}));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  client = makeDynamoDB();
  watchThrottles(client, 'counters', (postId) => throttled.push(postId));
});

afterEach(async () => {
  client.destroy();
  await new Promise((closed) => server.close(closed));
});

const update = (TableName: string) =>
  client.send(new UpdateItemCommand({ TableName, Key: { postId: { S: 'hot' }, bucket: { S: 'root' } } }));

test('a throttle is seen although the SDK gets the write through', async () => {
  throttlesLeft = 2;
  await update('counters');
  expect(throttled).toEqual(['hot', 'hot']);
});

test('a write that fails in the end is seen too, and still fails', async () => {
  throttlesLeft = 100;
  await expect(update('counters')).rejects.toThrow('too fast');
  expect(throttled.length).toBeGreaterThan(1);
});

test('throttles of other tables and calls that go through are none of its business', async () => {
  throttlesLeft = 1;
  await update('likes');
  await client.send(new GetItemCommand({ TableName: 'counters', Key: { postId: { S: 'x' } } }));
  expect(throttled).toEqual([]);
});
