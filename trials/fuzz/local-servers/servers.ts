// Starts the servers that are fuzzed, and says how to ask each of them whether it still serves.

import { join } from 'node:path';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { makeClosers } from '../../../local/closers.ts';
import { startGateway } from '../../../local/gateway/server.ts';
import { makeCredentials } from '../../../local/guard/credentials.ts';
import { type Endpoints, startServers } from '../../../local/servers.ts';
import { exchange } from './exchange.ts';
import { makeRequest } from './request.ts';

export type Service = keyof Endpoints;
export type ServerName = Service | 'gateway';

interface Target {
  readonly prefix: string;
  readonly contentType: string;
}

/** How a request names its operation, and the type of its body. */
export const TARGETS: Readonly<Record<Service, Target>> = {
  dynamodb: { prefix: 'DynamoDB_20120810.', contentType: 'application/x-amz-json-1.0' },
  kinesis: { prefix: 'Kinesis_20131202.', contentType: 'application/x-amz-json-1.1' },
  sqs: { prefix: 'AmazonSQS.', contentType: 'application/x-amz-json-1.0' },
  secretsManager: { prefix: 'secretsmanager.', contentType: 'application/x-amz-json-1.1' },
};

export const TABLE = 'fuzzed-table';
export const SECRET = 'fuzzed-secret';

const CREATE_TABLE = {
  TableName: TABLE,
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  BillingMode: 'PAY_PER_REQUEST',
};
const CREATE_SECRET = { Name: SECRET, SecretString: 'x' };

/** A write shows that no failed request holds the lock of its item. */
const PROBES: Readonly<Record<Service, readonly [operation: string, body: object]>> = {
  dynamodb: ['PutItem', { TableName: TABLE, Item: { id: { S: 'a' }, b: { S: 'b' } } }],
  kinesis: ['ListStreams', {}],
  sqs: ['ListQueues', {}],
  secretsManager: ['GetSecretValue', { SecretId: SECRET }],
};

export interface FuzzedServer {
  readonly port: number;
  /** A request that the server answers with 200. */
  readonly probe: Uint8Array;
}

export interface FuzzedServers {
  readonly accessKeyId: string;
  of(server: ServerName): FuzzedServer;
  close(): Promise<void>;
}

export async function startFuzzedServers(): Promise<FuzzedServers> {
  const closers = makeClosers();
  const credentials = makeCredentials();
  const { accessKeyId } = credentials;
  const endpoints = await startServers({ credentials }, closers);
  const answer = { status: 'ok' as const, payloadJson: '{"statusCode":200}' };
  const gateway = await startGateway(
    { apiId: 'api', routes: new Map([['$default', { timeoutMs: 1_000, invoke: async () => answer }]]) },
    { siteDir: join(PROJECT_DIR, 'demo'), description: () => ({}), log: () => {} },
  );
  closers.add(() => gateway.close());

  const portOf = (url: string) => Number(new URL(url).port);
  function requestOf(service: Service, [operation, body]: readonly [string, object]): Uint8Array {
    const authority = new URL(endpoints[service]).host;
    const { prefix, contentType } = TARGETS[service];
    return makeRequest({
      authority,
      accessKeyId,
      target: prefix + operation,
      contentType,
      body: JSON.stringify(body),
    });
  }
  await exchange(portOf(endpoints.dynamodb), requestOf('dynamodb', ['CreateTable', CREATE_TABLE]));
  await exchange(
    portOf(endpoints.secretsManager),
    requestOf('secretsManager', ['CreateSecret', CREATE_SECRET]),
  );
  const gatewayProbe = Buffer.from(
    `GET /_local-cloud HTTP/1.1\r\nhost: ${new URL(gateway.url).host}\r\nconnection: close\r\n\r\n`,
  );
  return {
    accessKeyId,
    of: (server) =>
      server === 'gateway'
        ? { port: portOf(gateway.url), probe: gatewayProbe }
        : { port: portOf(endpoints[server]), probe: requestOf(server, PROBES[server]) },
    close: () => closers.closeAll(),
  };
}
