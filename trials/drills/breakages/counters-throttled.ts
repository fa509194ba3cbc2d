// The counters refuse most reads, because somebody has set their maximum too low.

import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Breakage } from '../drill.ts';
import { NO_MAXIMUM, type Rig, tableNameOf } from '../rig.ts';

/** A page of counts needs more units than this. */
const TOO_LOW = 1;

const setMaximum = (rig: Rig, MaxReadRequestUnits: number) =>
  rig.clients.dynamodb.send(
    new UpdateTableCommand({
      TableName: tableNameOf(rig, 'counters'),
      OnDemandThroughput: { MaxReadRequestUnits },
    }),
  );

export const countersThrottled: Breakage = {
  // Readers get 503.
  alarms: ['counters-throttled', 'api-failing'],
  mayFollow: {
    'batch-likes-behind-minutes': 'a batch that has to read a counter is tried again',
    'roll-up-behind-minutes': 'so is one that has to read a total',
    'canary-failed': 'the canary is one of the readers',
  },
  breakIt: async (rig) => void (await setMaximum(rig, TOO_LOW)),
  mend: async (rig) => void (await setMaximum(rig, NO_MAXIMUM)),
};
