// Somebody has switched the batcher's mapping off. Nothing fails, and nothing is counted.

import type { Drill } from '../drill.ts';
import { mappingOf } from '../rig.ts';

export const batcherOff: Drill = {
  name: 'batcher-off',
  breaks: 'the mapping of batch-likes is switched off',
  alarm: 'likes-not-counted',
  // What has waited meanwhile is old when it is read.
  mayFollow: ['batch-likes-behind-minutes'],
  withinMinutes: 12,
  breakIt: (rig) => mappingOf(rig, 'BatchLikes').switchOff(),
  mend: async (rig) => mappingOf(rig, 'BatchLikes').switchOn(),
};
