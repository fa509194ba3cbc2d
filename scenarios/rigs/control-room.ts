// The rig of the control room: social-media in small, so that with limits of a hundredth a laptop shows within a minute how a post
// splits, cools and merges, and how a crowd fills the burst queue.

import { UNLIMITED } from '../people.ts';
import type { Rig } from '../rig.ts';
import { socialMedia } from '../social-media.ts';

export const controlRoom: Rig = {
  name: 'control-room',
  // A batch makes as many records of updates at any scale, so that their stream would be what lanes wait for.
  scenario: { ...socialMedia, policies: { ...socialMedia.policies, live: 'off' } },
  overrides: {
    // One machine acts for an audience.
    fairness: UNLIMITED,
    stream: { shards: 4 },
    // Each lane writes a hot post about once a second.
    eventSourceMapping: { batchWindowSeconds: 1 },
    hotPosts: { buckets: 4, splitAboveWritesPerSecond: 2, mergeBelowWritesPerSecond: 1, coolSeconds: 15 },
    // The stream is what a crowd should meet first.
    throttling: { requestsPerSecond: 10_000, burstRequests: 5_000, routes: {} },
  },
};
