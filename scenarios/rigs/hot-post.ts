// The rig of a celebrity's post: social-media with thresholds so low that, on a laptop, a post splits, stays exact, cools and
// merges within minutes.

import type { Rig } from '../scenario.ts';
import { socialMedia } from '../social-media.ts';

export const hotPost: Rig = {
  ...socialMedia,
  name: 'hot-post',
  // Each lane writes a hot post about once a second.
  stream: { ...socialMedia.stream, shards: 8 },
  hotPosts: {
    split: 'when-hot',
    buckets: 4,
    splitAboveWritesPerSecond: 4,
    mergeBelowWritesPerSecond: 2,
    coolSeconds: 20,
  },
};
