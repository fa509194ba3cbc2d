// The rig of chaos runs: very low thresholds and timeouts. Many times within minutes, posts split and merge and functions run
// into their timeouts.

import { UNLIMITED } from '../people.ts';
import type { Rig } from '../rig.ts';
import { socialMedia } from '../social-media.ts';

export const chaos: Rig = {
  name: 'chaos',
  scenario: socialMedia,
  overrides: {
    // A few persons act for thousands.
    fairness: UNLIMITED,
    stream: { shards: 4 },
    // A record of the batch endpoint holds up to 100 actions. A laptop counts some thousands of actions in a few seconds.
    eventSourceMapping: { batchSize: 50, batchWindowSeconds: 2 },
    hotPosts: {
      buckets: 3,
      splitAboveWritesPerSecond: 1,
      mergeBelowWritesPerSecond: 0.5,
      coolSeconds: 4,
    },
    // A killed drain shows its messages again while the run still waits for exact counts. No message is to end in the DLQ, where a
    // run would not look for it.
    burst: { visibilityTimeoutSeconds: 8, maxReceiveCount: 100 },
    // A message to viewers that was lost comes again while the run still waits. Ten viewers are no 48 groups.
    push: { connectionSlots: 2, visibilityTimeoutSeconds: 14 },
    functions: {
      acceptLike: { memoryMiB: 256, timeoutSeconds: 4 },
      // drain-burst puts nothing more in its last 4 s.
      drainBurst: { memoryMiB: 256, timeoutSeconds: 6 },
      // batch-likes starts no post in its last 10 s, and merge-buckets starts none in its last 5 s.
      batchLikes: { memoryMiB: 1_769, timeoutSeconds: 20 },
      mergeBuckets: { memoryMiB: 256, timeoutSeconds: 8 },
      // Both begin nothing more in their last 5 s.
      rollUp: { memoryMiB: 512, timeoutSeconds: 12 },
      broadcast: { memoryMiB: 1_024, timeoutSeconds: 12 },
      answerViewer: { memoryMiB: 256, timeoutSeconds: 4 },
    },
  },
};
