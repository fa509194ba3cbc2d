// The workload: bursts of batches, each by one person. In a batch of 40 actions, 5 are repeated sends and 3% are unlikes.
// Newer actions may arrive first.

import { type Action, makeEventIds } from '../../traffic/action.ts';

export const ACTIONS_PER_BATCH = 40;
const REPEATS_PER_BATCH = 5;
const UNLIKE_SHARE = 0.03;
const PEOPLE = 300;

/** Posts that live for the whole run and get a share of all actions. */
const EVERGREENS = 4;
const EVERGREEN_SHARE = 0.2;
/** Other posts are liked for a while and then cool, because the window of posts moves on with every burst. */
const WINDOW_POSTS = 120;
const WINDOW_STEP = 12;

/** This many earlier actions of a person are remembered, to be repeated or taken back. */
const REMEMBERED_ACTIONS = 100;

export interface BurstMaker {
  /** Returns the batches of the next burst in the order of sending. */
  next(startMs: number): Action[][];
}

/** @param batchCount batches in a burst */
export function makeBursts(batchCount: number, random: () => number): BurstMaker {
  const remembered = new Map<string, Action[]>();
  const below = (bound: number) => Math.floor(random() * bound);
  const oneOf = <Item>(items: readonly Item[]): Item | undefined => items[below(items.length)];
  let burst = 0;

  function pickPost(): string {
    if (random() < EVERGREEN_SHARE) return `evergreen-${below(EVERGREENS)}`;
    return `post-${burst * WINDOW_STEP + below(WINDOW_POSTS)}`;
  }

  function makeBatch(idOf: () => string): Action[] {
    const user = `person-${below(PEOPLE)}`;
    const earlier = remembered.get(user) ?? [];
    const fresh = Array.from({ length: ACTIONS_PER_BATCH - REPEATS_PER_BATCH }, (): Action => {
      const takenBack = random() < UNLIKE_SHARE ? (oneOf(earlier)?.postId ?? pickPost()) : undefined;
      return {
        id: idOf(),
        user,
        postId: takenBack ?? pickPost(),
        op: takenBack === undefined ? 'like' : 'unlike',
      };
    });
    // Some repeat an action of the same batch, others an action that was sent long ago.
    const repeats = Array.from(
      { length: REPEATS_PER_BATCH },
      () => oneOf(random() < 0.5 ? fresh : earlier) ?? (fresh[0] as Action),
    );
    remembered.set(user, [...earlier, ...fresh].slice(-REMEMBERED_ACTIONS));
    return shuffle([...fresh, ...repeats], below);
  }

  return {
    next(startMs) {
      const idAt = makeEventIds(startMs, random);
      let order = 0;
      const batches = Array.from({ length: batchCount }, () => makeBatch(() => idAt(order++)));
      burst += 1;
      return shuffle(batches, below);
    },
  };
}

/** Shuffles in place, by Fisher and Yates. */
function shuffle<Item>(items: Item[], below: (bound: number) => number): Item[] {
  for (let last = items.length - 1; last > 0; last--) {
    const other = below(last + 1);
    [items[last], items[other]] = [items[other] as Item, items[last] as Item];
  }
  return items;
}
