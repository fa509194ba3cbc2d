// The readers of both streams have failed for so long that records are about to be deleted. Two days of the alarms pass in a minute.

import { IncreaseStreamRetentionPeriodCommand } from '@aws-sdk/client-kinesis';
import type { Breakage } from '../drill.ts';
import { outputOf } from '../rig.ts';
import { waysIn } from '../ways-in.ts';

/** The longest that the runbook's command asks for. */
const KEPT_HOURS = 168;

const READERS = ['batch-likes', 'roll-up'];
const TOO_SHORT = 'a minute is too short here for what happens every second';

export const daysPass: Breakage = {
  alarms: READERS.flatMap((name) => [`${name}-behind-hour`, `${name}-behind-retention`]),
  mayFollow: {
    // A mapping waits some seconds before it tries again, which are hours here.
    ...Object.fromEntries(
      READERS.flatMap((name) => [`${name}-errors`, `${name}-behind-minutes`]).map((key) => [key, TOO_SHORT]),
    ),
    'executions-near-quota': 'the canary runs every second here, and each run takes several',
    'likes-not-counted': TOO_SHORT,
    'likes-not-accepted': TOO_SHORT,
    'canary-silent': TOO_SHORT,
    'canary-failed': 'the canary waits in vain to be counted',
    'burst-old': TOO_SHORT,
    'broadcast-old': TOO_SHORT,
  },
  async breakIt(rig) {
    for (const name of READERS) rig.crashing.set(name, 'always');
    // Nothing is counted from now on, so roll-up gets something to read here.
    await waysIn['roll-up'](rig);
  },
  async mend(rig) {
    // First the likes are kept for longer. Then the cause is repaired.
    const StreamName = outputOf(rig, 'LikeEventsStream');
    await rig.clients.kinesis.send(
      new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: KEPT_HOURS }),
    );
    rig.crashing.clear();
  },
};
