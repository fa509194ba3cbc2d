// The burst queue: how fast it drains, how much it may hold, and for how long a burst can last.

import type { Scenario, Workload } from '../../scenarios/scenario.ts';
import type { BurstCapacity, Capacity, FunctionSize, StreamCapacity } from '../capacity.ts';
import { DRAIN_BATCH_SECONDS } from '../figures.ts';
import { QUEUE, SHARD } from '../limits.ts';
import type { Traffic } from '../traffic.ts';
import { type Component, component, show } from './component.ts';

const MAX_RECEIVES = 5;

/** What the stream takes a second, by records or by bytes. */
export const streamTakes = ({ shards }: StreamCapacity, { eventBytes }: Workload): number =>
  shards * Math.min(SHARD.recordsPerSecond, SHARD.bytesPerSecond / eventBytes);

const drainPerExecution = QUEUE.messagesPerBatch / DRAIN_BATCH_SECONDS;

/** So many batches at a time that a full queue fills the room that the peak leaves, and no more. */
export function planBurst(
  { workload, policies }: Scenario,
  stream: StreamCapacity,
  { timeoutSeconds }: FunctionSize,
): BurstCapacity | undefined {
  if (policies.bursts === 'refuse') return undefined;
  const room = Math.max(0, streamTakes(stream, workload) - workload.peakEventsPerSecond);
  const executions = Math.ceil(room / drainPerExecution);
  return {
    batchSize: QUEUE.messagesPerBatch,
    batchWindowSeconds: 0,
    maximumConcurrency: Math.min(
      QUEUE.mostMaximumConcurrency,
      Math.max(QUEUE.leastMaximumConcurrency, executions),
    ),
    visibilityTimeoutSeconds: QUEUE.timeoutsOfVisibility * timeoutSeconds,
    maxReceiveCount: MAX_RECEIVES,
    retentionDays: QUEUE.retentionDays,
  };
}

export interface BurstAbsorption {
  /** Messages a second that leave the queue while the steady workload goes on. */
  readonly drainPerSecond: number;
  /** With more messages than this, the oldest one is older than the alarm allows. */
  readonly messages: number;
  /** For how long twice of what the stream takes can arrive before that. */
  readonly secondsAtTwiceTheStream: number;
}

export function absorbs({ workload }: Scenario, capacity: Capacity): BurstAbsorption | undefined {
  const { burst, stream, alarms } = capacity;
  if (!burst) return undefined;
  const takes = streamTakes(stream, workload);
  const drains = (burst.maximumConcurrency * burst.batchSize) / DRAIN_BATCH_SECONDS;
  const drainPerSecond = Math.min(drains, Math.max(0, takes - workload.steadyEventsPerSecond));
  const messages = drainPerSecond * alarms.burstAgeSeconds;
  return { drainPerSecond, messages, secondsAtTwiceTheStream: messages / takes };
}

export function burstComponents(scenario: Scenario, capacity: Capacity, { likes }: Traffic): Component[] {
  const { burst, stream, alarms } = capacity;
  const absorbed = absorbs(scenario, capacity);
  if (!burst || !absorbed) return [];
  const takes = streamTakes(stream, scenario.workload);
  const overflow = Math.max(0, likes - takes) * scenario.workload.peakSeconds;
  return [
    component({
      name: 'burst queue: depth after the peak',
      load: overflow,
      limit: absorbed.messages,
      unit: 'messages',
      declared: `drains ${show(absorbed.drainPerSecond)}/s; twice the stream for ${show(absorbed.secondsAtTwiceTheStream)} s`,
      elasticity: 'declared',
      formula: `max(0, peak ${show(likes)} - stream ${show(takes)}) × ${scenario.workload.peakSeconds} s, of ${show(absorbed.drainPerSecond)}/s × ${alarms.burstAgeSeconds} s`,
      source: 'the alarm on the age of the oldest message',
      remedy: 'more shards',
      fullAtTimes: (takes + absorbed.messages / scenario.workload.peakSeconds) / Math.max(1e-9, likes),
    }),
    component({
      name: 'burst queue: messages in flight',
      load: burst.maximumConcurrency * burst.batchSize,
      limit: QUEUE.messagesInFlight,
      unit: 'messages',
      declared: `${burst.maximumConcurrency} batches of ${burst.batchSize} at a time`,
      elasticity: 'wall',
      formula: `${burst.maximumConcurrency} × ${burst.batchSize}`,
      source: 'SQS guide, standard queue quotas',
      remedy: 'a second queue',
    }),
  ];
}
