// Makes up a workload in which things go wrong as they do in the field: people change their minds, clients send twice, and
// newer actions overtake older ones.

import type { LikeOp } from '../core/likes/like-event.ts';
import { type Action, makeEventIds } from './action.ts';
import { makeSeededRandom } from './seeded-random.ts';
import { makeZipf } from './zipf.ts';

export interface WorkloadOptions {
  readonly seed: number;
  readonly actions: number;
  readonly posts: number;
  readonly users: number;
  /** Exponent of the Zipf law; 1 by default. */
  readonly skew?: number;
  /** Share of the actions that goes to the first post besides what the law gives it; 0 by default. */
  readonly hotShare?: number;
  /** Share of the actions that undo or redo a recent action; 0.1 by default. A quarter of them overtakes that action. */
  readonly toggleShare?: number;
  /** Share of the sends that repeat a recent one with the same id; 0.02 by default. */
  readonly repeatShare?: number;
  /** Stands before the number of a post; `post-` by default. */
  readonly postPrefix?: string;
  /** The time that the ids carry, in milliseconds since 1970. */
  readonly startMs: number;
}

/** How far back a toggle or a repeat reaches, in sends. */
const RECENT_SENDS = 100;
const FRESH_UNLIKE_SHARE = 0.1;
const OVERTAKING_SHARE = 0.25;

/** Returns the actions in the order of sending. The same options give the same actions with the same ids. */
export function generateWorkload(options: WorkloadOptions): Action[] {
  const { seed, users, postPrefix = 'post-', startMs } = options;
  const { skew = 1, hotShare = 0, toggleShare = 0.1, repeatShare = 0.02 } = options;
  const random = makeSeededRandom(seed);
  const pickRank = makeZipf(options.posts, skew, random);
  const idOf = makeEventIds(startMs, random);
  const latestOps = new Map<string, LikeOp>();
  const sends: Action[] = [];
  const recentIndex = () => Math.max(0, sends.length - 1 - Math.floor(random() * RECENT_SENDS));

  for (let order = 0; sends.length < options.actions; order++) {
    const chance = random();
    const index = recentIndex();
    const recent = sends[index];
    if (recent && chance < repeatShare) {
      sends.push(recent);
      continue;
    }
    const again = recent !== undefined && chance < repeatShare + toggleShare;
    const user = again ? recent.user : `user-${Math.floor(random() * users)}`;
    const postId = again ? recent.postId : `${postPrefix}${random() < hotShare ? 0 : pickRank()}`;
    const pair = `${user} ${postId}`;
    const op = nextOp(latestOps.get(pair), random);
    latestOps.set(pair, op);
    const action = { id: idOf(order), user, postId, op };
    if (again && random() < OVERTAKING_SHARE) {
      sends[index] = action;
      sends.push(recent);
    } else {
      sends.push(action);
    }
  }
  return sends;
}

function nextOp(latest: LikeOp | undefined, random: () => number): LikeOp {
  if (latest === undefined) return random() < FRESH_UNLIKE_SHARE ? 'unlike' : 'like';
  return latest === 'like' ? 'unlike' : 'like';
}
