// What the plan costs, part by part, beside the naive design.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { tellingInvocationsAt, viewerInvocationsAt } from './components/live-invocations.ts';
import { counterUnits } from './components/counter-units.ts';
import { ledgerUnits } from './components/tables.ts';
import { canaryCosts } from './costs/canary-cost.ts';
import { acceptCost, type FrontDoors, frontDoors } from './costs/front-door.ts';
import { pushCosts, rollUpCosts } from './costs/live-cost.ts';
import { type MillionCost, millionsOf } from './costs/millions.ts';
import { naiveCost } from './costs/naive-cost.ts';
import { costByRequest, type NamedCost, type PartCost, sumCosts } from './costs/part-cost.ts';
import { streamBreakEven, streamCost } from './costs/stream-cost.ts';
import { tableCost } from './costs/table-cost.ts';
import { edgeAnswer, functionTime, invocation, logPrice } from './costs/unit-price.ts';
import {
  LOG_BYTES_PER_INVOCATION,
  LOG_BYTES_PER_LIKE,
  LOG_BYTES_PER_MERGE_RUN,
  LOG_BYTES_PER_PAGE,
  METRICS_AT_REST,
  READ_SECONDS,
} from './figures.ts';
import { audienceAt } from './live/audience.ts';
import { alarmsOf, operationsCost } from './operations.ts';
import { HOURS_PER_MONTH, PRICES } from './prices.ts';
import { cpuSecondsPerLike, READ_UNITS, type Traffic, trafficAt } from './traffic.ts';

export interface Costs {
  readonly parts: readonly NamedCost[];
  readonly total: PartCost;
  readonly naive: PartCost;
  /** What a million of each kind costs by itself. */
  readonly millions: readonly MillionCost[];
  readonly frontDoors: FrontDoors;
  /** Below this many likes a second, all month, an on-demand stream would be cheaper. */
  readonly streamBreakEvenLikesPerSecond: number;
}

/** merge-buckets runs once a minute, and takes this long where there is nothing to merge. source: docs/deploy.md */
const MERGE_RUNS_PER_MONTH = HOURS_PER_MONTH * 60;
const MERGE_SECONDS = 0.02;

/** The part that a deployment may leave out, and that no request needs. */
export const OPERATIONS = 'alarms and dashboards';

export const costsWithout = ({ parts }: Costs, name: string): PartCost =>
  sumCosts(parts.filter((part) => part.name !== name));

export function costsOf(scenario: Scenario, capacity: Capacity): Costs {
  const { workload } = scenario;
  const at = trafficAt('steady', scenario, capacity);
  const parts: NamedCost[] = [
    ...countingCosts(scenario, capacity, at),
    ...rollUpCosts(workload, capacity, at),
    ...pushCosts(workload, capacity, at),
    ...canaryCosts(scenario, capacity, at),
    { name: OPERATIONS, ...operationsCost(alarmsOf(scenario, capacity)) },
  ];
  const total = sumCosts(parts);
  return {
    parts,
    total,
    naive: naiveCost(workload),
    millions: millionsOf(scenario, capacity, total.perMillionLikes),
    frontDoors: frontDoors(at.likes, capacity.functions.acceptLike.memoryMiB),
    streamBreakEvenLikesPerSecond: streamBreakEven(capacity.stream, workload),
  };
}

/** Likes and reads, and what every deployment has. */
function countingCosts({ workload, policies }: Scenario, capacity: Capacity, at: Traffic): NamedCost[] {
  const { functions, tables, stream } = capacity;
  const posts = workload.postsPerRead;
  const { originShare, tokenShare } = at.edge;
  const batching =
    PRICES.functionRequest / at.batches.likesPerBatch +
    functionTime(functions.batchLikes.memoryMiB, cpuSecondsPerLike(workload.hotKeyShare));
  const ofCounters = counterUnits(at, capacity, policies.live);
  const ownLikes = tokenShare * posts * READ_UNITS.ownLike;
  const counts = originShare * posts * READ_UNITS.count;
  const perLike = (units: number) => (at.likes === 0 ? 0 : units / at.likes);
  const totalReads = ofCounters.read - at.counterReads;
  const audience = audienceAt('steady', workload);
  const telling = tellingInvocationsAt(capacity, audience, at);
  const viewerCalls = at.pages === 0 ? 0 : viewerInvocationsAt(capacity, audience) / at.pages;
  return [
    ...(policies.edge
      ? [
          {
            name: 'edge',
            ...costByRequest(at, {
              // The API knows by a secret what came through the edge.
              atRest: PRICES.secretMonth,
              perLike: edgeAnswer(0),
              perPage: edgeAnswer(posts),
            }),
          },
        ]
      : []),
    {
      name: 'API requests',
      ...costByRequest(at, { perLike: PRICES.httpRequest, perPage: originShare * PRICES.httpRequest }),
    },
    { name: 'accept-like', ...costByRequest(at, { perLike: acceptCost(functions.acceptLike.memoryMiB) }) },
    {
      name: 'read-counts',
      ...costByRequest(at, { perPage: originShare * invocation(functions.readCounts, READ_SECONDS) }),
    },
    { name: 'stream', ...streamCost(stream, workload, at.likes) },
    { name: 'batch-likes', ...costByRequest(at, { perLike: batching }) },
    {
      name: 'merge-buckets',
      ...costByRequest(at, {
        atRest: MERGE_RUNS_PER_MONTH * (invocation(functions.mergeBuckets, MERGE_SECONDS) + PRICES.readUnit),
      }),
    },
    {
      name: 'ledger',
      ...tableCost(tables.likes, ledgerUnits(at), { write: 1, read: 0 }, { write: 0, read: ownLikes }),
    },
    {
      name: 'counters',
      ...tableCost(
        tables.counters,
        ofCounters,
        { write: perLike(ofCounters.write), read: perLike(totalReads) },
        { write: 0, read: counts },
      ),
    },
    {
      name: 'logs and metrics',
      ...costByRequest(at, {
        atRest:
          METRICS_AT_REST * PRICES.metricMonth + logPrice(MERGE_RUNS_PER_MONTH * LOG_BYTES_PER_MERGE_RUN),
        perLike: logPrice(LOG_BYTES_PER_LIKE + perLike(telling) * LOG_BYTES_PER_INVOCATION),
        perPage: logPrice(originShare * LOG_BYTES_PER_PAGE + viewerCalls * LOG_BYTES_PER_INVOCATION),
      }),
    },
    { name: 'keys of the visitors', ...costByRequest(at, { atRest: 2 * PRICES.secretMonth }) },
  ];
}
