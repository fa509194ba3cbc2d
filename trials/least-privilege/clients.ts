// The clients of the emulator, with the credentials of a role or of the root user.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { REGION } from '../../local/resources/arn.ts';

/** A client of any service. */
export interface Client {
  send(command: never): Promise<unknown>;
}

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

export function makeClients(endpoint: string, credentials: Credentials) {
  const config = {
    endpoint,
    credentials,
    region: REGION,
    maxAttempts: 1,
    // The emulator speaks HTTP/1.1 only, and answers one request at a time.
    requestHandler: new NodeHttpHandler({ requestTimeout: 30_000 }),
  };
  return {
    dynamodb: new DynamoDBClient(config),
    kinesis: new KinesisClient(config),
    secretsmanager: new SecretsManagerClient(config),
    sqs: new SQSClient({ ...config, useQueueUrlAsEndpoint: false }),
  };
}

export type Clients = ReturnType<typeof makeClients>;
