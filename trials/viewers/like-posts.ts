// Likes posts at about one like a second, each by somebody else, one after the other.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Api } from '../../traffic/api.ts';
import { RefusedError } from '../../traffic/api-errors.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import type { Like } from './delays.ts';
import { nowMs } from './looker.ts';

export const LIKES_PER_SECOND = 1;

export interface Liking {
  /** How many likes each post has by now. */
  readonly truth: ReadonlyMap<string, number>;
  /** Returns the likes of these seconds. Rejects with a RefusedError, or an AbortError when the signal ends it. */
  likeFor(
    seconds: number,
    posts: readonly string[],
    onSecond?: (second: number) => void,
  ): Promise<readonly Like[]>;
}

export function makeLiking(api: Api, random: () => number, signal: AbortSignal): Liking {
  const visitors = makeVisitors(api);
  const truth = new Map<string, number>();
  let people = 0;

  async function like(postId: string): Promise<Like> {
    const token = await visitors.tokenOf(`person-${people++}`, signal);
    const headers = { authorization: `Bearer ${token}` };
    const path = `/v1/posts/${encodeURIComponent(postId)}/like`;
    const answer = await api.call({ method: 'PUT', path, headers }, signal);
    const takenMs = nowMs();
    if (answer.status !== 202) throw new RefusedError(`PUT ${path}`, answer);
    const nth = (truth.get(postId) ?? 0) + 1;
    truth.set(postId, nth);
    return { postId, nth, takenMs };
  }

  return {
    truth,
    async likeFor(seconds, posts, onSecond = () => {}) {
      const likes: Like[] = [];
      const startMs = performance.now();
      const secondsGone = () => (performance.now() - startMs) / 1_000;
      for (;;) {
        await sleep((1_000 / LIKES_PER_SECOND) * (0.5 + random()), undefined, { signal });
        if (secondsGone() >= seconds) return likes;
        likes.push(await like(posts[Math.floor(random() * posts.length)] ?? ''));
        onSecond(Math.floor(secondsGone()));
      }
    },
  };
}
