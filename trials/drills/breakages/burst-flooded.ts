// Kinesis refuses everything for longer than a burst lasts, so the likes of a crowd pile up in the burst queue.

import type { Breakage } from '../drill.ts';
import { queueLikes } from '../put-likes.ts';
import { isEmpty } from '../queues.ts';

/** A little more than the queue drains in the time that a burst may take. */
const CROWD = 2_000;

export const burstFlooded: Breakage = {
  // The like of the canary waits with all others.
  alarms: ['burst-old', 'burst-deep', 'canary-failed'],
  mayFollow: {
    'batch-likes-behind-minutes': 'the crowd may take a while to be counted',
  },
  async breakIt(rig) {
    rig.stream.refusesPuts = true;
    await queueLikes(rig, 'BurstQueueUrl', CROWD);
  },
  mend: async ({ stream }) => void (stream.refusesPuts = false),
  isOver: (rig) => isEmpty(rig, 'BurstQueueUrl'),
};
