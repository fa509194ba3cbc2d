// Feeds the stream from the burst queue, as fast as the stream takes it. core/likes/drain-burst.ts has the steps. A message stays in
// the queue until its record is on the stream, or until it is in the quarantine.

import type { Context, SQSEvent } from 'aws-lambda';
import { backoffMs, pause } from '../adapters/backoff.ts';
import { makeKinesisPuts, makeSQS } from '../adapters/clients.ts';
import { makeLikeRecords } from '../adapters/kinesis/like-records.ts';
import { makePostpone } from '../adapters/sqs/postpone.ts';
import { makeQuarantine } from '../adapters/sqs/quarantine.ts';
import { readSqsEvent } from '../adapters/sqs/sqs-event.ts';
import { drainBurst, type DrainPorts } from '../core/likes/drain-burst.ts';
import { isFromNewerRelease } from '../core/likes/like-event.ts';
import type { PartialBatchResponse } from '../core/stream/partial-batch.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { withMetrics } from './runtime/with-metrics.ts';

/** What drains must not crowd out what people send now. */
const MAX_BACKOFF_MS = 5_000;

export function makeDrainBurst(ports: DrainPorts) {
  return async (event: SQSEvent, context: Context): Promise<PartialBatchResponse> => {
    const messages = readSqsEvent(event);
    const batch = await drainBurst(ports, messages, () => context.getRemainingTimeInMillis());
    for (const failure of batch.failures)
      logger.error('Messages could not be put on the stream: they come again.', {
        cause: describeError(failure),
      });
    addMetrics({
      MessagesReceived: messages.length,
      MessagesDrained: batch.drained,
      MessagesUnfinished: batch.unfinished.length,
      RecordsThrottled: batch.throttled,
      RecordsQuarantined: batch.setAside.length,
      RecordsFromNewerRelease: batch.setAside.filter(({ problem }) => isFromNewerRelease(problem)).length,
    });
    return { batchItemFailures: batch.unfinished.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

function wire(env: NodeJS.ProcessEnv): ReturnType<typeof makeDrainBurst> {
  const sqs = makeSQS();
  return withMetrics(
    makeDrainBurst({
      records: makeLikeRecords({
        puts: makeKinesisPuts(),
        streamName: requireEnv(env, 'LIKE_EVENTS_STREAM'),
      }),
      quarantine: makeQuarantine({ client: sqs, queueUrl: requireEnv(env, 'QUARANTINE_QUEUE_URL') }),
      backoffMs: (attempt) => backoffMs(attempt, MAX_BACKOFF_MS),
      pause,
      postpone: makePostpone({ client: sqs, queueUrl: requireEnv(env, 'BURST_QUEUE_URL') }),
      random: Math.random,
    }),
  );
}

export const handler = wire(process.env);
