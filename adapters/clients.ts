// Every AWS client of the product: explicit timeouts, bounded retries with jitter (the SDK's standard mode), keep-alive.
// The endpoint comes from the SDK's own AWS_ENDPOINT_URL_* variables, so nothing here knows where it runs.

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';

interface ClientOptions {
  /** Longest wait for an answer, in milliseconds. */
  requestTimeoutMs: number;
  /** Attempts in all, the first included. */
  maxAttempts: number;
  /** Most connections at a time. */
  maxSockets: number;
}

function clientConfig({ requestTimeoutMs, maxAttempts, maxSockets }: ClientOptions) {
  const agentOptions = { keepAlive: true, maxSockets };
  return {
    maxAttempts,
    retryMode: 'standard',
    cacheMiddleware: true,
    // An explicit HTTP/1.1 handler: the Kinesis client's default opens a new HTTP/2 session for every call
    // (source: aws-sdk-js-v3 issue 8279).
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 500,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new HttpsAgent(agentOptions),
    }),
  };
}

/** The batcher's concurrency of ledger writes, and so the connections one environment keeps to DynamoDB. */
export const DYNAMODB_MAX_CONNECTIONS = 32;

export const makeDynamoDB = () =>
  new DynamoDBClient(
    clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 5, maxSockets: DYNAMODB_MAX_CONNECTIONS }),
  );

/** Few attempts: a person waits, and a throttle is an answer of its own. */
export const makeKinesis = () =>
  new KinesisClient(clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 2, maxSockets: 4 }));

export const makeSecretsManager = () =>
  new SecretsManagerClient(clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 3, maxSockets: 1 }));

export const makeSQS = () =>
  new SQSClient(clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 3, maxSockets: 4 }));
