// The tool's own clients of the local cloud's services, without a proxy in between.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Endpoints } from '../../local/servers.ts';

export function makeClients(endpoints: Endpoints) {
  const config = (endpoint: string) => ({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    // HTTP/1.1, also for Kinesis.
    requestHandler: new NodeHttpHandler({ connectionTimeout: 1_000, requestTimeout: 30_000 }),
  });
  const clients = {
    dynamodb: new DynamoDBClient(config(endpoints.dynamodb)),
    kinesis: new KinesisClient(config(endpoints.kinesis)),
    sqs: new SQSClient(config(endpoints.sqs)),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

export type Clients = ReturnType<typeof makeClients>;
