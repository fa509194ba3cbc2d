// A server answers throttles as DynamoDB does, as often as a test tells it to.

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDynamoDB } from '../../../adapters/clients.ts';
import { watchThrottles } from '../../../adapters/dynamodb/watch-throttles.ts';

const NAMESPACE = 'com.amazonaws.dynamodb.v20120810#';

let server: Server;
let throttlesLeft: number;
let throttle: object;
let throttled: string[];
let client: ReturnType<typeof makeDynamoDB>;

beforeEach(async () => {
  throttled = [];
  throttle = { __type: `${NAMESPACE}ProvisionedThroughputExceededException`, message: 'too fast' };
  server = createServer((_request, response) => {
    const refuse = throttlesLeft-- > 0;
    response.writeHead(refuse ? 400 : 200, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(refuse ? throttle : {}));
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

const update = (TableName: string, bucket = 'root') =>
  client.send(
    new UpdateItemCommand({
      TableName,
      Key: { postId: { S: 'hot' }, bucket: { S: bucket } },
      UpdateExpression: 'REMOVE closed',
    }),
  );

test('a throttle is noticed although the SDK repeats the write until it succeeds', async () => {
  throttlesLeft = 2;
  await update('counters');
  expect(throttled).toEqual(['hot', 'hot']);
});

test('the throttles of a write that fails in the end are noticed too, and the write still fails', async () => {
  throttlesLeft = 100;
  await expect(update('counters')).rejects.toThrow('too fast');
  expect(throttled.length).toBeGreaterThan(1);
});

test('throttles of other tables, of buckets and of reads are ignored, and so are calls that succeed', async () => {
  throttlesLeft = 1;
  await update('likes');
  throttlesLeft = 1;
  await update('counters', '1.0');
  throttlesLeft = 1;
  const Key = { postId: { S: 'hot' }, bucket: { S: 'root' } };
  await client.send(new GetItemCommand({ TableName: 'counters', Key }));
  await update('counters');
  expect(throttled).toEqual([]);
});

const reasons = (...limits: string[]) =>
  limits.map((reason) => ({ reason, resource: 'arn:aws:dynamodb:table' }));

test.each([
  [
    'ProvisionedThroughputExceededException',
    'ThrottlingReasons',
    ['TableWriteKeyRangeThroughputExceeded'],
    1,
  ],
  ['ThrottlingException', 'throttlingReasons', ['TableWriteKeyRangeThroughputExceeded'], 1],
  [
    'ProvisionedThroughputExceededException',
    'ThrottlingReasons',
    ['TableWriteProvisionedThroughputExceeded'],
    0,
  ],
  ['ThrottlingException', 'throttlingReasons', ['TableWriteAccountLimitExceeded'], 0],
  ['ThrottlingException', 'throttlingReasons', ['IndexWriteKeyRangeThroughputExceeded'], 0],
])('a %s with the %s %j reports this many hot posts: %i', async (type, field, limits, hot) => {
  throttle = { __type: NAMESPACE + type, message: 'too fast', [field]: reasons(...limits) };
  throttlesLeft = 1;
  await update('counters');
  expect(throttled).toHaveLength(hot);
});
