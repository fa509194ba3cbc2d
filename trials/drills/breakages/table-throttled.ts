// A table refuses most of its requests, because somebody has set its maximum too low.

import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import type { Drill } from '../drill.ts';
import { outputOf, type Rig } from '../rig.ts';

/** A page of counts needs more units than this. */
const TOO_LOW = 1;
const NO_MAXIMUM = -1;

const setMaximum = (rig: Rig, MaxReadRequestUnits: number) =>
  rig.clients.dynamodb.send(
    new UpdateTableCommand({
      TableName: outputOf(rig, 'CountersTable'),
      OnDemandThroughput: { MaxReadRequestUnits },
    }),
  );

export const tableThrottled: Drill = {
  name: 'table-throttled',
  breaks: 'the counters may be read once a second',
  alarm: 'counters-throttled',
  // Readers get 503. A batch that has to read a counter is tried again.
  mayFollow: ['api-failing', 'batch-likes-behind-minutes'],
  withinMinutes: 20,
  breakIt: async (rig) => void (await setMaximum(rig, TOO_LOW)),
  mend: async (rig) => void (await setMaximum(rig, NO_MAXIMUM)),
};
