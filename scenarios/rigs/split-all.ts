// The rig of the other option for hot posts: every post is split from its first like on, so that none is ever too hot. The
// price is a write for each lane and post, and a second read for each post.

import type { Rig } from '../scenario.ts';
import { socialMedia } from '../social-media.ts';

export const splitAll: Rig = {
  ...socialMedia,
  name: 'split-all',
  hotPosts: { ...socialMedia.hotPosts, split: 'always', buckets: 4 },
};
