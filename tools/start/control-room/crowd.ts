// The people on the stage. They like as people do: most of them once, some twice because their phone sends again, and a few take
// their like back. Every design on the stage gets the same actions at the same time.

import { uuidv7 } from 'uuidv7';
import type { Action } from '../../../traffic/action.ts';

export type Mood = 'rest' | 'calm' | 'celebrity' | 'flash';

/** Likes a second. With limits of a hundredth, the stream takes 40 and one item 10. */
const RATES: Readonly<Record<Mood, { readonly star: number; readonly others: number }>> = {
  rest: { star: 0, others: 0 },
  calm: { star: 0, others: 4 },
  celebrity: { star: 22, others: 4 },
  flash: { star: 0, others: 80 },
};
/** A flash crowd and a celebrity do not stay. */
const SECONDS: Readonly<Partial<Record<Mood, number>>> = { celebrity: 60, flash: 8 };

const POSTS = 12;
/** On the others of the posts, likes are taken back too. */
const ONLY_LIKED = 8;
const REPEAT_SHARE = 0.02;
const UNLIKE_SHARE = 0.05;
const TICK_MS = 50;

export const isOnlyLiked = (postId: string): boolean =>
  postId.startsWith('star') || Number(postId.replace(/.*-/, '')) < ONLY_LIKED;

export interface Crowd {
  readonly mood: Mood;
  /** The post of the last celebrity. */
  readonly star: string;
  become(mood: Mood): void;
  stop(): void;
}

/**
 * @param act    sends an action to every design
 * @param isBusy tells whether the machine is behind with what it was sent. Then people wait, and the machine sets the pace.
 */
export function makeCrowd(
  act: (action: Action, person: number) => void,
  isBusy: () => boolean,
  random = Math.random,
): Crowd {
  let mood: Mood = 'rest';
  let endsAtMs = Number.POSITIVE_INFINITY;
  let star = 'star-0';
  let stars = 0;
  const fans = new Map<string, number>();
  const owed = { star: 0, others: 0 };
  let lastMs = Date.now();

  function like(postId: string): void {
    const person = fans.get(postId) ?? 0;
    const regrets = person > 0 && !isOnlyLiked(postId) && random() < UNLIKE_SHARE;
    const who = regrets ? Math.floor(random() * person) : person;
    if (!regrets) fans.set(postId, person + 1);
    const op = regrets ? 'unlike' : 'like';
    const action: Action = { id: uuidv7(), user: String(who), postId, op };
    act(action, who);
    if (random() < REPEAT_SHARE) act(action, who);
  }

  function tick(): void {
    const nowMs = Date.now();
    if (nowMs > endsAtMs) become('calm');
    // A machine that stood still does not catch up with all of it.
    const seconds = Math.min(0.5, (nowMs - lastMs) / 1_000);
    lastMs = nowMs;
    if (isBusy()) return;
    owed.star += seconds * RATES[mood].star;
    owed.others += seconds * RATES[mood].others;
    for (; owed.star >= 1; owed.star--) like(star);
    for (; owed.others >= 1; owed.others--) like(`post-${Math.floor(random() * POSTS)}`);
  }

  function become(next: Mood): void {
    mood = next;
    endsAtMs = Date.now() + (SECONDS[next] ?? Number.POSITIVE_INFINITY) * 1_000;
    // A celebrity posts again, so the same people may like again.
    if (next === 'celebrity') star = `star-${++stars}`;
  }

  const timer = setInterval(tick, TICK_MS);
  return {
    get mood() {
      return mood;
    },
    get star() {
      return star;
    },
    become,
    stop: () => clearInterval(timer),
  };
}
