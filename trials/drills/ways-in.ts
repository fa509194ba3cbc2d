// Calls a function by its own way in. Those that are called all through a drill are not here: people like posts and look at counts, and a
// schedule runs merge-buckets. Secrets Manager calls rotate-keys when a key is due.

import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { GetQueueUrlCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { queueLikes, streamLike } from './put-likes.ts';
import { findMapping, outputOf, type Rig } from './rig.ts';

export type Called =
  | 'batch-likes'
  | 'issue-visitor'
  | 'describe-api'
  | 'drain-burst'
  | 'roll-up'
  | 'answer-viewer'
  | 'broadcast';

export const waysIn: Readonly<Record<Called, (rig: Rig) => Promise<void>>> = {
  'batch-likes': streamLike,
  'issue-visitor': ({ cloud }) => call(`${cloud.url}/v1/visitors`, 'POST'),
  'describe-api': ({ cloud }) => call(`${cloud.url}/v1/nothing`, 'GET'),
  'drain-burst': (rig) => queueLikes(rig, 'BurstQueueUrl', 1),
  // A malformed update or message is counted, and changes nothing.
  async 'roll-up'(rig) {
    const StreamName = outputOf(rig, 'CountUpdatesStream');
    await rig.clients.kinesis.send(
      new PutRecordCommand({ StreamName, PartitionKey: 'drill', Data: Buffer.from('no update at all') }),
    );
  },
  'answer-viewer': async ({ cloud }) => void cloud.dropConnections(),
  async broadcast(rig) {
    const QueueName = findMapping(rig, 'Broadcast').sourceArn.split(':').at(-1);
    const { QueueUrl } = await rig.clients.sqs.send(new GetQueueUrlCommand({ QueueName }));
    await rig.clients.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'no message at all' }));
  },
};

/** Whoever calls what is broken gets an error, or nothing at all. */
async function call(url: string, method: 'GET' | 'POST'): Promise<void> {
  await fetch(url, { method })
    .then((response) => response.arrayBuffer())
    .catch(() => {});
}
