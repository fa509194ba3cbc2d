// Wires the ways that a like may take, as the deployment is configured: the stream, the burst queue and the shedding policies.

import { makeKinesis, makeKinesisBeforeQueue, makeSQS } from '../../adapters/clients.ts';
import { makeLikeStream } from '../../adapters/kinesis/like-stream.ts';
import { makeBacklogSeconds } from '../../adapters/sqs/backlog.ts';
import { makeBurstQueue } from '../../adapters/sqs/burst-queue.ts';
import { needsBacklog, SHED_NOTHING, type ShedPolicies } from '../../core/likes/shed-policy.ts';
import { Shedder } from '../../core/likes/shedder.ts';
import type { TakePorts } from '../../core/likes/take-events.ts';
import { CircuitBreaker } from '../../core/stream/circuit-breaker.ts';
import { requireEnv } from './require-env.ts';

/** While the circuit is open, a like does not wait for the stream. One like in about two seconds finds out whether it is back. */
const CIRCUIT = { failures: 5, windowMs: 10_000, openMs: 2_000 };

export function wireTake(env: NodeJS.ProcessEnv): TakePorts {
  const now = Date.now;
  const queueUrl = env['BURST_QUEUE_URL'];
  const stream = makeLikeStream({
    client: queueUrl ? makeKinesisBeforeQueue() : makeKinesis(),
    streamName: requireEnv(env, 'LIKE_EVENTS_STREAM'),
    streamArn: env['LIKE_EVENTS_STREAM_ARN'],
  });
  const sqs = queueUrl ? makeSQS() : undefined;
  const overflow = sqs &&
    queueUrl && {
      queue: makeBurstQueue({ client: sqs, queueUrl }),
      circuit: new CircuitBreaker(CIRCUIT, Math.random),
    };
  const json = env['SHED_POLICIES'];
  const policies = json ? (JSON.parse(json) as ShedPolicies) : SHED_NOTHING;
  const backlogSeconds =
    sqs && queueUrl && needsBacklog(policies)
      ? makeBacklogSeconds({
          client: sqs,
          queueUrl,
          drainedPerSecond: Number(requireEnv(env, 'BURST_DRAINED_PER_SECOND')),
          now,
          random: Math.random,
        })
      : async () => 0;
  return { stream, now, shedder: new Shedder({ policies, backlogSeconds }), ...(overflow && { overflow }) };
}
