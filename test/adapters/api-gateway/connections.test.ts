// The @connections API as the SDK speaks it, with a server that answers as API Gateway does.

import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ConnectionRefusedError, makeConnections } from '../../../adapters/api-gateway/connections.ts';
import { makeConnectionsClient } from '../../../adapters/clients.ts';

let server: Server;
let client: ReturnType<typeof makeConnectionsClient>;
let answer: { statusCode: number; errorType?: string } | 'hang up' = { statusCode: 200 };
const requests: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => void answerAsTold(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  client = makeConnectionsClient(`http://127.0.0.1:${(server.address() as AddressInfo).port}/live`);
});
beforeEach(() => {
  requests.length = 0;
  answer = { statusCode: 200 };
});
afterAll(async () => {
  client.destroy();
  await new Promise((closed) => server.close(closed));
});

async function answerAsTold(request: IncomingMessage, response: ServerResponse): Promise<void> {
  requests.push(`${request.method} ${decodeURIComponent(request.url ?? '')} ${await bodyOf(request)}`);
  if (answer === 'hang up') {
    request.socket.destroy();
    return;
  }
  const { statusCode, errorType } = answer;
  response.writeHead(statusCode, errorType === undefined ? {} : { 'x-amzn-errortype': errorType });
  response.end(errorType === undefined ? '' : JSON.stringify({ message: 'no' }));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

test.each([
  ['is gone', { statusCode: 410, errorType: 'GoneException' }, 'gone'],
  ['takes no more for now', { statusCode: 429, errorType: 'LimitExceededException' }, 'throttled'],
  ['fails', { statusCode: 500 }, 'failed'],
  ['does not answer', 'hang up' as const, 'failed'],
])('a connection that %s', async (_, given, outcome) => {
  answer = given;
  expect(await makeConnections({ client }).post('c', '{}')).toBe(outcome);
  // Whoever calls repeats it, and not the SDK.
  expect(requests).toHaveLength(1);
});

test('a call that is refused is an error, because a repeat changes nothing', async () => {
  answer = { statusCode: 403, errorType: 'ForbiddenException' };
  await expect(makeConnections({ client }).post('c', '{}')).rejects.toThrow(ConnectionRefusedError);
});

test('text goes to the connection of the stage, whatever characters its id has', async () => {
  expect(await makeConnections({ client }).post('L0SM9cOFvHcCIhw=', '{"a":"é"}')).toBe('told');
  expect(requests).toEqual(['POST /live/@connections/L0SM9cOFvHcCIhw= {"a":"é"}']);
});

test('a connection is closed, also when it is gone already', async () => {
  answer = { statusCode: 204 };
  await makeConnections({ client }).close('c');
  answer = { statusCode: 410, errorType: 'GoneException' };
  await makeConnections({ client }).close('c');
  expect(requests).toEqual(['DELETE /live/@connections/c ', 'DELETE /live/@connections/c ']);
});
