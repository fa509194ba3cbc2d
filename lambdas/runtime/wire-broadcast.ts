// Wires the way to those who look at counts: the queue of the connection slots, and the table that keeps what they were told.

import { pause } from '../../adapters/backoff.ts';
import { makeDynamoDB, makeSQS } from '../../adapters/clients.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { makeSlotMessages } from '../../adapters/sqs/broadcast.ts';
import { makeSlotsInUse } from '../../adapters/viewers/slots-in-use.ts';
import { makeToldCounts } from '../../adapters/viewers/told-counts.ts';
import type { Broadcast } from '../../core/live/ports.ts';
import { makeBroadcast } from '../../core/live/tell-changes.ts';
import { requireEnv } from './require-env.ts';

const CALLS_AT_A_TIME = 16;

/** So many connections the client of SQS has. */
const BATCHES_AT_A_TIME = 4;

/** Undefined in a deployment where pages ask for counts. */
export function wireBroadcast(env: NodeJS.ProcessEnv): Broadcast | undefined {
  if (!env['BROADCAST_QUEUE_URL']) return undefined;
  const table = { client: makeDynamoDB(), table: requireEnv(env, 'CONNECTIONS_TABLE'), now: Date.now };
  return makeBroadcast({
    told: makeToldCounts({ ...table, limit: makeLimit(CALLS_AT_A_TIME) }),
    slotsInUse: makeSlotsInUse(table),
    messages: makeSlotMessages({
      client: makeSQS(),
      queueUrl: requireEnv(env, 'BROADCAST_QUEUE_URL'),
      limit: makeLimit(BATCHES_AT_A_TIME),
    }),
    now: Date.now,
    pause,
  });
}
