import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { makeDynamoDB } from '../../../adapters/clients.ts';
import { keyOf } from '../../../adapters/dynamodb/counter-item.ts';
import { makeRetryStrategy } from '../../../adapters/dynamodb/retry.ts';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';

const THROTTLE = {
  __type: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException',
  message: 'Rate exceeded',
};

let server: Server;
/** What the server still has to answer before it answers an empty item. */
let answers: [status: number, body: object][];
let requests: number;

beforeEach(async () => {
  answers = [];
  requests = 0;
  server = createServer((request, response) => {
    request.resume();
    requests++;
    const [status, body] = answers.shift() ?? [200, {}];
    response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' });
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
});
afterEach(() => server.close());

async function read(times: number): Promise<PromiseSettledResult<unknown>[]> {
  const client = makeDynamoDB();
  const call = () => client.send(new GetItemCommand({ TableName: 'counters', Key: keyOf('p', 'root') }));
  const results = await Promise.allSettled(Array.from({ length: times }, call));
  client.destroy();
  return results;
}

test('throttles of many calls do not use up the attempts of the others', async () => {
  answers = Array.from({ length: 200 }, () => [400, THROTTLE]);
  const results = await read(150);
  expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
  expect(answers).toEqual([]);
});

test('a call that is always throttled fails after eight attempts', async () => {
  answers = Array.from({ length: 99 }, () => [400, THROTTLE]);
  const [result] = await read(1);
  expect(result).toMatchObject({
    status: 'rejected',
    reason: { name: 'ProvisionedThroughputExceededException' },
  });
  expect(requests).toBe(8);
});

test('a call that DynamoDB refuses for another reason is not repeated', async () => {
  answers = [[400, { __type: 'com.amazon.coral.validate#ValidationException', message: 'no' }]];
  expect(await read(1)).toMatchObject([{ status: 'rejected', reason: { name: 'ValidationException' } }]);
  expect(requests).toBe(1);
});

test('the first repeat comes within 50 ms, and no wait is longer than a second', async () => {
  const strategy = makeRetryStrategy(99);
  let token = await strategy.acquireInitialRetryToken('');
  for (let retry = 1; retry < 20; retry++) {
    token = await strategy.refreshRetryTokenForRetry(token, { errorType: 'THROTTLING' });
    expect(token.getRetryCount()).toBe(retry);
    expect(token.getRetryDelay()).toBeLessThanOrEqual(Math.min(1_000, 50 * 2 ** (retry - 1)));
  }
});
