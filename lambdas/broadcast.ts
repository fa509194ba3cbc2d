// Tells viewers what the messages of the broadcast queue say. core/live/tell-viewers.ts has the steps. A message whose viewers were
// not all reached comes again within seconds.

import type { Context, SQSEvent } from 'aws-lambda';
import { makeSQS } from '../adapters/clients.ts';
import { makePostpone } from '../adapters/sqs/postpone.ts';
import { readSqsEvent } from '../adapters/sqs/sqs-event.ts';
import { type TellViewersPorts, tellViewers } from '../core/live/tell-viewers.ts';
import type { PartialBatchResponse } from '../core/stream/partial-batch.ts';
import { requireEnv } from './runtime/require-env.ts';
import { addMetrics, describeError, logger } from './runtime/telemetry.ts';
import { wireTelling } from './runtime/wire-telling.ts';
import { withMetrics } from './runtime/with-metrics.ts';

/** How long until a message comes again, at most, in seconds. */
const LONGEST_POSTPONED_SECONDS = 4;

type Ports = TellViewersPorts & {
  readonly postpone: ReturnType<typeof makePostpone>;
  readonly random: () => number;
};

export function makeBroadcastHandler({ postpone, random, ...ports }: Ports) {
  return async (event: SQSEvent, context: Context): Promise<PartialBatchResponse> => {
    const messages = readSqsEvent(event);
    const batch = await tellViewers(ports, messages, () => context.getRemainingTimeInMillis());
    for (const failure of batch.failures)
      logger.error('Some viewers could not be told, or some gone ones not be removed.', {
        cause: describeError(failure),
      });
    addMetrics({
      ViewersTold: batch.told,
      ViewersGone: batch.gone,
      ViewersClosed: batch.closed,
      FramesThrottled: batch.throttled,
      BroadcastsMalformed: batch.malformed,
      BroadcastsUnfinished: batch.unfinished.length,
    });
    const again = messages.filter(({ id }) => batch.unfinished.includes(id));
    const seconds = () => 1 + Math.floor(random() * LONGEST_POSTPONED_SECONDS);
    await postpone(again.map(({ receiptHandle }) => ({ receiptHandle, seconds: seconds() })));
    return { batchItemFailures: batch.unfinished.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

const queueUrl = requireEnv(process.env, 'BROADCAST_QUEUE_URL');

export const handler = withMetrics(
  makeBroadcastHandler({
    ...wireTelling(process.env),
    postpone: makePostpone({ client: makeSQS(), queueUrl }),
    random: Math.random,
  }),
);
