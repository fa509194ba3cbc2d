// The count reader where the store does not answer as it should.

import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { CountsUnavailableError } from '../../../adapters/dynamodb/read-items.ts';
import type { CountReader } from '../../../core/likes/ports.ts';

interface BatchGet {
  readonly RequestItems: Record<string, { Keys: object[]; ConsistentRead?: boolean }>;
}

let server: Server;
let client: DynamoDBClient;
let reader: CountReader;
let requests: BatchGet[];
let answer: (response: ServerResponse, request: BatchGet) => void;

beforeEach(async () => {
  requests = [];
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const batchGet = JSON.parse(await text(request)) as BatchGet;
    requests.push(batchGet);
    answer(response, batchGet);
  };
  server = createServer((request, response) => void handle(request, response)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  client = new DynamoDBClient({
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 2,
  });
  reader = makeCountReader({ client, countersTable: 'counters', likesTable: 'likes' });
});
afterEach(() => {
  client.destroy();
  server.closeAllConnections();
  server.close();
});

const send = (response: ServerResponse, status: number, body: object) =>
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
const fail = (status: number, type: string) => (response: ServerResponse) =>
  void send(response, status, { __type: `com.amazonaws.dynamodb.v20120810#${type}`, message: type });
const hang = () => {};

const reads: [string, (signal?: AbortSignal) => Promise<unknown>][] = [
  ['counts', (signal) => reader.readCounts(['a'], signal)],
  ['a person’s likes', (signal) => reader.readLiked('ann', ['a'], signal)],
];

test.each(reads)('gives up %s at the signal when the store hangs', async (_, read) => {
  answer = hang;
  const startMs = performance.now();
  const failure = await read(AbortSignal.timeout(200)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CountsUnavailableError);
  expect(failure).toMatchObject({ retryable: true });
  expect(performance.now() - startMs).toBeLessThan(2_000);
});

test.each(reads)('gives up %s at the signal when the store leaves every key unread', async (_, read) => {
  answer = (response, { RequestItems }) =>
    void send(response, 200, { Responses: {}, UnprocessedKeys: RequestItems });
  const failure = await read(AbortSignal.timeout(20)).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(CountsUnavailableError);
  expect(requests.length).toBeLessThan(6);
});

test.each([
  [500, 'InternalServerError'],
  [400, 'ProvisionedThroughputExceededException'],
  [400, 'ThrottlingException'],
])('a store that answers %i %s may be asked again', async (status, type) => {
  answer = fail(status, type);
  await expect(reader.readCounts(['a'])).rejects.toMatchObject({
    name: 'CountsUnavailableError',
    retryable: true,
  });
});

test('a store that refuses the call is a failure of ours, which no repeat puts right', async () => {
  answer = fail(400, 'ResourceNotFoundException');
  await expect(reader.readCounts(['a'])).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
});

test('a person’s likes are read consistently, and counts are not, which costs half', async () => {
  answer = (response) => void send(response, 200, { Responses: {} });
  await reader.readCounts(['a']);
  await reader.readLiked('ann', ['a']);
  const [counts, likes] = requests.map(({ RequestItems }) => Object.values(RequestItems)[0]);
  expect([counts?.ConsistentRead, likes?.ConsistentRead]).toEqual([undefined, true]);
});
