// Wires the ways that a like may take, as the deployment is configured: the stream, the burst queue and the shedding policies.

import { makeKinesisPuts, makeKinesisPutsBeforeQueue, makeSQS } from '../../adapters/clients.ts';
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
  const json = env['SHED_POLICIES'];
  const policies = json ? (JSON.parse(json) as ShedPolicies) : SHED_NOTHING;
  return env['BURST_QUEUE_URL'] ? wireBothWays(env, policies) : wireStream(env, policies);
}

/** Without a queue there is no backlog. */
function wireStream(env: NodeJS.ProcessEnv, policies: ShedPolicies): TakePorts {
  return {
    stream: makeLikeStream({
      puts: makeKinesisPuts(),
      streamName: requireEnv(env, 'LIKE_EVENTS_STREAM'),
      streamArn: env['LIKE_EVENTS_STREAM_ARN'],
    }),
    shedder: new Shedder({ policies, backlogSeconds: async () => 0 }),
    now: Date.now,
  };
}

function wireBothWays(env: NodeJS.ProcessEnv, policies: ShedPolicies): TakePorts {
  const queueUrl = requireEnv(env, 'BURST_QUEUE_URL');
  const client = makeSQS();
  const backlogSeconds = () =>
    makeBacklogSeconds({
      client,
      queueUrl,
      drainedPerSecond: Number(requireEnv(env, 'BURST_DRAINED_PER_SECOND')),
      now: Date.now,
      random: Math.random,
    });
  return {
    stream: makeLikeStream({
      puts: makeKinesisPutsBeforeQueue(),
      streamName: requireEnv(env, 'LIKE_EVENTS_STREAM'),
      streamArn: env['LIKE_EVENTS_STREAM_ARN'],
    }),
    overflow: {
      queue: makeBurstQueue({ client, queueUrl }),
      circuit: new CircuitBreaker(CIRCUIT, Math.random),
    },
    shedder: new Shedder({
      policies,
      backlogSeconds: needsBacklog(policies) ? backlogSeconds() : async () => 0,
    }),
    now: Date.now,
  };
}
