// The batcher has failed for so long that the stream is about to delete likes. Two days of the alarms pass within a minute.

import { IncreaseStreamRetentionPeriodCommand } from '@aws-sdk/client-kinesis';
import type { Drill } from '../drill.ts';
import { outputOf } from '../rig.ts';

/** The longest that the runbook's command asks for. */
const KEPT_HOURS = 168;

export const retentionEnding: Drill = {
  name: 'retention-ending',
  breaks: 'batch-likes crashes for two days',
  alarm: 'batch-likes-behind-retention',
  mayFollow: [
    'batch-likes-errors',
    'batch-likes-behind-minutes',
    'batch-likes-behind-hour',
    'likes-not-counted',
    // A second between two likes is more than half an hour here.
    'likes-not-accepted',
  ],
  withinMinutes: 5_000,
  minuteMs: 25,
  breakIt: async ({ crashing }) => void crashing.add('BatchLikes'),
  async mend(rig) {
    // First the records are kept for longer. Then the cause is repaired.
    const StreamName = outputOf(rig, 'LikeEventsStream');
    await rig.clients.kinesis.send(
      new IncreaseStreamRetentionPeriodCommand({ StreamName, RetentionPeriodHours: KEPT_HOURS }),
    );
    rig.crashing.clear();
  },
};
