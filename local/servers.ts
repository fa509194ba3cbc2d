// The servers behind the SDK's endpoints, one for each service.

import { join } from 'node:path';
import type { Closers } from './closers.ts';
import { startDynamoDBServer } from './dynamodb/server.ts';
import { startKinesisServer } from './kinesis/server.ts';
import { startSecretsManagerServer } from './secrets-manager/server.ts';
import { startSqsServer } from './sqs/server.ts';

/** URL of each service. */
export interface Endpoints {
  readonly dynamodb: string;
  readonly kinesis: string;
  readonly sqs: string;
  readonly secretsManager: string;
}

/** Starts the servers one after the other, and hands each to the closers at once. */
export async function startServers(dataDir: string | undefined, closers: Closers): Promise<Endpoints> {
  const within = (name: string) => (dataDir === undefined ? undefined : join(dataDir, name));

  async function start(starting: Promise<{ url: string; close(): Promise<void> }>) {
    const server = await starting;
    closers.add(() => server.close());
    return server.url;
  }

  const dynamodb = await start(startDynamoDBServer({ dataDir: within('dynamodb') }));
  const kinesis = await start(startKinesisServer({ dataDir: within('kinesis') }));
  const sqs = await start(startSqsServer({ dataDir: within('sqs') }));
  const secretsManager = await start(startSecretsManagerServer({ file: within('secrets.json') }));
  return { dynamodb, kinesis, sqs, secretsManager };
}
