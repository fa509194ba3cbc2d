// A like has used up its tries on the way to the stream, and waits in the DLQ of the burst queue.

import type { Breakage } from '../drill.ts';
import { queueLikes } from '../put-likes.ts';
import { isEmpty } from '../queues.ts';
import { runTool } from '../run-tool.ts';

export const dlqFilled: Breakage = {
  alarms: ['burst-dlq-filled'],
  breakIt: (rig) => queueLikes(rig, 'BurstDeadLetterQueueUrl', 1),
  mend: async (rig) => void (await runTool(rig, 'redrive', '--from', 'dlq', '--send')),
  isOver: (rig) => isEmpty(rig, 'BurstDeadLetterQueueUrl'),
};
