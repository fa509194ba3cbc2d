// One client for a page: it knows the likes of all posts that the page shows, and sends what the person does. It shows at once what
// the person asked for, in whichever tab, until the server's answer shows it too. The count is only what the server has counted.

import type { Live } from '../likes-live/live.ts';
import { pollCounts } from './count-feed.ts';
import { openLive } from './open-live.ts';
import { type Action, makeOutbox } from './outbox.ts';
import { readCounts } from './read-counts.ts';
import { makeRequest } from './request.ts';
import { makeSender } from './sender.ts';
import { makeServerClock } from './server-clock.ts';
import { makeSolveChallenge } from './solve-challenge.ts';
import { makeStorage } from './storage.ts';
import type { Likes, LikesClient, LikesClientOptions, PostLikes, Problem, Status } from './types.ts';
import { makeAsVisitor } from './visitor.ts';

export type * from './types.ts';

/** After this long, counting takes longer than usual. */
const SLOW_COUNTING_MS = 20_000;
/** After this long, the server's `liked` shows again: the action was overtaken, by another device for example. */
const MAX_COUNTING_MS = 60 * 60 * 1_000;
/** Counting takes about that long, so a person's own action is asked for after it. */
const COUNTING_MS = 2_000;

interface Post {
  readonly listeners: Set<() => void>;
  answer: Partial<PostLikes>;
  /** It was asked for since the page is shown. Who likes it is never pushed. */
  wasRead?: boolean;
  problem?: Problem | undefined;
  likes?: Likes;
}

/** Another tab's answer and what it stores come two ways. The answer is waited for, so that nothing flickers between the two. */
const OTHER_TAB_MS = 50;

export function makeLikesClient({ base = '', solveChallenge }: LikesClientOptions = {}): LikesClient {
  const storage = makeStorage(() => localStorage);
  const clock = makeServerClock();
  const posts = new Map<string, Post>();
  const request = makeRequest(base, clock);
  const outbox = makeOutbox({ base, storage, clock, onChange: refresh });
  // This comes before the listener of the visitor's lease, so that no lease is taken after that.
  addEventListener('pagehide', () => sender.sendAll(true));
  const solve = makeSolveChallenge(request, solveChallenge);
  const asVisitor = makeAsVisitor({ storage, base, request, solve, clock, onForgotten });
  const sender = makeSender({ request, asVisitor, outbox, clock, tell });
  const tabs = new BroadcastChannel('likes ' + base);
  let stale: Problem | undefined;
  /** Null where counts are not pushed, and until that is known. Undefined if it is to be found out. */
  let live: Live | null | undefined;
  const poll = pollCounts(readWanted);

  function postOf(postId: string): Post {
    if (!posts.has(postId)) {
      posts.set(postId, { listeners: new Set(), answer: {} });
      refresh(postId);
    }
    return posts.get(postId)!;
  }

  function statusOf(action: Action | undefined): Status {
    if (!action) return 'idle';
    if (action.limited && !action.maybeTaken && !action.acceptedMs) return 'limited';
    if (!action.acceptedMs) return action.failures ? 'retrying' : 'sending';
    return clock.now() - action.acceptedMs > SLOW_COUNTING_MS ? 'slow' : 'counting';
  }

  function refresh(postId: string) {
    const post = posts.get(postId);
    if (!post) return;
    const own = outbox.read(postId);
    const { count, asOf, liked = false } = { ...post.answer, ...(own && { liked: own.liked }) };
    const problem = post.problem ?? (live?.isPushed(postId) ? undefined : stale);
    const next: Likes = { count, asOf, liked, status: statusOf(own), problem, lasting: storage.lasting };
    if (JSON.stringify(next) === JSON.stringify(post.likes)) return;
    post.likes = next;
    for (const listener of post.listeners) listener();
  }

  const refreshAll = () => [...posts.keys()].forEach(refresh);

  function tell(postId: string, problem?: Problem) {
    postOf(postId).problem = problem;
    refresh(postId);
    if (outbox.read(postId)?.acceptedMs) poll(COUNTING_MS);
  }

  function onForgotten() {
    for (const post of posts.values()) post.answer = { ...post.answer, liked: false };
    outbox.forgetAccepted();
  }

  /** An action is counted when the count is newer than its acceptance, and an answer to the person agrees with it. */
  function deliver(latest: readonly PostLikes[]) {
    for (const answer of latest) {
      const { postId } = answer;
      const post = postOf(postId);
      const { id, acceptedMs, liked } = outbox.read(postId) ?? {};
      if ((answer.asOf ?? '') >= (post.answer.asOf ?? '')) post.answer = { ...post.answer, ...answer };
      const isShown = Date.parse(post.answer.asOf!) > acceptedMs! && liked === answer.liked;
      if (isShown) post.answer = { ...post.answer, liked: liked! };
      if (isShown || clock.now() - acceptedMs! > MAX_COUNTING_MS) outbox.update(postId, id!);
      refresh(postId);
    }
  }

  function share(latest: readonly PostLikes[]) {
    // A tab that stores nothing is a person of its own.
    if (storage.lasting) tabs.postMessage(latest);
    deliver(latest);
  }

  function takePushed(counts: readonly PostLikes[]) {
    share(counts);
    const isOwn = ({ postId, asOf }: PostLikes) =>
      (outbox.read(postId)?.acceptedMs ?? Infinity) < Date.parse(asOf!);
    // A server that does not answer is asked less and less often, whatever it pushes.
    if (!stale && counts.some(isOwn)) poll();
  }

  const watched = () =>
    // Pages that show the same posts ask for the same address, so that one cached answer serves them all.
    [...posts.keys()].filter((postId) => posts.get(postId)!.listeners.size).sort();

  async function readWanted(failures: number) {
    const isPushed = (postId: string) =>
      posts.get(postId)!.wasRead && !outbox.read(postId) && live?.isPushed(postId);
    const wanted = document.hidden ? [] : watched().filter((postId) => !isPushed(postId));
    const ask = (path: string) => asVisitor('stranger', (token) => request('GET', path, token, failures));
    const answer = await readCounts(wanted, ask, (asked, latest) => {
      for (const postId of asked) posts.get(postId)!.wasRead = true;
      share(latest);
    });
    if (answer)
      stale = answer.posts ? undefined : { code: 'stale', status: answer.status, detail: answer.detail };
    refreshAll();
    return answer;
  }

  async function wake() {
    poll();
    live?.wake();
    if (live !== undefined || document.hidden) return;
    live = null;
    live = await openLive({ request, asVisitor, wanted: watched, deliver: takePushed, onEnd: poll });
    live?.wake();
  }

  tabs.addEventListener('message', ({ data }: MessageEvent<readonly PostLikes[]>) => deliver(data));
  addEventListener('storage', ({ key }) => {
    storage.changed(key!);
    const postId = outbox.postOf(key ?? '');
    if (postId)
      setTimeout(() => {
        refresh(postId);
        sender.watch(postId);
        if (!outbox.read(postId)?.failures) tell(postId);
      }, OTHER_TAB_MS);
  });
  document.addEventListener('visibilitychange', () => {
    for (const post of posts.values()) post.wasRead = false;
    refreshAll();
    void wake();
  });
  addEventListener('online', () => {
    sender.sendAll();
    void wake();
  });
  sender.sendAll();

  return {
    read: (postId) => postOf(postId).likes!,
    subscribe(postId, listener) {
      const { listeners } = postOf(postId);
      listeners.add(listener);
      void wake();
      return () => {
        listeners.delete(listener);
        live?.wake();
      };
    },
    setLiked(postId, liked) {
      tell(postId, outbox.add(postId, liked) ? undefined : { code: 'too-many', liked });
      void sender.send(postId);
    },
  };
}

const clients: Record<string, LikesClient> = {};

/** Returns the page's client of the API at this address: one, so that a page has one connection. The first call's options hold. */
export const likesClientOf = (base: string, options?: Omit<LikesClientOptions, 'base'>): LikesClient =>
  (clients[base] ??= makeLikesClient({ ...options, base }));
