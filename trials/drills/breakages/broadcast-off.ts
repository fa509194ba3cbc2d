// Nobody reads the queue of what open pages must be told.

import type { Breakage } from '../drill.ts';
import { runTool } from '../run-tool.ts';

export const broadcastOff: Breakage = {
  alarms: ['broadcast-old'],
  breakIt: async (rig) => void (await runTool(rig, 'mapping', '--pause', 'broadcast')),
  mend: async (rig) => void (await runTool(rig, 'mapping', '--resume', 'broadcast')),
};
