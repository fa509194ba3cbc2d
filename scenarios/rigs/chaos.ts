// The rig of chaos runs: hot-post with very low thresholds and timeouts. Many times within minutes, posts split and merge and
// functions run into their timeouts.

import { hotPost } from './hot-post.ts';
import type { Rig } from '../scenario.ts';

export const chaos: Rig = {
  ...hotPost,
  name: 'chaos',
  stream: { ...hotPost.stream, shards: 4 },
  // A record of the batch endpoint holds up to 100 actions. A laptop counts some thousands of actions in a few seconds.
  eventSourceMapping: { batchSize: 50, batchWindowSeconds: 2 },
  hotPosts: {
    split: 'when-hot',
    buckets: 3,
    splitAboveWritesPerSecond: 1,
    mergeBelowWritesPerSecond: 0.5,
    coolSeconds: 4,
  },
  functions: {
    ...hotPost.functions,
    acceptLike: { ...hotPost.functions.acceptLike, timeoutSeconds: 4 },
    // batch-likes starts no post in its last 10 s, and merge-buckets starts none in its last 5 s.
    batchLikes: { ...hotPost.functions.batchLikes, timeoutSeconds: 20 },
    mergeBuckets: { ...hotPost.functions.mergeBuckets, timeoutSeconds: 8 },
  },
};
