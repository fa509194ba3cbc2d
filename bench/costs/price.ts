// Computes what a million likes cost, all in. The cost of a deployment at rest comes on top. This module is pure.

import { acceptCost } from '../../planner/costs/front-door.ts';
import { LOG_BYTES_PER_LIKE } from '../../planner/figures.ts';
import { type BATCH_CPU_MS_PER_LIKE, laneRate, SHARD_RECORDS_PER_SECOND } from '../../planner/lane-rate.ts';
import { planOf } from '../../planner/make-plan.ts';
import { MILLION, PRICES } from '../../planner/prices.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

export type Traffic = keyof typeof BATCH_CPU_MS_PER_LIKE;

/** Counter writes per like: a hundred likes share one on a hot post, and none is shared on the long tail. */
const COUNTER_WRITES: Readonly<Record<Traffic, number>> = { hotPost: 0.01, longTail: 1 };

const { acceptLike, batchLikes } = planOf(socialMedia).capacity.functions;
const gibibytes = ({ memoryMiB }: { memoryMiB: number }) => memoryMiB / 1_024;

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
