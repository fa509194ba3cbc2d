// Reaches the parts of a deployment that a withdrawal works on, and knows the time of AWS.

import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DescribeStreamSummaryCommand, KinesisClient, ListShardsCommand } from '@aws-sdk/client-kinesis';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { makeReceiptReader } from '../../adapters/dynamodb/receipt-reader.ts';
import { makeLikeRecords } from '../../adapters/kinesis/like-records.ts';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import { makeSdkPuts } from '../../adapters/kinesis/sdk-puts.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import type { FoundDeployment } from '../find-deployment.ts';
import { watchServerClock } from './server-clock.ts';
import type { OpenShard } from './tracers.ts';

export type DeploymentPorts = Awaited<ReturnType<typeof openPorts>>;

/** What a burst queue holds: what waits, what is being drained, and what is to come (source: SQS API, GetQueueAttributes). */
const DEPTHS = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;

/** Throws a UsageError when the deployment lacks a part. */
export async function openPorts({ outputs, configFor }: FoundDeployment) {
  const {
    LikesTable: likesTable,
    CountersTable: countersTable,
    LikeEventsStream: streamName,
    BurstQueueUrl: queueUrl,
  } = outputs;
  if (likesTable === undefined || countersTable === undefined || streamName === undefined)
    throw new UsageError('the deployment names no ledger and no stream: is it a likes counter?');
  const client = new DynamoDBClient(configFor('dynamodb'));
  const kinesis = new KinesisClient(configFor('kinesis'));
  const sqs = new SQSClient({ ...configFor('sqs'), useQueueUrlAsEndpoint: false });
  const serverNow = watchServerClock(kinesis);
  const { StreamDescriptionSummary: stream } = await kinesis.send(
    new DescribeStreamSummaryCommand({ StreamName: streamName }),
  );
  const puts = makeSdkPuts(kinesis);
  const counters = makeReceiptReader({ client, countersTable, likesTable });
  return {
    client,
    likesTable,
    serverNow,
    records: makeLikeRecords({ puts, streamName }),
    stream: makeLikeStream({ puts, streamName, streamArn: stream?.StreamARN }),
    readItem: (key: string, bucket: string) => counters.readItem(key, bucket),
    readOpenShards: () => readOpenShards(kinesis, streamName),
    readQueueDepth: async () => (queueUrl === undefined ? 0 : await readDepth(sqs, queueUrl)),
    destroy: () => [client, kinesis, sqs].forEach((each) => each.destroy()),
  };
}

async function readOpenShards(kinesis: KinesisClient, streamName: string): Promise<readonly OpenShard[]> {
  const shards: OpenShard[] = [];
  let next: string | undefined;
  do {
    const { Shards = [], NextToken } = await kinesis.send(
      new ListShardsCommand(
        next === undefined
          ? { StreamName: streamName, ShardFilter: { Type: 'AT_LATEST' } }
          : { NextToken: next },
      ),
    );
    for (const { ShardId: id = '', HashKeyRange } of Shards)
      shards.push({
        id,
        startingHashKey: BigInt(HashKeyRange?.StartingHashKey ?? 0),
        endingHashKey: BigInt(HashKeyRange?.EndingHashKey ?? 0),
      });
    next = NextToken;
  } while (next !== undefined);
  return shards;
}

async function readDepth(sqs: SQSClient, queueUrl: string): Promise<number> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: [...DEPTHS] }),
  );
  return DEPTHS.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0);
}
