// Somebody has switched the batcher's mapping off. Nothing fails, and nothing is counted.

import type { Breakage } from '../drill.ts';
import { passSmoke, runTool } from '../run-tool.ts';

export const batcherOff: Breakage = {
  // The canary waits in vain to be counted.
  alarms: ['likes-not-counted', 'canary-failed'],
  mayFollow: {
    'batch-likes-behind-minutes': 'what has waited meanwhile is old when it is read',
  },
  breakIt: async (rig) => void (await runTool(rig, 'mapping', '--pause', 'batch-likes')),
  mend: async (rig) => void (await runTool(rig, 'mapping', '--resume', 'batch-likes')),
  isOver: passSmoke,
};
