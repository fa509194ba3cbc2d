// The rig without a burst queue: social-media that refuses what the stream throttles. It shows what the queue is for.

import type { Rig } from '../rig.ts';
import { socialMedia } from '../social-media.ts';

export const refuseBursts: Rig = {
  name: 'refuse-bursts',
  scenario: { ...socialMedia, policies: { ...socialMedia.policies, bursts: 'refuse' } },
  overrides: {},
};
