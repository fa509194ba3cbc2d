// Computes what a million likes cost, all in, and what a million reads and pushed updates cost. The cost of a deployment at rest comes on
// top. This module is pure.

import { rollUpRate, updateRecordsAt, updatesAt } from '../../planner/components/roll-up.ts';
import { acceptCost } from '../../planner/costs/front-door.ts';
import { LOG_BYTES_PER_LIKE } from '../../planner/figures.ts';
import { type BATCH_CPU_MS_PER_LIKE, laneRate, SHARD_RECORDS_PER_SECOND } from '../../planner/lane-rate.ts';
import { planOf } from '../../planner/make-plan.ts';
import { MILLION, PRICES } from '../../planner/prices.ts';
import { trafficAt } from '../../planner/traffic.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

export type Traffic = keyof typeof BATCH_CPU_MS_PER_LIKE;

/** Counter writes per like: a hundred likes share one on a hot post, and none is shared on the long tail. */
const COUNTER_WRITES: Readonly<Record<Traffic, number>> = { hotPost: 0.01, longTail: 1 };

/** A post of the long tail has too few likes for a timeline. */
const MINUTES_PER_UPDATE: Readonly<Record<Traffic, number>> = { hotPost: 1, longTail: 0 };

const { capacity, costs } = planOf(socialMedia);
const { acceptLike, batchLikes, rollUp } = capacity.functions;
const peak = trafficAt('peak', socialMedia, capacity);
const gibibytes = ({ memoryMiB }: { memoryMiB: number }) => memoryMiB / 1_024;

/** What an update costs: its share of a record, the CPU of roll-up, and the minute of the timeline. */
function updatePrice(traffic: Traffic): number {
  const records = capacity.rollUp ? updateRecordsAt(peak, capacity.rollUp) / updatesAt(peak) : 0;
  const rolling = (gibibytes(rollUp) * PRICES.gibibyteSecond) / rollUpRate(rollUp);
  return records * PRICES.putUnit + rolling + MINUTES_PER_UPDATE[traffic] * PRICES.writeUnit;
}

/** Returns the dollars per million likes, by part. */
export function pricePerMillion(traffic: Traffic): Readonly<Record<string, number>> {
  const batchSeconds = 1 / laneRate(batchLikes.memoryMiB, traffic);
  const perLike = {
    'HTTP requests': PRICES.httpRequest,
    'accept-like': acceptCost(acceptLike.memoryMiB),
    'stream, with a shard in full use': PRICES.putUnit + PRICES.shardHour / 3_600 / SHARD_RECORDS_PER_SECOND,
    'batch-likes': batchSeconds * gibibytes(batchLikes) * PRICES.gibibyteSecond,
    'ledger writes': PRICES.writeUnit,
    'counter writes': COUNTER_WRITES[traffic] * PRICES.writeUnit,
    'count updates, roll-up and timeline': COUNTER_WRITES[traffic] * updatePrice(traffic),
    'logs and metrics': (LOG_BYTES_PER_LIKE / 1e9) * PRICES.logGigabyte,
  };
  return Object.fromEntries(Object.entries(perLike).map(([part, dollars]) => [part, dollars * MILLION]));
}

export const totalOf = (parts: Readonly<Record<string, number>>): number =>
  Object.values(parts).reduce((sum, dollars) => sum + dollars, 0);

/** Returns the prices as a Markdown table. */
export function formatPrices(): string {
  const hot = pricePerMillion('hotPost');
  const tail = pricePerMillion('longTail');
  const dollars = (value: number | undefined) => `$${(value ?? 0).toFixed(3)}`;
  const rows = Object.keys(hot).map((part) => [part, dollars(hot[part]), dollars(tail[part])]);
  return [
    ['per million likes', 'one hot post', 'long tail'],
    ['---', '---:', '---:'],
    ...rows,
    ['**all in**', `**$${totalOf(hot).toFixed(2)}**`, `**$${totalOf(tail).toFixed(2)}**`],
  ]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}

/** Returns what a million reads, by the way that they take, and a million pushed updates cost, as a Markdown table. */
export function formatReads(): string {
  const rows = costs.millions
    .filter(({ of }) => of !== 'likes')
    .map(({ of, dollars, formula }) => [of, `$${dollars.toFixed(2)}`, formula]);
  return [['per million', 'price', 'how'], ['---', '---:', '---'], ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');
}
