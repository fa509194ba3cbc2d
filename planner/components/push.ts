// What telling open pages of changes takes: a table of connections in slots, a queue with a message for each slot, and calls that send.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity, FunctionSize, PushCapacity } from '../capacity.ts';
import { ANSWER_VIEWER_SECONDS, LIVE_OVERHEAD_SECONDS, PAGE_OPEN_SECONDS, PUSH_CPU_MS } from '../figures.ts';
import { vcpuShare } from '../lane-rate.ts';
import { QUEUE } from '../limits.ts';
import { type Audience, audienceAt } from '../live/audience.ts';
import { SERVICE_QUOTAS } from '../service-quotas.ts';
import type { Traffic } from '../traffic.ts';
import { CONNECTION_SECONDS, NEW_CONNECTIONS_PER_SECOND } from '../quotas.ts';
import { type Component, component, show } from './component.ts';
import { updatesAt } from './roll-up.ts';
import { planTable, tableOf } from './tables.ts';
import type { Units } from './units.ts';

/** A row of the connections table. A unit reads up to 4 KB of them consistently. source: DynamoDB guide, read capacity */
const ROW_BYTES = 100;
const BYTES_PER_READ_UNIT = 4_096;
/** A query takes at least this, also when it finds nothing. source: DynamoDB guide, read capacity */
const LEAST_READ_UNITS = 1;
/** A page that connects counts those of its person, and reads its connection before it changes what it watches. */
const READS_PER_OPEN = 2;
/** Rows for the connection and for its person, written and deleted, and the list of what it watches. */
const OTHER_WRITES_PER_OPEN = 5;
/** A message outlasts two invocations that die with it. Its pages would wait for the next change of the post otherwise. */
const RETENTION_SECONDS = 600;
/** A page connects, subscribes, and disconnects. */
export const CALLS_PER_OPEN = 3;

type Live = Pick<Capacity, 'rollUp' | 'push'>;

/** Each lane of roll-up hands on at most one batch of changes a second, as a message for each slot. */
export const slotMessagesAt = ({ changesPerSecond }: Audience, { rollUp, push }: Live): number =>
  (push?.connectionSlots ?? 0) * Math.min(rollUp?.stream.shards ?? 0, changesPerSecond);

/** Rows that are written for a page: each post when it opens, and when it closes, and those of its connection. */
export const writesPerOpen = ({ postsWatched }: Audience): number => 2 * postsWatched + OTHER_WRITES_PER_OPEN;

/** What follows the likes: roll-up reads and keeps what was told of a post last, and each slot is asked who watches it. */
export const tellingUnits = (it: Audience, updatesPerSecond: number, slots: number): Units => ({
  write: it.changesPerSecond,
  read:
    updatesPerSecond +
    slots * it.changesPerSecond * LEAST_READ_UNITS +
    (it.viewers * it.changesPerViewerSecond * ROW_BYTES) / BYTES_PER_READ_UNIT,
});

/** What follows the pages. */
export const openingUnits = (it: Audience): Units => ({
  write: it.opensPerSecond * writesPerOpen(it),
  read: it.opensPerSecond * READS_PER_OPEN,
});

export function connectionUnits(it: Audience, at: Traffic, slots: number): Units {
  const [telling, opening] = [tellingUnits(it, updatesAt(at), slots), openingUnits(it)];
  return { write: telling.write + opening.write, read: telling.read + opening.read };
}

/** Messages that one execution of broadcast sends in a second. */
export const pushRate = ({ memoryMiB }: FunctionSize): number => (1_000 * vcpuShare(memoryMiB)) / PUSH_CPU_MS;

/** Executions of broadcast at a time. */
export const broadcasting = (it: Audience, live: Live, size: FunctionSize): number =>
  slotMessagesAt(it, live) * LIVE_OVERHEAD_SECONDS + it.messagesPerSecond / pushRate(size);

/** Executions of answer-viewer at a time. */
export const answeringViewers = (it: Audience): number =>
  CALLS_PER_OPEN * it.opensPerSecond * ANSWER_VIEWER_SECONDS;

/** What counts against the rate that all APIs of the account share: connects, subscriptions and calls that send. */
export const socketCallsAt = (it: Audience): number => 2 * it.opensPerSecond + it.messagesPerSecond;

/** Undefined where pages ask for counts. */
export function planPush(
  { workload, policies }: Scenario,
  at: { steady: Traffic; peak: Traffic },
  broadcast: FunctionSize,
): PushCapacity | undefined {
  if (policies.live !== 'push') return undefined;
  const peak = audienceAt('peak', workload);
  const connectionSlots = Math.max(1, peak.slots);
  const units = (moment: 'steady' | 'peak') =>
    connectionUnits(audienceAt(moment, workload), at[moment], connectionSlots);
  return {
    connectionSlots,
    connections: planTable(policies.tables, { steady: units('steady'), peak: units('peak') }, {}),
    maximumConcurrency: Math.min(
      QUEUE.mostMaximumConcurrency,
      Math.max(QUEUE.leastMaximumConcurrency, connectionSlots),
    ),
    visibilityTimeoutSeconds: QUEUE.timeoutsOfVisibility * broadcast.timeoutSeconds,
    retentionSeconds: RETENTION_SECONDS,
  };
}

export function pushComponents({ workload }: Scenario, capacity: Capacity, at: Traffic): Component[] {
  const { push, functions } = capacity;
  if (!push) return [];
  const it = audienceAt('peak', workload);
  const { connectionSlots, maximumConcurrency } = push;
  const rate = pushRate(functions.broadcast);
  return [
    component({
      name: 'live counts: new connections',
      load: it.opensPerSecond,
      limit: NEW_CONNECTIONS_PER_SECOND,
      unit: 'connections/s',
      declared: 'nothing',
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.newConnections,
      formula: `peak ${show(it.opensPerSecond)} pages`,
      source: 'API Gateway guide, WebSocket quotas',
      remedy: 'have new WebSocket connections raised',
    }),
    component({
      name: 'live counts: open connections',
      load: it.viewers,
      limit: NEW_CONNECTIONS_PER_SECOND * CONNECTION_SECONDS,
      unit: 'connections',
      declared: `${show(connectionSlots)} slots`,
      elasticity: 'quota',
      quota: SERVICE_QUOTAS.newConnections,
      formula: `peak ${show(it.opensPerSecond)} pages × ${PAGE_OPEN_SECONDS} s, of 500/s × 2 h`,
      source: 'API Gateway guide, WebSocket quotas',
      remedy: 'have new WebSocket connections raised',
    }),
    component({
      name: 'live counts: connections of a slot',
      load: it.viewers / connectionSlots,
      limit: rate,
      unit: 'connections',
      declared: `${show(connectionSlots)} slots`,
      elasticity: 'declared',
      formula: `${show(it.viewers)} viewers / ${show(connectionSlots)} slots, of what one execution tells in a second`,
      source: 'an assumption; Lambda guide, memory',
      remedy: 'more slots',
    }),
    component({
      name: 'broadcast: executions at a time',
      load: broadcasting(it, capacity, functions.broadcast),
      limit: maximumConcurrency,
      unit: 'executions',
      declared: `${show(connectionSlots)} slots, ${show(maximumConcurrency)} at a time`,
      elasticity: maximumConcurrency < QUEUE.mostMaximumConcurrency ? 'declared' : 'wall',
      formula: `${show(slotMessagesAt(it, capacity))} slots/s × ${LIVE_OVERHEAD_SECONDS} s + ${show(it.messagesPerSecond)} messages/s / ${show(rate)}`,
      source: 'an assumption; Lambda guide, SQS mappings',
      remedy: 'more executions, and from 1,000 on a second queue',
    }),
    ...tableOf('connections', push.connections, connectionUnits(it, at, connectionSlots), {
      write: `${show(it.opensPerSecond)} pages × (2 × ${it.postsWatched} posts + ${OTHER_WRITES_PER_OPEN}) + ${show(it.changesPerSecond)} changes told`,
      read: `${show(updatesAt(at))} updates + ${show(connectionSlots)} slots × ${show(it.changesPerSecond)} changes, and the rows that are found`,
    }),
  ];
}
