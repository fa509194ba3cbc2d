// Somebody has switched the batcher's mapping off. Nothing fails, and nothing is counted.

import type { Drill } from '../drill.ts';
import { switchMapping } from '../rig.ts';

export const batcherOff: Drill = {
  name: 'batcher-off',
  breaks: 'the mapping of batch-likes is switched off',
  alarm: 'likes-not-counted',
  // What has waited meanwhile is old when it is read.
  mayFollow: ['batch-likes-behind-minutes'],
  withinMinutes: 12,
  breakIt: (rig) => switchMapping(rig, 'BatchLikes', false),
  mend: (rig) => switchMapping(rig, 'BatchLikes', true),
};
