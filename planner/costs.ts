// What the plan costs, part by part, beside the naive design.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { acceptCost, type FrontDoors, frontDoors } from './costs/front-door.ts';
import { naiveCost } from './costs/naive-cost.ts';
import { type PartCost, sumCosts } from './costs/part-cost.ts';
import { streamBreakEven, streamCost } from './costs/stream-cost.ts';
import { tableCost } from './costs/table-cost.ts';
import {
  LOG_BYTES_PER_LIKE,
  LOG_BYTES_PER_MERGE_RUN,
  LOG_BYTES_PER_PAGE,
  METRICS_AT_REST,
  READ_SECONDS,
} from './figures.ts';
import { counterUnits, ledgerUnits } from './components/tables.ts';
import { HOURS_PER_MONTH, MILLION, PRICES, SECONDS_PER_MONTH } from './prices.ts';
import { cpuSecondsPerLike, READ_UNITS, trafficAt } from './traffic.ts';

export interface NamedCost extends PartCost {
  readonly name: string;
}

export interface Costs {
  readonly parts: readonly NamedCost[];
  readonly total: PartCost;
  readonly naive: PartCost;
  readonly frontDoors: FrontDoors;
  /** Below this many likes a second, all month, an on-demand stream would be cheaper. */
  readonly streamBreakEvenLikesPerSecond: number;
}

/** merge-buckets runs once a minute, and takes this long where there is nothing to merge. source: docs/deploy.md */
const MERGE_RUNS_PER_MONTH = HOURS_PER_MONTH * 60;
const MERGE_SECONDS = 0.02;

export function costsOf({ workload }: Scenario, capacity: Capacity): Costs {
  const { functions, tables, stream } = capacity;
  const at = trafficAt('steady', workload, capacity);
  const gibibyteSeconds = (memoryMiB: number, seconds: number) =>
    (memoryMiB / 1_024) * seconds * PRICES.gibibyteSecond;
  /** Of a part that is paid by the request, with what it costs at rest. */
  const byRequest = (atRest: number, perLike: number, perPage: number): PartCost => ({
    atRest,
    perMillionLikes: perLike * MILLION,
    perMillionPages: perPage * MILLION,
    perMonth: atRest + (perLike * at.likes + perPage * at.pages) * SECONDS_PER_MONTH,
  });
  const merging = PRICES.functionRequest + gibibyteSeconds(functions.mergeBuckets.memoryMiB, MERGE_SECONDS);
  const batching =
    PRICES.functionRequest / at.batches.likesPerBatch +
    gibibyteSeconds(functions.batchLikes.memoryMiB, cpuSecondsPerLike(workload.hotKeyShare));
  const perPost = workload.postsPerRead;
  const parts: NamedCost[] = [
    { name: 'API requests', ...byRequest(0, PRICES.httpRequest, PRICES.httpRequest) },
    { name: 'accept-like', ...byRequest(0, acceptCost(functions.acceptLike.memoryMiB), 0) },
    {
      name: 'read-counts',
      ...byRequest(
        0,
        0,
        PRICES.functionRequest + gibibyteSeconds(functions.readCounts.memoryMiB, READ_SECONDS),
      ),
    },
    { name: 'stream', ...streamCost(stream, workload, at.likes) },
    { name: 'batch-likes', ...byRequest(0, batching, 0) },
    {
      name: 'merge-buckets',
      ...byRequest(MERGE_RUNS_PER_MONTH * (merging + PRICES.readUnit), 0, 0),
    },
    { name: 'ledger', ...tableCost(tables.likes, ledgerUnits(at), 1, perPost * READ_UNITS.ownLike) },
    {
      name: 'counters',
      ...tableCost(
        tables.counters,
        counterUnits(at),
        at.likes === 0 ? 0 : at.counterWrites / at.likes,
        perPost * READ_UNITS.count,
      ),
    },
    {
      name: 'logs and metrics',
      ...byRequest(
        METRICS_AT_REST * PRICES.metricMonth + logPrice(MERGE_RUNS_PER_MONTH * LOG_BYTES_PER_MERGE_RUN),
        logPrice(LOG_BYTES_PER_LIKE),
        logPrice(LOG_BYTES_PER_PAGE),
      ),
    },
    { name: 'key of the visitors', ...byRequest(PRICES.secretMonth, 0, 0) },
  ];
  return {
    parts,
    total: sumCosts(parts),
    naive: naiveCost(workload),
    frontDoors: frontDoors(at.likes, functions.acceptLike.memoryMiB),
    streamBreakEvenLikesPerSecond: streamBreakEven(stream, workload),
  };
}

const logPrice = (bytes: number): number => (bytes / 1e9) * PRICES.logGigabyte;
