// What live counts cost: the second stream and roll-up where changes are rolled up, and connections and messages where they are pushed.

import type { Workload } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import {
  CALLS_PER_OPEN,
  connectionUnits,
  openingUnits,
  pushRate,
  slotMessagesAt,
  tellingUnits,
} from '../components/push.ts';
import {
  rollingUp,
  rollUpBatchesAt,
  timelineUnits,
  UPDATE_BYTES,
  updateRecordsAt,
  updatesAt,
} from '../components/roll-up.ts';
import { ANSWER_VIEWER_SECONDS, LIVE_OVERHEAD_SECONDS, PAGE_OPEN_SECONDS } from '../figures.ts';
import { QUEUE } from '../limits.ts';
import { audienceAt } from '../live/audience.ts';
import { HOURS_PER_MONTH, PRICES, PUT_UNIT_BYTES } from '../prices.ts';
import { READ_UNITS, type Traffic } from '../traffic.ts';
import { costByRequest, type NamedCost } from './part-cost.ts';
import { tableCost } from './table-cost.ts';
import { functionTime, invocation } from './unit-price.ts';

/** A page subscribes, and is answered with the counts as they are. */
const MESSAGES_PER_OPEN = 2;
/** A message is sent, received and deleted, ten at a time. */
const QUEUE_REQUESTS = 3 / QUEUE.messagesPerBatch;

/** Spreads what is paid for each second over the requests of that second. */
const each = (perSecond: number, requestsPerSecond: number): number =>
  requestsPerSecond === 0 ? 0 : perSecond / requestsPerSecond;

/** Nothing where the scenario wants nothing live. */
export function rollUpCosts(
  workload: Workload,
  { rollUp, push, functions }: Capacity,
  at: Traffic,
): NamedCost[] {
  if (!rollUp) return [];
  const told = push ? audienceAt('steady', workload).changesPerSecond : 0;
  const records = updateRecordsAt(at, rollUp);
  const recordBytes = each(updatesAt(at), records) * UPDATE_BYTES;
  const putUnits = records * Math.max(1, Math.ceil(recordBytes / PUT_UNIT_BYTES));
  const rolling =
    rollUpBatchesAt(at, rollUp) * PRICES.functionRequest +
    functionTime(functions.rollUp.memoryMiB, rollingUp(at, rollUp, functions.rollUp, told));
  const minutes = timelineUnits(at);
  return [
    {
      name: 'count-updates',
      ...costByRequest(at, {
        atRest: rollUp.stream.shards * PRICES.shardHour * HOURS_PER_MONTH,
        perLike: each(putUnits * PRICES.putUnit, at.likes),
      }),
    },
    { name: 'roll-up', ...costByRequest(at, { perLike: each(rolling, at.likes) }) },
    {
      name: 'timeline',
      ...tableCost(
        rollUp.timeline,
        { write: minutes.write, read: 0 },
        { write: each(minutes.write, at.likes), read: 0 },
      ),
    },
  ];
}

/** Nothing where pages ask for counts. */
export function pushCosts(workload: Workload, capacity: Capacity, at: Traffic): NamedCost[] {
  const { push, functions } = capacity;
  if (!push) return [];
  const it = audienceAt('steady', workload);
  const perOpen = PAGE_OPEN_SECONDS * it.messagesPerViewerSecond;
  const slotMessages = slotMessagesAt(it, capacity);
  const telling =
    slotMessages *
    (QUEUE_REQUESTS * PRICES.queueRequest + invocation(functions.broadcast, LIVE_OVERHEAD_SECONDS));
  const following = tellingUnits(it, updatesAt(at), push.connectionSlots);
  const opening = openingUnits(it);
  return [
    {
      name: 'WebSocket API',
      ...costByRequest(at, {
        perPage:
          (MESSAGES_PER_OPEN + perOpen) * PRICES.socketMessage +
          (PAGE_OPEN_SECONDS / 60) * PRICES.socketMinute,
      }),
    },
    {
      name: 'answer-viewer',
      ...costByRequest(at, {
        perPage:
          CALLS_PER_OPEN * invocation(functions.answerViewer, ANSWER_VIEWER_SECONDS) +
          it.postsWatched * READ_UNITS.count * PRICES.readUnit,
      }),
    },
    {
      name: 'connections',
      ...tableCost(
        push.connections,
        connectionUnits(it, at, push.connectionSlots),
        { write: each(following.write, at.likes), read: each(following.read, at.likes) },
        { write: each(opening.write, at.pages), read: each(opening.read, at.pages) },
      ),
    },
    {
      name: 'broadcast',
      ...costByRequest(at, {
        perLike: each(telling, at.likes),
        perPage: perOpen * functionTime(functions.broadcast.memoryMiB, 1 / pushRate(functions.broadcast)),
      }),
    },
  ];
}

/** What a message to a viewer costs, with the call that sends it. */
export const updateCost = ({ functions: { broadcast } }: Capacity): number =>
  PRICES.socketMessage + functionTime(broadcast.memoryMiB, 1 / pushRate(broadcast));
