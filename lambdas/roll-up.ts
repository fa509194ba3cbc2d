// Rolls up what the counts have become: totals of split posts, the timeline, and what those who look are told. core/live/roll-up.ts has
// the steps. Lambda is told from which record on the batch must come again.

import type { Context, KinesisStreamEvent } from 'aws-lambda';
import { DYNAMODB_MAX_CONNECTIONS } from '../adapters/clients.ts';
import { readKinesisEvent } from '../adapters/kinesis/kinesis-event.ts';
import { makeLimit } from '../adapters/limit.ts';
import { type RollUpPorts, rollUp } from '../core/live/roll-up.ts';
import { type PartialBatchResponse, partialBatchResponse } from '../core/stream/partial-batch.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { wireRollUp } from './runtime/wire-roll-up.ts';
import { withMetrics } from './runtime/with-metrics.ts';

export function makeRollUp(ports: RollUpPorts) {
  return async (event: KinesisStreamEvent, context: Context): Promise<PartialBatchResponse> => {
    const { lane, records } = readKinesisEvent(event);
    const remainingMs = () => context.getRemainingTimeInMillis();
    const limit = makeLimit(DYNAMODB_MAX_CONNECTIONS);
    const rolledUp = await rollUp(ports, lane, records, { remainingMs, limit });

    for (const failure of rolledUp.failures)
      logger.error('A post could not be rolled up: the batch comes again from its first record on.', {
        cause: describeError(failure),
      });
    addMetrics({
      UpdatesMalformed: rolledUp.malformed,
      PostsRolledUp: rolledUp.newest.length,
      PostsReadForTotals: rolledUp.read,
      PostsNotRolledUp: rolledUp.unfinished.length,
    });
    return partialBatchResponse(rolledUp.unfinished);
  };
}

export const handler = withMetrics(makeRollUp(wireRollUp(process.env)));
