// The client of every design. It is as the product's (adapters/clients.ts), with one difference: it waits for an answer for as long as a
// busy machine needs. Otherwise a slow moment would be a lost answer, which is a fault that only some runs should have.

import { Agent } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { DYNAMODB_MAX_CONNECTIONS } from '../../../adapters/clients.ts';
import { makeRetryStrategy } from '../../../adapters/dynamodb/retry.ts';

const MAX_ATTEMPTS = 8;
const REQUEST_TIMEOUT_MS = 120_000;

export const makeClient = (endpoint: string): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: MAX_ATTEMPTS,
    retryStrategy: makeRetryStrategy(MAX_ATTEMPTS),
    cacheMiddleware: true,
    requestHandler: new NodeHttpHandler({
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
      httpAgent: new Agent({ keepAlive: true, maxSockets: DYNAMODB_MAX_CONNECTIONS }),
    }),
  });
