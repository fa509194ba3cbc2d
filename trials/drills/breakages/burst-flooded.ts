// Kinesis refuses everything for longer than a burst lasts, so likes pile up in the burst queue.

import type { Drill } from '../drill.ts';

export const burstFlooded: Drill = {
  name: 'burst-flooded',
  breaks: 'the stream throttles every put',
  alarm: 'burst-old',
  // Likes are queued, so none is accepted by the stream.
  mayFollow: ['burst-deep', 'likes-not-accepted', 'batch-likes-behind-minutes'],
  withinMinutes: 15,
  breakIt: async ({ stream }) => void (stream.refusesPuts = true),
  mend: async ({ stream }) => void (stream.refusesPuts = false),
};
