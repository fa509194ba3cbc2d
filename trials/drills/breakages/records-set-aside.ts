// Somebody else writes to the stream. What they write is set aside, and does not keep anybody's likes from being counted.

import { PutRecordCommand } from '@aws-sdk/client-kinesis';
import { PurgeQueueCommand } from '@aws-sdk/client-sqs';
import type { Breakage } from '../drill.ts';
import { isEmpty } from '../queues.ts';
import { outputOf } from '../rig.ts';
import { runTool } from '../run-tool.ts';

const RECORDS = 5;

export const recordsSetAside: Breakage = {
  alarms: ['quarantine-filled'],
  async breakIt(rig) {
    const StreamName = outputOf(rig, 'LikeEventsStream');
    for (let record = 0; record < RECORDS; record++)
      await rig.clients.kinesis.send(
        new PutRecordCommand({
          StreamName,
          PartitionKey: `somebody-${record}`,
          Data: Buffer.from('no event at all'),
        }),
      );
  },
  async mend(rig) {
    // Nothing that was set aside can be counted, so it is deleted once somebody has read the list.
    const list = await runTool(rig, 'redrive', '--from', 'quarantine');
    if (!list.includes('not-json')) throw new Error(`the list of the quarantine lacks a reason:\n${list}`);
    await rig.clients.sqs.send(new PurgeQueueCommand({ QueueUrl: outputOf(rig, 'QuarantineQueueUrl') }));
  },
  isOver: (rig) => isEmpty(rig, 'QuarantineQueueUrl'),
};
