// What people do, in the order in which it reaches the stream. In all workloads but the last, each person likes each post once. So a
// design that knows nothing of people counts right too, as long as nothing goes wrong.

import { type Action, makeEventIds } from '../../traffic/action.ts';
import { makeSeededRandom } from '../../traffic/seeded-random.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import { makeZipf } from '../../traffic/zipf.ts';

export type WorkloadName = 'hot' | 'zipf' | 'tail' | 'changes';

type Pair = Pick<Action, 'user' | 'postId'>;

export interface Workload {
  readonly name: WorkloadName;
  readonly title: string;
  /** Whether nobody acts twice on a post. */
  readonly likesOnly: boolean;
  readonly make: (options: {
    seed: number;
    actions: number;
  }) => readonly Pick<Action, 'user' | 'postId' | 'op' | 'id'>[];
}

const ZIPF_POSTS = 1_000;
const TAIL_POSTS = 5_000;
const TAIL_SKEW = 0.6;
const PEOPLE = 2_000;
const CHANGING_PEOPLE = 60;
const CHANGED_POSTS = 30;

/** @param votes likes of different people or posts, for the long tail. Without them, it is made up. */
export function makeWorkloads(votes: readonly Pair[] | undefined): Workload[] {
  const tail: Workload = votes
    ? likesOnly('tail', 'Long tail: a file of votes', (seed, actions) => windowOf(votes, seed, actions))
    : likesOnly('tail', `Long tail: made up, ${TAIL_POSTS} posts, skew ${TAIL_SKEW}`, (seed, actions) =>
        zipfPairs(seed, actions, TAIL_POSTS, TAIL_SKEW),
      );
  return [
    likesOnly('hot', 'One hot post', (seed, actions) =>
      Array.from({ length: actions }, (_, index) => ({ user: `user-${seed}-${index}`, postId: 'hot' })),
    ),
    likesOnly('zipf', `Zipf: ${ZIPF_POSTS} posts, skew 1`, (seed, actions) =>
      zipfPairs(seed, actions, ZIPF_POSTS, 1),
    ),
    tail,
    {
      name: 'changes',
      title: 'Changed minds: likes and unlikes of the same people, repeated and overtaken',
      likesOnly: false,
      make: ({ seed, actions }) =>
        generateWorkload({
          seed,
          actions,
          posts: CHANGED_POSTS,
          users: CHANGING_PEOPLE,
          toggleShare: 0.3,
          repeatShare: 0.1,
          startMs: 0,
        }),
    },
  ];
}

function likesOnly(
  name: WorkloadName,
  title: string,
  makePairs: (seed: number, actions: number) => readonly Pair[],
): Workload {
  return {
    name,
    title,
    likesOnly: true,
    make({ seed, actions }) {
      const idOf = makeEventIds(0, makeSeededRandom(seed));
      return makePairs(seed, actions).map((pair, order) => ({ ...pair, op: 'like', id: idOf(order) }));
    },
  };
}

function zipfPairs(seed: number, actions: number, posts: number, skew: number): Pair[] {
  const random = makeSeededRandom(seed);
  const pickRank = makeZipf(posts, skew, random);
  const pairs = new Map<string, Pair>();
  while (pairs.size < actions) {
    const pair = { user: `user-${Math.floor(random() * PEOPLE)}`, postId: `post-${pickRank()}` };
    pairs.set(`${pair.user} ${pair.postId}`, pair);
  }
  return [...pairs.values()];
}

/** Every seed takes another part of the votes. */
function windowOf(votes: readonly Pair[], seed: number, actions: number): readonly Pair[] {
  const windows = Math.max(1, Math.floor(votes.length / actions));
  const start = (seed % windows) * actions;
  return votes.slice(start, start + actions);
}
