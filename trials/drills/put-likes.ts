// Puts likes where accept-like puts them, without it: into a queue, as while the stream throttles, and onto the stream. Each is of another
// person.

import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { encodeBurstMessage } from '../../core/likes/burst-message.ts';
import { encodeLikeRecord } from '../../core/likes/like-record.ts';
import { type Action, makeEventIds } from '../../traffic/action.ts';
import { outputOf, type Rig } from './rig.ts';

/** source: SQS API, SendMessageBatch */
const MESSAGES_AT_A_TIME = 10;

/** @param queue the output that has its URL */
export async function queueLikes(rig: Rig, queue: string, likes: number): Promise<void> {
  const QueueUrl = outputOf(rig, queue);
  const idOf = makeEventIds(Date.now());
  for (let first = 0; first < likes; first += MESSAGES_AT_A_TIME) {
    const actions = Array.from({ length: Math.min(MESSAGES_AT_A_TIME, likes - first) }, (_, index) =>
      makeLike(idOf(first + index), index),
    );
    await rig.clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: actions.map((action, index) => ({
          Id: String(index),
          MessageBody: encodeBurstMessage([eventOf(action)]),
        })),
      }),
    );
    for (const action of actions) rig.likes.add(action);
  }
}

export async function streamLike(rig: Rig): Promise<void> {
  const action = makeLike(makeEventIds(Date.now())(0), 0);
  await rig.clients.kinesis.send(
    new PutRecordCommand({
      StreamName: outputOf(rig, 'LikeEventsStream'),
      PartitionKey: action.user,
      Data: Buffer.from(encodeLikeRecord([eventOf(action)])),
    }),
  );
  rig.likes.add(action);
}

const makeLike = (id: string, post: number): Action => ({
  id,
  postId: `post-${post}`,
  user: crypto.randomUUID(),
  op: 'like',
});

const eventOf = ({ user: userId, ...like }: Action) => ({ v: 1, userId, ...like }) as const;
