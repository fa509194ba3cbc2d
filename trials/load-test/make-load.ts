// Makes what is sent: who likes which post and when. The same seed gives the same load.

import { type Action, makeEventIds } from '../../traffic/action.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { makeSchedule } from './schedule.ts';

export interface ScheduledAction extends Action {
  /** When it is sent, in milliseconds after the start. */
  readonly atMs: number;
}

export interface Load {
  readonly actions: readonly ScheduledAction[];
  readonly users: readonly string[];
  /** Posts that are only liked, each by distinct persons. So the n-th like is counted when the count reaches n. */
  readonly watchedPosts: readonly string[];
}

export interface LoadOptions {
  /** Scaled. */
  readonly ratesPerSecond: readonly number[];
  readonly hotShare: number;
  readonly seed: number;
  readonly postPrefix: string;
  readonly startMs: number;
}

/** More persons than this take long to make. When all of them like the hot post, the next post becomes hot. */
const MOST_USERS = 5_000;
const LEAST_USERS = 50;
/** Share of the likes of other posts that is taken back later. */
const UNLIKE_SHARE = 0.04;
const WATCHED_TAIL_POSTS = 40;
/** An unlike takes back one of the likes that came at least this many before it. */
const LIKES_BEFORE_UNLIKE = 20;

export function makeLoad({ ratesPerSecond, hotShare, seed, postPrefix, startMs }: LoadOptions): Load {
  const random = makeSeededRandom(seed);
  const timesMs = makeSchedule(ratesPerSecond, random);
  const hotLikes = Math.ceil(timesMs.length * hotShare);
  const userCount = Math.min(MOST_USERS, Math.max(LEAST_USERS, hotLikes));
  const users = Array.from({ length: userCount }, (_, index) => `user-${index}`);
  const idOf = makeEventIds(startMs, random);
  const watched = new Set<string>();
  const tail: Pick<Action, 'user' | 'postId'>[] = [];
  const watchEvery = Math.max(1, Math.floor((timesMs.length - hotLikes) / WATCHED_TAIL_POSTS));
  const userAt = (index: number) => users[index % userCount] ?? '';
  let hot = 0;
  let tailPosts = 0;
  let owed = random();

  const actions = timesMs.map((atMs, order): ScheduledAction => {
    const send = (op: Action['op'], action: Pick<Action, 'user' | 'postId'>) => ({
      id: idOf(order),
      atMs,
      op,
      ...action,
    });
    // The share is kept to one like, for the reason for which the schedule has slots.
    owed += hotShare;
    if (owed >= 1) {
      owed -= 1;
      const postId = `${postPrefix}hot-${Math.floor(hot / userCount)}`;
      watched.add(postId);
      return send('like', { user: userAt(hot++), postId });
    }
    const takenBack =
      random() < UNLIKE_SHARE && tail.length > LIKES_BEFORE_UNLIKE
        ? tail.splice(Math.floor(random() * (tail.length - LIKES_BEFORE_UNLIKE)), 1)[0]
        : undefined;
    if (takenBack) return send('unlike', takenBack);
    const like = { user: userAt(Math.floor(random() * userCount)), postId: `${postPrefix}${tailPosts}` };
    if (tailPosts++ % watchEvery === 0) watched.add(like.postId);
    else tail.push(like);
    return send('like', like);
  });
  return { actions, users, watchedPosts: [...watched] };
}
