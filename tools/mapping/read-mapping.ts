// Reads the state of a mapping, and how long its source keeps what is not read.

import { DescribeStreamSummaryCommand, type KinesisClient } from '@aws-sdk/client-kinesis';
import { GetEventSourceMappingCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetQueueAttributesCommand, GetQueueUrlCommand, type SQSClient } from '@aws-sdk/client-sqs';

export interface Clients {
  readonly lambda: LambdaClient;
  readonly kinesis: KinesisClient;
  readonly sqs: SQSClient;
}

export interface ReadMapping {
  readonly state: string;
  readonly changedMs: number;
  readonly sourceArn: string;
  /** A record or a message that is older is lost. */
  readonly keptSeconds: number;
  /** A record that is older is not tried any more. Undefined where every record is tried until it is lost. */
  readonly triedSeconds?: number | undefined;
}

export async function readMapping({ lambda, kinesis, sqs }: Clients, uuid: string): Promise<ReadMapping> {
  const {
    State: state = 'unknown',
    EventSourceArn: sourceArn = '',
    LastModified: changed = new Date(0),
    MaximumRecordAgeInSeconds: ageSeconds = -1,
  } = await lambda.send(new GetEventSourceMappingCommand({ UUID: uuid }));
  const keptSeconds = sourceArn.includes(':kinesis:')
    ? await readStreamRetention(kinesis, sourceArn)
    : await readQueueRetention(sqs, sourceArn);
  const triedSeconds = ageSeconds > 0 && ageSeconds < keptSeconds ? ageSeconds : undefined;
  return { state, changedMs: new Date(changed).getTime(), sourceArn, keptSeconds, triedSeconds };
}

async function readStreamRetention(kinesis: KinesisClient, StreamARN: string): Promise<number> {
  const { StreamDescriptionSummary } = await kinesis.send(new DescribeStreamSummaryCommand({ StreamARN }));
  return 3_600 * (StreamDescriptionSummary?.RetentionPeriodHours ?? 24);
}

async function readQueueRetention(sqs: SQSClient, queueArn: string): Promise<number> {
  const [QueueOwnerAWSAccountId, QueueName] = queueArn.split(':').slice(-2);
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName, QueueOwnerAWSAccountId }));
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['MessageRetentionPeriod'] }),
  );
  return Number(Attributes?.MessageRetentionPeriod);
}
