// The rig of a celebrity's post: social-media with thresholds so low that, on a laptop, a post splits, stays exact, cools and
// merges within minutes.

import { UNLIMITED } from '../people.ts';
import type { Rig } from '../rig.ts';
import { socialMedia } from '../social-media.ts';

export const hotPost: Rig = {
  name: 'hot-post',
  scenario: socialMedia,
  overrides: {
    // A few persons act for an audience.
    fairness: UNLIMITED,
    // Each lane writes a hot post about once a second.
    stream: { shards: 8 },
    hotPosts: {
      buckets: 4,
      splitAboveWritesPerSecond: 4,
      mergeBelowWritesPerSecond: 2,
      coolSeconds: 20,
    },
  },
};
