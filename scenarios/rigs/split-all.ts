// The rig of the other option for hot posts: every post is split from its first like on, so that none is ever too hot. The
// price is a write for each lane and post, and a second read for each post.

import type { Rig } from '../rig.ts';
import { socialMedia } from '../social-media.ts';

export const splitAll: Rig = {
  name: 'split-all',
  scenario: socialMedia,
  overrides: { hotPosts: { split: 'always', buckets: 4 } },
};
