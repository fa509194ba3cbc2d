// Makes the SDK's clients for the local servers, and the environment variables that lead the SDK inside the functions to them.

import { Agent } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { ANY_CREDENTIALS, type Credentials } from './guard/credentials.ts';
import { REGION } from './resources/arn.ts';
import type { AllEndpoints, Endpoints } from './servers.ts';

/** The credentials are those of the servers. Without them the servers must take any. Without an S3 there is none to call. */
export function makeServiceClients(
  endpoints: Endpoints & Partial<AllEndpoints>,
  credentials: Credentials = ANY_CREDENTIALS,
) {
  const config = (endpoint: string) => ({
    endpoint,
    region: REGION,
    credentials,
    // The Kinesis client speaks HTTP/2 by default. The local servers speak HTTP/1.1.
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 500,
      requestTimeout: 10_000,
      httpAgent: new Agent({ keepAlive: true }),
    }),
  });
  const clients = {
    dynamodb: new DynamoDBClient(config(endpoints.dynamodb)),
    kinesis: new KinesisClient(config(endpoints.kinesis)),
    // A bucket has no host name of its own here.
    s3: new S3Client({ ...config(endpoints.s3 ?? endpoints.sqs), forcePathStyle: true }),
    secretsManager: new SecretsManagerClient(config(endpoints.secretsManager)),
    sqs: new SQSClient(config(endpoints.sqs)),
  };
  return {
    ...clients,
    destroy() {
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

export type ServiceClients = ReturnType<typeof makeServiceClients>;

/** Returns the environment variables that the SDK inside a function reads. */
export const makeFunctionEnvironment = (
  endpoints: Endpoints,
  credentials: Credentials,
): Record<string, string> => ({
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: credentials.accessKeyId,
  AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
  AWS_ENDPOINT_URL_DYNAMODB: endpoints.dynamodb,
  AWS_ENDPOINT_URL_KINESIS: endpoints.kinesis,
  AWS_ENDPOINT_URL_SQS: endpoints.sqs,
  AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoints.secretsManager,
});
