// A celebrity's post on a small stage: social-media with thresholds so low that a laptop sees a post split, stay exact, cool
// and merge within minutes.

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
