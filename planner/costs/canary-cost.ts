// What the canary costs in a month: its runs, and the requests that they make.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { LOG_BYTES_PER_INVOCATION, LOG_BYTES_PER_LIKE } from '../figures.ts';
import { HOURS_PER_MONTH, PRICES } from '../prices.ts';
import { acceptCost } from './front-door.ts';
import { costByRequest, type NamedCost } from './part-cost.ts';
import { askCost } from './read-cost.ts';
import { invocation, logPrice } from './unit-price.ts';

/** A like, its repeat and the unlike. The repeat changes nothing, but it takes the same way. core/smoke/like-and-take-back.ts */
const ACTIONS = 3;
/** core/smoke/wait-for-count.ts */
const SECONDS_BETWEEN_READS = 0.5;
/** One item of the ledger and one of the counters. */
const UNITS_PER_ACTION = 2;

/** Nothing where there is no canary. It assumes that a like takes as long as the workload allows, which is more than it does. */
export function canaryCosts(
  { workload, policies }: Scenario,
  { canary, functions }: Capacity,
  at: { readonly likes: number; readonly pages: number },
): NamedCost[] {
  if (!canary) return [];
  const runs = (HOURS_PER_MONTH * 60) / canary.everyMinutes;
  const seconds = 2 * workload.freshnessSeconds;
  const reads = 1 + seconds / SECONDS_BETWEEN_READS;
  const action =
    PRICES.httpRequest +
    acceptCost(functions.acceptLike.memoryMiB) +
    PRICES.putUnit +
    UNITS_PER_ACTION * PRICES.writeUnit +
    logPrice(LOG_BYTES_PER_LIKE);
  const atEdge = policies.edge ? (ACTIONS + reads) * PRICES.edgeRequest : 0;
  const run =
    invocation(functions.canary, seconds) +
    ACTIONS * action +
    reads * askCost({ functions }, 1, true) +
    atEdge +
    logPrice(LOG_BYTES_PER_INVOCATION);
  // CanaryFreshness is its one metric.
  return [{ name: 'canary', ...costByRequest(at, { atRest: PRICES.metricMonth + runs * run }) }];
}
