// People who like posts and look at counts all through the drills, at a gentle rate. What they did is the truth that counts are held to.

import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalCloud } from '../../local/cloud.ts';
import type { Action } from '../../traffic/action.ts';
import { openApi } from '../../traffic/api.ts';
import type { Comparison } from '../../traffic/counts.ts';
import { sendActions } from '../../traffic/send.ts';
import { type SettleOptions, waitForCounts } from '../../traffic/settle.ts';
import { truthOf } from '../../traffic/truth.ts';
import { makeVisitors } from '../../traffic/visitors.ts';
import { generateWorkload } from '../../traffic/workload.ts';
import { type LiveViewer, startLiveViewer } from '../live-viewer.ts';

const LIKES_PER_SECOND = 4;
const POSTS = 20;
const PEOPLE = 25;
const AWAY_MS = 100;

export interface Likes {
  /** Whether nobody likes anything now. */
  away: boolean;
  /** Adds an action that went another way than over the API. */
  add(action: Action): void;
  /** Looks at all counts once. Whoever is refused does not try again. */
  look(): Promise<void>;
  /** Returns how long a look took that began at this time or later, in milliseconds. The median tells little of a machine's pauses. */
  medianLookMs(sinceMs: number): number;
  /** Compares every count with the truth once all have settled. Meanwhile nobody likes anything. */
  settle(signal: AbortSignal, options?: Pick<SettleOptions, 'unchangedForMs'>): Promise<Comparison>;
  close(): Promise<void>;
}

export function startLikes({ url, liveUrl }: Pick<LocalCloud, 'url' | 'liveUrl'>): Likes {
  const api = openApi({ url });
  const visitors = makeVisitors(api);
  const sent: Action[] = [];
  const posts = Array.from({ length: POSTS }, (_, post) => `post-${post}`);
  const tookMs: { readonly atMs: number; readonly ms: number }[] = [];
  const stopping = new AbortController();
  let failure: unknown;
  /** What is being sent now. Every request is awaited to its answer, so that nobody need guess what became of it. */
  let sending: Promise<unknown> = Promise.resolve();
  let viewer: LiveViewer | undefined;
  let pages = 0;

  async function like(): Promise<void> {
    for (let second = 1; !stopping.signal.aborted; second++) {
      if (likes.away) {
        await pause(AWAY_MS);
        continue;
      }
      const actions = generateWorkload({
        seed: second,
        actions: LIKES_PER_SECOND,
        posts: POSTS,
        users: PEOPLE,
        startMs: Date.now(),
      });
      sent.push(...actions);
      const { signal } = stopping;
      sending = sendActions(actions, { api, visitors, actionsPerSecond: LIKES_PER_SECOND, signal });
      await sending;
    }
  }

  async function keepLooking(): Promise<void> {
    while (!stopping.signal.aborted) {
      const atMs = Date.now();
      await likes.look();
      tookMs.push({ atMs, ms: Date.now() - atMs });
      await pause(1_000);
    }
  }

  /** Opens a page, which is told of changes. Each is somebody else's, because a drill may rotate the keys that tokens are signed with. */
  async function view(): Promise<void> {
    if (liveUrl === undefined) return;
    await viewer?.close();
    const token = await visitors.tokenOf(`viewer-${(pages += 1)}`, stopping.signal);
    if (!stopping.signal.aborted)
      viewer = startLiveViewer({ liveUrl, token, posts: () => posts, random: Math.random });
  }

  const pause = (ms: number) => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});

  const likes: Likes = {
    away: false,
    add: (action) => void sent.push(action),
    async look() {
      await fetch(`${url}/v1/likes?posts=${posts.join(',')}`)
        .then((response) => response.arrayBuffer())
        .catch(() => {});
    },
    medianLookMs: (sinceMs) => median(tookMs.filter(({ atMs }) => atMs >= sinceMs).map(({ ms }) => ms)),
    async settle(signal, options) {
      const wasAway = likes.away;
      likes.away = true;
      await sending;
      if (failure !== undefined) throw failure;
      const comparison = await waitForCounts(api, truthOf(sent), { ...options, signal });
      if (comparison === 'interrupted') throw signal.reason;
      await view();
      likes.away = wasAway;
      return comparison;
    },
    async close() {
      stopping.abort();
      await running;
      await viewer?.close();
      await api.close();
    },
  };
  const running = Promise.all([like(), keepLooking(), view()]).catch((error: unknown) => (failure = error));
  return likes;
}

/** 0 for none. */
const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
