// Deletes what a deleted data stack leaves behind on purpose: tables, stream, queues, bucket and key. On an emulator nothing needs
// to stay.

import {
  DeleteTableCommand,
  DynamoDBClient,
  ListTablesCommand,
  UpdateTableCommand,
} from '@aws-sdk/client-dynamodb';
import { DeleteBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteStreamCommand, KinesisClient, ListStreamsCommand } from '@aws-sdk/client-kinesis';
import {
  DeleteSecretCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { DeleteQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { callQuery, CREDENTIALS, type Emulator, REGION } from './emulator.ts';

/** Thrown when something of a deployment is still there. */
export class LeftoverError extends Error {
  override readonly name = 'LeftoverError';
}

/** Rejects when the stack did not leave its tables, and with a LeftoverError when something is left after this. */
export async function deleteRetained(
  { endpoint, deletesRetainExceptOnCreate = false }: Emulator,
  outputs: Readonly<Record<string, string>>,
  stackPrefix: string,
) {
  const config = {
    endpoint,
    region: REGION,
    credentials: CREDENTIALS,
    requestHandler: new NodeHttpHandler({ connectionTimeout: 500, requestTimeout: 10_000 }),
  };
  const dynamodb = new DynamoDBClient(config);
  const kinesis = new KinesisClient(config);
  const sqs = new SQSClient(config);
  const s3 = new S3Client({ ...config, forcePathStyle: true });
  const secrets = new SecretsManagerClient(config);

  const kept = {
    tables: [outputs['CountersTable'] ?? '', outputs['LikesTable'] ?? ''],
    stream: outputs['LikeEventsStream'] ?? '',
    queueUrls: ['QuarantineQueueUrl', 'BurstQueueUrl', 'BurstDeadLetterQueueUrl'].flatMap((name) =>
      outputs[name] === undefined ? [] : [outputs[name]],
    ),
  };
  for (const TableName of kept.tables) {
    // This call fails when the table does not exist.
    await dynamodb.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: false }));
    await dynamodb.send(new DeleteTableCommand({ TableName }));
  }
  if (!deletesRetainExceptOnCreate) {
    await kinesis.send(new DeleteStreamCommand({ StreamName: kept.stream, EnforceConsumerDeletion: true }));
    for (const QueueUrl of kept.queueUrls) await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    await s3.send(new DeleteBucketCommand({ Bucket: outputs['LastResortBucket'] }));
  }
  const { SecretList = [] } = await secrets.send(new ListSecretsCommand({}));
  for (const { Name, ARN } of SecretList)
    if (Name?.startsWith(stackPrefix))
      await secrets.send(new DeleteSecretCommand({ SecretId: ARN, ForceDeleteWithoutRecovery: true }));

  const { TableNames = [] } = await dynamodb.send(new ListTablesCommand({}));
  const { StreamNames = [] } = await kinesis.send(new ListStreamsCommand({}));
  const { QueueUrls = [] } = await sqs.send(new ListQueuesCommand({}));
  const after = await secrets.send(new ListSecretsCommand({}));
  const names = [
    ...TableNames.filter((name) => kept.tables.includes(name)),
    ...StreamNames.filter((name) => name === kept.stream),
    ...QueueUrls.filter((url) => kept.queueUrls.includes(url)),
    ...(after.SecretList ?? []).map(({ Name = '' }) => Name).filter((name) => name.startsWith(stackPrefix)),
    ...(await stackNames(endpoint)).filter((name) => name.startsWith(stackPrefix)),
  ];
  for (const client of [dynamodb, kinesis, sqs, s3, secrets]) client.destroy();
  if (names.length > 0)
    throw new LeftoverError(`still there after everything was deleted: ${names.join(', ')}`);
}

/** Returns the names of all stacks that are not deleted. */
async function stackNames(endpoint: string): Promise<string[]> {
  const text = await callQuery(endpoint, 'cloudformation', {
    Action: 'DescribeStacks',
    Version: '2010-05-15',
  });
  const valuesOf = (tag: string) =>
    [...text.matchAll(new RegExp(`<${tag}>([^<]+)</${tag}>`, 'g'))].map(([, value = '']) => value);
  const statuses = valuesOf('StackStatus');
  // LocalStack lists deleted stacks, too.
  return valuesOf('StackName').filter((_, index) => statuses[index] !== 'DELETE_COMPLETE');
}
