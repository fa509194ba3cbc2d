// Asks Kinesis and SQS of one side what its metrics do not tell.

import { ListShardsCommand } from '@aws-sdk/client-kinesis';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Side } from './side.ts';

/** The shards that take records now. */
export async function openShards({ clients, cloud }: Side): Promise<ReadonlySet<string>> {
  const { Shards = [] } = await clients.kinesis.send(
    new ListShardsCommand({ StreamName: cloud.outputs['LikeEventsStream'] }),
  );
  const open = Shards.filter(
    ({ SequenceNumberRange }) => SequenceNumberRange?.EndingSequenceNumber === undefined,
  );
  return new Set(open.map(({ ShardId = '' }) => ShardId));
}

/** Messages in the burst queue, those in flight included. */
export async function queueDepth({ clients, cloud }: Side): Promise<number> {
  const { Attributes = {} } = await clients.sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: cloud.outputs['BurstQueueUrl'],
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible'],
    }),
  );
  return Object.values(Attributes).reduce((sum, count) => sum + Number(count), 0);
}
