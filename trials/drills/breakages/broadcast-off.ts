// Nobody reads the queue of what open pages must be told.

import type { Breakage } from '../drill.ts';
import { switchMapping } from '../rig.ts';

export const broadcastOff: Breakage = {
  alarms: ['broadcast-old'],
  breakIt: (rig) => switchMapping(rig, 'Broadcast', false),
  mend: (rig) => switchMapping(rig, 'Broadcast', true),
};
