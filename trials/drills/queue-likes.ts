// Puts likes into a queue, as accept-like does while the stream throttles. Each is of another person.

import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { encodeBurstMessage } from '../../core/likes/burst-message.ts';
import { makeEventIds } from '../../traffic/action.ts';
import { outputOf, type Rig } from './rig.ts';

/** source: SQS API, SendMessageBatch */
const MESSAGES_AT_A_TIME = 10;

/** @param queue the output that has its URL */
export async function queueLikes(rig: Rig, queue: string, likes: number): Promise<void> {
  const QueueUrl = outputOf(rig, queue);
  const idOf = makeEventIds(Date.now());
  for (let first = 0; first < likes; first += MESSAGES_AT_A_TIME) {
    const actions = Array.from({ length: Math.min(MESSAGES_AT_A_TIME, likes - first) }, (_, index) => {
      const user = crypto.randomUUID();
      return { id: idOf(first + index), postId: `post-${index}`, user, op: 'like' as const };
    });
    await rig.clients.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl,
        Entries: actions.map(({ user: userId, ...like }, index) => ({
          Id: String(index),
          MessageBody: encodeBurstMessage([{ v: 1, userId, ...like }]),
        })),
      }),
    );
    for (const action of actions) rig.likes.add(action);
  }
}
