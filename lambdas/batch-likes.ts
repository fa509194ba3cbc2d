// Counts a batch of likes: a ledger row for each like, then one counter write for each post. core/likes/count-batch.ts has the steps.
// Records that this release cannot count go to quarantine, and Lambda is told from which record on the batch must come again.

import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB, makeSQS } from '../adapters/clients.ts';
import { meterCapacity } from '../adapters/dynamodb/capacity-meter.ts';
import { makeLedger } from '../adapters/dynamodb/ledger.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { makeQuarantine } from '../adapters/sqs/quarantine.ts';
import { CounterMemory } from '../core/counters/counter-memory.ts';
import { type CountBatchPorts, countBatch, RESERVED_MS, responseTo } from '../core/likes/count-batch.ts';
import { isFromNewerRelease } from '../core/likes/like-event.ts';
import type { PartialBatchResponse } from '../core/stream/partial-batch.ts';
import { readSplitPolicy, wireBatchCounters } from './runtime/hot-posts.ts';
import { makeInvocationTime } from './runtime/invocation-time.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

/** So many that the writes of their moments fill requests. */
const POSTS_AT_A_TIME = 250;

export function makeBatchLikes(ports: CountBatchPorts) {
  return async (event: KinesisStreamEvent, context: Context): Promise<PartialBatchResponse> => {
    const { lane, records } = readKinesisEvent(event);
    const remainingMs = () => context.getRemainingTimeInMillis();
    const limit = makeLimit(POSTS_AT_A_TIME);
    const batch = await countBatch(ports, lane, records, { remainingMs, limit });

    for (const failure of batch.failures)
      logger.error('A post could not be counted: the batch comes again from its first record on.', {
        cause: describeError(failure),
      });
    addMetrics({
      RecordsReceived: records.length,
      RecordsQuarantined: batch.setAside.length,
      RecordsFromNewerRelease: batch.setAside.filter(({ problem }) => isFromNewerRelease(problem)).length,
      PostsCounted: batch.counted.length,
      PostsUnfinished: batch.unfinished.length,
    });
    return responseTo(batch);
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeBatchLikes> {
  const ledgerTable = requireEnv(env, 'LIKES_TABLE');
  const countersTable = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const takeCapacityUsed = meterCapacity(client, { [ledgerTable]: 'Ledger', [countersTable]: 'Counter' });
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  const time = makeInvocationTime();
  // The posts that have all their rows are still to be committed.
  const hasTime = () => time.remainingMs() > RESERVED_MS / 2;
  const batchLikes = makeBatchLikes({
    ledger: makeLedger({ client, table: ledgerTable, limit, hasTime }),
    counters: wireBatchCounters(env, client, limit, hasTime),
    quarantine: makeQuarantine({ client: makeSQS(), queueUrl: requireEnv(env, 'QUARANTINE_QUEUE_URL') }),
    policy: readSplitPolicy(env),
    memory: new CounterMemory(),
    now: Date.now,
  });
  return withMetrics(time.timed(batchLikes), () => addMetrics(takeCapacityUsed()));
}

export const handler = wire(process.env);
