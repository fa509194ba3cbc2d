// A like has used up its tries on the way to the stream, and waits in the DLQ of the burst queue.

import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { encodeBurstMessage } from '../../../core/likes/burst-message.ts';
import { makeEventIds } from '../../../traffic/action.ts';
import { userIdOfToken } from '../../chaos/check-ledger.ts';
import type { Drill } from '../drill.ts';
import { redrive } from '../redrive.ts';
import { outputOf } from '../rig.ts';

const PERSON = 'dead-letter';

export const dlqFilled: Drill = {
  name: 'dlq-filled',
  breaks: 'a like is in the DLQ of the burst queue',
  alarm: 'burst-dlq-filled',
  mayFollow: [],
  withinMinutes: 3,
  async breakIt(rig) {
    const userId = userIdOfToken(await rig.likes.visitors.tokenOf(PERSON, rig.signal));
    const like = { id: makeEventIds(Date.now(), Math.random)(0), postId: 'post-0', op: 'like' } as const;
    await rig.clients.sqs.send(
      new SendMessageCommand({
        QueueUrl: outputOf(rig, 'BurstDeadLetterQueueUrl'),
        MessageBody: encodeBurstMessage([{ v: 1, userId, ...like }]),
      }),
    );
    rig.likes.add({ ...like, user: PERSON });
  },
  mend: async (rig) => void (await redrive(rig, '--from', 'dlq', '--send')),
};
