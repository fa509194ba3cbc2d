// Says before a run how many requests it needs, so that a budget that is too small is known at once.

import type { Plan } from '../../planner/plan.ts';
import { makeLoad } from './make-load.ts';
import type { LoadTestOptions } from './options.ts';
import { calibrationRate, planSetting } from './setting.ts';
import { LOOK_INTERVAL_MS } from './watch-freshness.ts';

/** How many posts one request reads. */
const POSTS_PER_REQUEST = 50;
/** Counts are compared about so often until they are equal for a while, and so long after the last like. */
const COMPARISONS = 8;
const SETTLE_SECONDS = 10;

export function requestsNeeded(options: LoadTestOptions, plan: Plan): number {
  const { ratesPerSecond, shape } = planSetting(options, plan, false);
  const load = makeLoad({ ...shape, ratesPerSecond, seed: options.seed, postPrefix: '', startMs: 0 });
  const posts = new Set(load.actions.map(({ postId }) => postId)).size;
  const looks = ((ratesPerSecond.length + SETTLE_SECONDS) * 1_000) / LOOK_INTERVAL_MS;
  const calibration = (calibrationRate(plan, 1) + 1) * 2 * options.calibrationSeconds;
  return Math.ceil(
    load.users.length +
      load.actions.length +
      looks +
      calibration +
      COMPARISONS * (posts / POSTS_PER_REQUEST + 1),
  );
}
