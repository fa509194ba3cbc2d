// Every AWS client of the product has explicit timeouts, bounded retries with jitter (the SDK's standard mode) and keep-alive. The
// endpoint comes from the SDK's own AWS_ENDPOINT_URL_* variables, so nothing here knows where it runs.

import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { ApiGatewayManagementApiClient } from '@aws-sdk/client-apigatewaymanagementapi';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { makeRetryStrategy } from './dynamodb/retry.ts';
import { connectLightPuts } from './kinesis/light/connect.ts';
import type { KinesisPuts } from './kinesis/puts.ts';

interface ClientOptions {
  /** Longest wait for an answer, in milliseconds. */
  requestTimeoutMs: number;
  /** All attempts, including the first. */
  maxAttempts: number;
  /** The most connections at a time. */
  maxSockets: number;
}

const CONNECT_TIMEOUT_MS = 500;

function clientConfig({ requestTimeoutMs, maxAttempts, maxSockets }: ClientOptions) {
  const agentOptions = { keepAlive: true, maxSockets };
  return {
    maxAttempts,
    retryMode: 'standard',
    cacheMiddleware: true,
    // The handler is explicitly HTTP/1.1, because the Kinesis client's default opens a new HTTP/2 session for every call
    // (source: aws-sdk-js-v3 issue 8279).
    requestHandler: new NodeHttpHandler({
      connectionTimeout: CONNECT_TIMEOUT_MS,
      requestTimeout: requestTimeoutMs,
      throwOnRequestTimeout: true,
      httpAgent: new HttpAgent(agentOptions),
      httpsAgent: new HttpsAgent(agentOptions),
    }),
  };
}

/** Eight attempts wait for 2 s in all on average, which outlasts a throttle of a table that grows its partitions. */
const DYNAMODB_MAX_ATTEMPTS = 8;

/** How many calls the batcher makes at once, and so how many connections an execution environment keeps to DynamoDB. */
export const DYNAMODB_MAX_CONNECTIONS = 32;

/** How many posts the batcher counts at a time: so many that the statements of a moment fill requests. */
export const POSTS_AT_A_TIME = 250;

export const makeDynamoDB = () =>
  new DynamoDBClient({
    ...clientConfig({
      requestTimeoutMs: 2_000,
      maxAttempts: DYNAMODB_MAX_ATTEMPTS,
      maxSockets: DYNAMODB_MAX_CONNECTIONS,
    }),
    retryStrategy: makeRetryStrategy(DYNAMODB_MAX_ATTEMPTS),
  });

/** For what a person should hardly wait for, and what can be left out: one attempt of less than a second. */
export const makeDynamoDBOnce = () =>
  new DynamoDBClient(clientConfig({ requestTimeoutMs: 300, maxAttempts: 1, maxSockets: 1 }));

/** Two attempts only, because a person waits and a throttle has an answer of its own. */
const KINESIS: ClientOptions = { requestTimeoutMs: 2_000, maxAttempts: 2, maxSockets: 4 };

/** Here the burst queue is the second attempt. Both together take at most 7 s. */
const KINESIS_BEFORE_QUEUE: ClientOptions = { requestTimeoutMs: 1_000, maxAttempts: 1, maxSockets: 4 };

/** Puts by the light client, with the same limits as the SDK's client has below. */
const makePuts = (options: ClientOptions): KinesisPuts =>
  connectLightPuts({ ...options, connectTimeoutMs: CONNECT_TIMEOUT_MS });

export const makeKinesisPuts = () => makePuts(KINESIS);

export const makeKinesisPutsBeforeQueue = () => makePuts(KINESIS_BEFORE_QUEUE);

/** For what the light client does not do. */
export const makeKinesis = () => new KinesisClient(clientConfig(KINESIS));

export const makeSecretsManager = () =>
  new SecretsManagerClient(clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 3, maxSockets: 1 }));

export const makeSQS = () =>
  new SQSClient({
    ...clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 3, maxSockets: 4 }),
    // The URL of a queue need not be an address that the function reaches. An emulator may give one that no DNS knows.
    useQueueUrlAsEndpoint: false,
  });

/** How many frames are on their way at a time. A viewer that reads slowly holds up one of these connections and no other viewer. */
export const FRAMES_AT_A_TIME = 64;

/** The caller sends a frame again itself. @param url the address of the stage, below which the connections are */
export const makeConnectionsClient = (url: string) =>
  new ApiGatewayManagementApiClient({
    ...clientConfig({ requestTimeoutMs: 2_000, maxAttempts: 1, maxSockets: FRAMES_AT_A_TIME }),
    endpoint: url,
  });
