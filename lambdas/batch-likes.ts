// Counts a batch of likes: a ledger row for each like, then one counter write for each post. core/likes/count-batch.ts has the steps.
// Records that this release cannot count go to quarantine, and Lambda is told from which record on the batch must come again.

import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { POSTS_AT_A_TIME } from '../adapters/clients.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { type CountBatchPorts, countBatch, responseTo } from '../core/likes/count-batch.ts';
import { isFromNewerRelease } from '../core/likes/like-event.ts';
import type { PartialBatchResponse } from '../core/stream/partial-batch.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { wireCounting } from './runtime/wire-counting.ts';
import { withMetrics } from './runtime/with-metrics.ts';

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

const { ports, timed, takeCapacityUsed } = wireCounting(process.env);

export const handler = withMetrics(timed(makeBatchLikes(ports)), () => addMetrics(takeCapacityUsed()));
