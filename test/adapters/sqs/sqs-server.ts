// Starts an SQS server for tests, and makes the client that the product has.

import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { vi } from 'vitest';
import { makeSQS } from '../../../adapters/clients.ts';

export interface TestSqs {
  readonly client: SQSClient;
  /** The server's own URL has a name in front of the address. This one has none. */
  urlOf(queueName: string): string;
  /** Returns the address of the new queue. */
  createQueue(queueName: string): Promise<string>;
  close(): Promise<void>;
}

export async function startSqs(): Promise<TestSqs> {
  const server = await startFauxqs({ port: 0, host: '127.0.0.1', logger: false });
  const url = `http://127.0.0.1:${server.port}`;
  vi.stubEnv('AWS_ENDPOINT_URL_SQS', url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const client = makeSQS();
  const urlOf = (queueName: string) => `${url}/000000000000/${queueName}`;
  return {
    client,
    urlOf,
    async createQueue(QueueName) {
      await client.send(new CreateQueueCommand({ QueueName }));
      return urlOf(QueueName);
    },
    async close() {
      client.destroy();
      await server.stop();
    },
  };
}
