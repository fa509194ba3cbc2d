import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import {
  CreateTableCommand,
  type DynamoDBClient,
  ListTablesCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import { makeServiceClients } from '../../../local/service-clients.ts';
import { startKillableServer } from '../killable-server.ts';
import { makeDataDir } from '../resources/test-cloud.ts';

const START = 'dynamodb/server.ts#startDynamoDBServer';

function clientOf(url: string): DynamoDBClient {
  const clients = makeServiceClients({ dynamodb: url, kinesis: url, sqs: url, secretsManager: url });
  onTestFinished(() => clients.destroy());
  return clients.dynamodb;
}

async function start(dataDir?: string): Promise<DynamoDBClient> {
  const server = await startDynamoDBServer({ dataDir });
  onTestFinished(() => server.close());
  return clientOf(server.url);
}

const createTable = (client: DynamoDBClient) =>
  client.send(
    new CreateTableCommand({
      TableName: 'likes',
      AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
const put = (client: DynamoDBClient, id: string) =>
  client.send(new PutItemCommand({ TableName: 'likes', Item: { id: { S: id } } }));
const idsIn = async (client: DynamoDBClient) =>
  (await client.send(new ScanCommand({ TableName: 'likes' }))).Items?.map(({ id }) => id?.S).toSorted();

test('a path that another process uses, or that is not a directory, is an error that names it', async () => {
  const dataDir = makeDataDir();
  await startKillableServer(START, { dataDir });
  await expect(startDynamoDBServer({ dataDir })).rejects.toMatchObject({ name: 'DynamoDBStartError' });
  await expect(startDynamoDBServer({ dataDir })).rejects.toThrow(`DynamoDB did not start on ${dataDir}: `);
  const file = join(makeDataDir(), 'file');
  writeFileSync(file, '');
  await expect(startDynamoDBServer({ dataDir: file })).rejects.toThrow(`DynamoDB did not start on ${file}: `);
});

test('a server that was killed in the middle of writes keeps every write that it acknowledged', async () => {
  const dataDir = makeDataDir();
  const server = await startKillableServer(START, { dataDir });
  const client = clientOf(server.url);
  await createTable(client);
  const acknowledged: string[] = [];
  const write = async (writer: number) => {
    for (let n = 0; ; n++) {
      await put(client, `${writer}-${n}`);
      acknowledged.push(`${writer}-${n}`);
      if (acknowledged.length === 300) void server.kill();
    }
  };
  await Promise.allSettled([0, 1, 2, 3].map(write));
  expect(acknowledged.length).toBeGreaterThanOrEqual(300);
  expect(await idsIn(await start(dataDir))).toEqual(expect.arrayContaining(acknowledged));
});

test('a server in memory leaves nothing for the next one', async () => {
  const server = await startDynamoDBServer();
  await createTable(clientOf(server.url));
  await server.close();
  expect((await (await start()).send(new ListTablesCommand())).TableNames).toEqual([]);
});

test('a client that goes away in the middle of a request does not end the server', async () => {
  const server = await startDynamoDBServer();
  onTestFinished(() => server.close());
  const client = clientOf(server.url);
  await createTable(client);
  const { hostname, port } = new URL(server.url);
  for (let time = 0; time < 20; time++) {
    const socket = connect(Number(port), hostname);
    await once(socket, 'connect');
    socket.write(
      `POST / HTTP/1.1\r\nhost: ${hostname}:${port}\r\ncontent-length: ${1_000 + time}\r\n\r\n{"TableName":`,
    );
    socket.resetAndDestroy();
  }
  await put(client, 'after');
  expect(await idsIn(client)).toEqual(['after']);
});

test('a server closes with connections open, and frees its port', async () => {
  const server = await startDynamoDBServer();
  const client = clientOf(server.url);
  await createTable(client);
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow('fetch failed');
});

describe('a request that dynalite throws on is answered with 500', () => {
  const send = async (url: string, operation: string, body: string) => {
    const headers = {
      'x-amz-target': `DynamoDB_20120810.${operation}`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-date': '20261126T000000Z',
      authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/e, SignedHeaders=host, Signature=f',
    };
    const answer = await fetch(url, { method: 'POST', headers, body });
    return { status: answer.status, body: (await answer.json()) as object };
  };

  test.each([
    ['ListTables', 'null'],
    ['PutItem', 'null'],
    ['PutItem', '{"TableName":"likes","Item":{"id":{"S":"a"},"n":{"M":{"x":null}}}}'],
    [
      'DeleteItem',
      JSON.stringify({
        TableName: 'likes',
        Key: { id: { S: 'a' } },
        ConditionExpression: 'begins_with(#x.#x, b)',
        ExpressionAttributeNames: { '#x': '__proto__' },
      }),
    ],
  ])('and the same item can be written afterwards: %s %s', async (operation, body) => {
    const lines: string[] = [];
    const server = await startDynamoDBServer({ log: (line) => lines.push(line) });
    onTestFinished(() => server.close());
    const client = clientOf(server.url);
    await createTable(client);
    await put(client, 'a');
    // Requests that wait for the lock of the failing one are answered too.
    const [failed, ...waiting] = await Promise.all([
      send(server.url, operation, body),
      put(client, 'a'),
      send(server.url, operation, body),
      put(client, 'a'),
    ]);
    expect(failed).toMatchObject({ status: 500, body: { __type: 'InternalServerError' } });
    expect(waiting).toHaveLength(3);
    await put(client, 'a');
    expect(await idsIn(client)).toEqual(['a']);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toContain('DynamoDB: TypeError');
  });
});

test('a body over 16 MB is refused', async () => {
  const server = await startDynamoDBServer();
  onTestFinished(() => server.close());
  const answer = await fetch(server.url, { method: 'POST', body: ' '.repeat(16 * 1024 * 1024 + 1) });
  expect(answer.status).toBe(413);
});
