// Wires what counts a batch to the tables of the deployment, and to the time that an invocation has.

import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB, makeKinesisPuts, makeSQS } from '../../adapters/clients.ts';
import { meterCapacity } from '../../adapters/dynamodb/capacity-meter.ts';
import { makeLedger } from '../../adapters/dynamodb/ledger.ts';
import { makeUpdateStream } from '../../adapters/kinesis/update-stream.ts';
import { makeLimit } from '../../adapters/limit.ts';
import { makeQuarantine } from '../../adapters/sqs/quarantine.ts';
import type { CountUpdates } from '../../core/counters/count-update.ts';
import { CounterMemory } from '../../core/counters/counter-memory.ts';
import { type CountBatchPorts, RESERVED_MS } from '../../core/likes/count-batch.ts';
import { readSplitPolicy, wireBatchCounters } from './hot-posts.ts';
import { makeInvocationTime } from './invocation-time.ts';
import { requireEnv } from './require-env.ts';

export function wireCounting(env: NodeJS.ProcessEnv) {
  const ledgerTable = requireEnv(env, 'LIKES_TABLE');
  const countersTable = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const takeCapacityUsed = meterCapacity(client, { [ledgerTable]: 'Ledger', [countersTable]: 'Counter' });
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  const { remainingMs, timed } = makeInvocationTime();
  // The posts that have all their rows are still to be committed.
  const hasTime = () => remainingMs() > RESERVED_MS / 2;
  const ports: CountBatchPorts = {
    ledger: makeLedger({ client, table: ledgerTable, limit, hasTime }),
    counters: wireBatchCounters(env, client, limit, hasTime),
    quarantine: makeQuarantine({ client: makeSQS(), queueUrl: requireEnv(env, 'QUARANTINE_QUEUE_URL') }),
    updates: wireUpdates(env, hasTime),
    policy: readSplitPolicy(env),
    memory: new CounterMemory(),
    now: Date.now,
  };
  return { ports, timed, takeCapacityUsed };
}

/** Undefined in a deployment without live counts. */
function wireUpdates(env: NodeJS.ProcessEnv, hasTime: () => boolean): CountUpdates | undefined {
  const streamName = env['COUNT_UPDATES_STREAM'];
  if (!streamName) return undefined;
  return makeUpdateStream({
    puts: makeKinesisPuts(),
    streamName,
    rootSlots: Number(requireEnv(env, 'ROOT_SLOTS')),
    hasTime,
  });
}
