// Collapses a batch of likes into one write per post: sets aside the records that it cannot count, counts each post, and reports what is left.

import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS, makeDynamoDB, makeSQS } from '../adapters/clients.ts';
import { meterCapacity } from '../adapters/dynamodb/capacity-meter.ts';
import { makeLedger } from '../adapters/dynamodb/ledger.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { makeQuarantine } from '../adapters/sqs/quarantine.ts';
import { CounterMemory } from '../core/counters/counter-memory.ts';
import { type CountBatchPorts, countBatch, responseTo } from '../core/likes/count-batch.ts';
import { isFromNewerRelease } from '../core/likes/like-event.ts';
import type { PartialBatchResponse } from '../core/stream/partial-batch.ts';
import { readSplitPolicy, wireCounters } from './runtime/hot-posts.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

const POSTS_AT_A_TIME = 32;

export function makeBatchLikes(ports: CountBatchPorts) {
  return async (event: KinesisStreamEvent, context: Context): Promise<PartialBatchResponse> => {
    const { lane, records } = readKinesisEvent(event);
    const limit = makeLimit(POSTS_AT_A_TIME);
    const remainingMs = () => context.getRemainingTimeInMillis();
    const batch = await countBatch(ports, lane, records, { remainingMs, limit });

    for (const failure of batch.failures)
      logger.error('A post could not be counted: its records come again.', { cause: describeError(failure) });
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
  const likes = requireEnv(env, 'LIKES_TABLE');
  const table = requireEnv(env, 'COUNTERS_TABLE');
  const client = makeDynamoDB();
  const takeCapacityUsed = meterCapacity(client, { [likes]: 'Ledger', [table]: 'Counter' });
  const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
  const batchLikes = makeBatchLikes({
    ledger: makeLedger({ client, table: likes, limit }),
    counters: wireCounters(env, client, limit),
    quarantine: makeQuarantine({ client: makeSQS(), queueUrl: requireEnv(env, 'QUARANTINE_QUEUE_URL') }),
    policy: readSplitPolicy(env),
    memory: new CounterMemory(),
    now: Date.now,
  });
  return withMetrics(batchLikes, () => addMetrics(takeCapacityUsed()));
}

export const handler = wire(process.env);
