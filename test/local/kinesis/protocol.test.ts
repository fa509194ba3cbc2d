// The answers to requests that the SDK would not send.

import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LocalServer } from '../../../local/local-server.ts';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import { createStream, makeKinesis } from './test-stream.ts';

let server: LocalServer;
let streamName: string;
beforeAll(async () => {
  server = await startKinesisServer();
  const kinesis = makeKinesis(server.url);
  streamName = await createStream(kinesis);
  kinesis.destroy();
});
afterAll(() => server.close());

async function post(operation: string, body: string) {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'x-amz-target': `Kinesis_20131202.${operation}`,
      'content-type': 'application/x-amz-json-1.1',
    },
    body,
  });
  return { status: response.status, body: (await response.json()) as { __type?: string; message?: string } };
}

test('an operation that is not supported is refused, and the error names it', async () => {
  expect(await post('RegisterStreamConsumer', '{}')).toEqual({
    status: 400,
    body: {
      __type: 'UnknownOperationException',
      message: 'RegisterStreamConsumer is not supported by the local cloud',
    },
  });
});

test('a request that names no operation is refused', async () => {
  const response = await fetch(server.url);
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ __type: 'UnknownOperationException' });
});

test.each(['', '{', 'records'])('a body of "%s" is not JSON', async (body) => {
  expect(await post('ListStreams', body)).toMatchObject({
    status: 400,
    body: { __type: 'SerializationException' },
  });
});

const record = { PartitionKey: 'k', Data: 'eA==' };
test.each([
  ['an unknown field', { ...record, Priority: 1 }, 'Priority'],
  ['a missing field', { Data: 'eA==' }, 'PartitionKey'],
  ['a field of another type', { ...record, PartitionKey: 7 }, 'PartitionKey'],
  ['data that is not base64', { ...record, Data: '***' }, 'Data'],
  ['data without its padding', { ...record, Data: 'eA' }, 'Data'],
])('%s is refused by the name of the field', async (_, input, field) => {
  const answer = await post('PutRecord', JSON.stringify({ StreamName: streamName, ...input }));
  expect(answer).toMatchObject({ status: 400, body: { __type: 'ValidationException' } });
  expect(answer.body.message).toContain(field);
});

test('an array is not a request', async () => {
  expect(await post('PutRecord', '[]')).toMatchObject({
    status: 400,
    body: { __type: 'ValidationException' },
  });
});

test('an error in the second record names the field and its place', async () => {
  const Records = [record, { ...record, PartitionKey: '' }];
  const { body } = await post('PutRecords', JSON.stringify({ StreamName: streamName, Records }));
  expect(body.message).toContain('Records.1.PartitionKey');
});

test('a body of more than 16 MiB is refused, and the server goes on', async () => {
  expect(await post('PutRecord', ' '.repeat(16 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  expect(await post('ListStreams', '{}')).toMatchObject({ status: 200 });
});

test('a port that is taken is an error that names it', async () => {
  const port = Number(new URL(server.url).port);
  await expect(startKinesisServer({ port })).rejects.toThrow(expect.objectContaining({ code: 'EADDRINUSE' }));
});
