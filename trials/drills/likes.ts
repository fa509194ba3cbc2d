// People who like posts and look at counts all through a drill, at a gentle rate. What they did is the truth that counts are held to.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Action } from '../../traffic/action.ts';
import { type Api, openApi } from '../../traffic/api.ts';
import type { Comparison } from '../../traffic/counts.ts';
import { sendActions } from '../../traffic/send.ts';
import { type SettleOptions, waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors, type Visitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';

const LIKES_PER_SECOND = 4;
const POSTS = 20;
const PEOPLE = 25;

export interface Likes {
  readonly visitors: Visitors;
  /** Adds an action that went another way than over the API. */
  add(action: Action): void;
  /** Ends the likes, and compares every count with the truth once they have settled. */
  settle(signal: AbortSignal, options?: Pick<SettleOptions, 'unchangedForMs'>): Promise<Comparison>;
  close(): Promise<void>;
}

export function startLikes(url: string): Likes {
  const api = openApi({ url });
  const visitors = makeVisitors(api);
  const sent: Action[] = [];
  const stopping = new AbortController();
  let failure: unknown;

  /** Every request is awaited to its answer, so that nobody need guess what became of it. */
  async function like(): Promise<void> {
    for (let second = 1; !stopping.signal.aborted; second++) {
      const actions = generateWorkload({
        seed: second,
        actions: LIKES_PER_SECOND,
        posts: POSTS,
        users: PEOPLE,
        startMs: Date.now(),
      });
      sent.push(...actions);
      await sendActions(actions, { api, visitors, actionsPerSecond: LIKES_PER_SECOND });
      await pause();
    }
  }

  async function look(): Promise<void> {
    const page = Array.from({ length: POSTS }, (_, post) => `post-${post}`).join(',');
    while (!stopping.signal.aborted) {
      await lookOnce(url, page);
      await pause();
    }
  }

  const pause = () => sleep(1_000, undefined, { signal: stopping.signal }).catch(() => {});
  const running = Promise.all([like(), look()]).catch((error: unknown) => (failure = error));

  async function stop(): Promise<void> {
    stopping.abort();
    await running;
    if (failure !== undefined) throw failure;
  }

  return {
    visitors,
    add: (action) => void sent.push(action),
    async settle(signal, options) {
      await stop();
      const comparison = await waitForCounts(api, truthOf(sent), { ...options, signal });
      if (comparison === 'interrupted') throw signal.reason;
      return comparison;
    },
    async close() {
      stopping.abort();
      await running;
      await closeApi(api);
    },
  };
}

/** A reader does not try again: the next second asks anyway. */
async function lookOnce(url: string, page: string): Promise<void> {
  await fetch(`${url}/v1/likes?posts=${page}`)
    .then((response) => response.arrayBuffer())
    .catch(() => {});
}

const closeApi = (api: Api) => api.close();
