// Makes what is sent. In three arrivals each person likes each post once, so that the baseline counts right too. In the
// fourth people change their minds, which shows the reads and compactions of exact counting.

import { type Action, makeEventIds } from '../traffic/action.ts';
import { makeSeededRandom } from '../traffic/seeded-random.ts';
import { spreadUsers } from '../traffic/spread-users.ts';
import type { VoteFormat } from '../traffic/vote-columns.ts';
import { readVotes } from '../traffic/vote-file.ts';
import { generateWorkload } from '../traffic/workload.ts';
import { makeZipf } from '../traffic/zipf.ts';

export type ArrivalName = 'file' | 'zipf' | 'hot' | 'changes';

export interface Arrival {
  readonly name: ArrivalName;
  readonly title: string;
  /** Makes the actions in the order of sending. Each prefix has posts of its own. */
  readonly makeActions: (postPrefix: string, startMs: number) => Action[];
  /** When it is false, people take likes back, so a like cannot be found again in a count. */
  readonly likesOnly: boolean;
}

export interface ArrivalOptions {
  readonly likes: number;
  readonly seed: number;
  readonly votes: { readonly file: string; readonly format: VoteFormat } | undefined;
}

const ZIPF_POSTS = 1_000;
const ZIPF_USERS = 2_000;
const CHANGING_USERS = 500;
const CHANGED_POSTS = 200;

type Pair = Pick<Action, 'user' | 'postId'>;

/** Also returns the likes of each post of the file, if there is a file. Rejects with a UsageError when the file is bad. */
export async function makeArrivals({ likes, seed, votes }: ArrivalOptions) {
  const fileLikes = votes ? await readLikes(votes) : [];
  const perPost = Map.groupBy(fileLikes, ({ postId }) => postId);
  const arrivals: Arrival[] = [
    ...(votes ? [likesOnly('file', 'File of votes: a long tail', seed, fileLikes.slice(0, likes))] : []),
    likesOnly('zipf', `Zipf: ${ZIPF_POSTS} posts, skew 1`, seed, makeZipfLikes(likes, seed)),
    likesOnly('hot', 'One hot post', seed, makeHotLikes(likes)),
    {
      name: 'changes',
      title: 'Changed minds: toggles and repeats',
      likesOnly: false,
      makeActions: (postPrefix, startMs) =>
        generateWorkload({
          seed,
          actions: likes,
          posts: CHANGED_POSTS,
          users: CHANGING_USERS,
          toggleShare: 0.3,
          repeatShare: 0.1,
          postPrefix,
          startMs,
        }),
    },
  ];
  return { arrivals, popularity: votes && [...perPost.values()].map(({ length }) => length) };
}

function likesOnly(name: ArrivalName, title: string, seed: number, pairs: readonly Pair[]): Arrival {
  return {
    name,
    title,
    likesOnly: true,
    makeActions(postPrefix, startMs) {
      const idOf = makeEventIds(startMs, makeSeededRandom(seed));
      return pairs.map(({ user, postId }, order) => ({
        id: idOf(order),
        user,
        postId: postPrefix + postId,
        op: 'like',
      }));
    },
  };
}

/** Returns each like of the file once, mixed as real people would. */
export async function readLikes(votes: { file: string; format: VoteFormat }): Promise<Pair[]> {
  const { actions } = await readVotes({ ...votes, postPrefix: '', eventIdOf: makeEventIds(0) });
  const seen = new Set<string>();
  const likes = actions.filter(({ op, user, postId }) => {
    const isNew = op === 'like' && !seen.has(`${user} ${postId}`);
    seen.add(`${user} ${postId}`);
    return isNew;
  });
  return votes.format === 'movielens' ? spreadUsers(likes) : likes;
}

function makeZipfLikes(likes: number, seed: number): Pair[] {
  const random = makeSeededRandom(seed);
  const pickRank = makeZipf(ZIPF_POSTS, 1, random);
  const pairs = new Map<string, Pair>();
  while (pairs.size < likes) {
    const pair = { user: `user-${Math.floor(random() * ZIPF_USERS)}`, postId: `post-${pickRank()}` };
    pairs.set(`${pair.user} ${pair.postId}`, pair);
  }
  return [...pairs.values()];
}

const makeHotLikes = (likes: number): Pair[] =>
  Array.from({ length: likes }, (_, index) => ({ user: `user-${index}`, postId: 'hot' }));
