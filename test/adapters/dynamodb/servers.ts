// Starts the DynamoDB servers that the adapters are held to. They are the local cloud's, which is dynalite with what it lacks, and Amazon's own DynamoDB
// Local when there is a Java to run it (CI must have one).

import {
  CreateTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  ResourceInUseException,
} from '@aws-sdk/client-dynamodb';
import { vi } from 'vitest';
import { makeDynamoDB } from '../../../adapters/clients.ts';
import * as amazons from '../../../bench/peers/store/dynamodb-local.ts';
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
if (process.env['CI'] || amazons.hasJava()) servers.push(['DynamoDB Local', startDynamoDBLocal]);

export function startDynalite(): Promise<TestDynamoDB> {
  return withTables(startDynamoDBServer());
}

function startDynamoDBLocal(): Promise<TestDynamoDB> {
  return withTables(amazons.startDynamoDBLocal());
}

async function withTables(starting: Promise<{ url: string; close(): Promise<void> }>): Promise<TestDynamoDB> {
  const server = await starting;
  const client = clientOf(server.url);
  await createTables(client);
  return {
    client,
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

function clientOf(url: string): DynamoDBClient {
  vi.stubEnv('AWS_ENDPOINT_URL_DYNAMODB', url);
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
