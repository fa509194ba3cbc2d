// One client for a page: it knows the likes of all posts that the page shows, and sends what the person does. It shows at once what
// the person asked for, in whichever tab, until the server's answer shows it too. The count is only what the server has counted.

import { pollCounts } from './count-feed.ts';
import { type Action, makeOutbox } from './outbox.ts';
import { makeRequest } from './request.ts';
import { makeSender } from './sender.ts';
import { makeServerClock } from './server-clock.ts';
import { makeStorage } from './storage.ts';
import type { Likes, LikesClient, LikesClientOptions, PostLikes, Problem, Status } from './types.ts';
import { makeAsVisitor } from './visitor.ts';

export type * from './types.ts';

/** After this long, counting takes longer than usual. */
const SLOW_COUNTING_MS = 20_000;
/** After this long, the server's `liked` shows again: the action was overtaken, by another device for example. */
const MAX_COUNTING_MS = 60 * 60 * 1_000;
/** As many posts with the longest ids fit into one request. */
const POSTS_PER_READ = 50;

interface Post {
  readonly listeners: Set<() => void>;
  answer: Partial<PostLikes>;
  problem?: Problem | undefined;
  likes?: Likes;
}

/** Another tab's answer and what it stores come two ways. The answer is waited for, so that nothing flickers between the two. */
const OTHER_TAB_MS = 50;

export function makeLikesClient({ base = '', feed = pollCounts }: LikesClientOptions = {}): LikesClient {
  const storage = makeStorage(() => localStorage);
  const clock = makeServerClock();
  const posts = new Map<string, Post>();
  const request = makeRequest(base, clock);
  const outbox = makeOutbox({ base, storage, clock, onChange: refresh });
  // This comes before the listener of the visitor's lease, so that no lease is taken after that.
  addEventListener('pagehide', () => sender.sendAll(true));
  const asVisitor = makeAsVisitor({ storage, base, request, onForgotten });
  const sender = makeSender({ request, asVisitor, outbox, clock, tell });
  const tabs = new BroadcastChannel('likes ' + base);
  let stale: Problem | undefined;

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
    const problem = post.problem ?? stale;
    const next: Likes = { count, asOf, liked, status: statusOf(own), problem, lasting: storage.lasting };
    if (JSON.stringify(next) === JSON.stringify(post.likes)) return;
    post.likes = next;
    for (const listener of post.listeners) listener();
  }

  const refreshAll = () => [...posts.keys()].forEach(refresh);

  function tell(postId: string, problem?: Problem) {
    postOf(postId).problem = problem;
    refresh(postId);
  }

  function onForgotten() {
    for (const post of posts.values()) post.answer = { ...post.answer, liked: false };
    outbox.forgetAccepted();
  }

  /** An action is counted when the answer is newer than its acceptance and agrees with it. */
  function deliver(latest: readonly PostLikes[]) {
    for (const answer of latest) {
      const { postId } = answer;
      const post = postOf(postId);
      if (answer.asOf! < post.answer.asOf!) continue;
      post.answer = { ...post.answer, ...answer };
      const { id, acceptedMs, liked } = outbox.read(postId) ?? {};
      const isShown = Date.parse(answer.asOf!) > acceptedMs! && liked === answer.liked;
      if (isShown || clock.now() - acceptedMs! > MAX_COUNTING_MS) outbox.update(postId, id!);
      refresh(postId);
    }
  }

  async function readWanted(failures: number) {
    const isWanted = (postId: string) => !document.hidden && posts.get(postId)!.listeners.size;
    // Pages that show the same posts ask for the same address, so that one cached answer serves them all.
    const wanted = [...posts.keys()].filter(isWanted).sort();
    let answer;
    while (wanted.length) {
      const names = wanted.splice(0, POSTS_PER_READ).map((postId) => 'post=' + encodeURIComponent(postId));
      answer = await asVisitor(false, (token) => request('GET', 'likes?' + names.join('&'), token, failures));
      const { posts, status, detail } = answer;
      stale = posts ? undefined : { code: 'stale', status, detail };
      if (!posts) break;
      // A tab that stores nothing is a person of its own.
      if (storage.lasting) tabs.postMessage(posts);
      deliver(posts);
    }
    refreshAll();
    return answer;
  }
  const wake = feed(readWanted, deliver);

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
    refreshAll();
    wake();
  });
  addEventListener('online', () => {
    sender.sendAll();
    wake();
  });
  sender.sendAll();

  return {
    read: (postId) => postOf(postId).likes!,
    subscribe(postId, listener) {
      const { listeners } = postOf(postId);
      listeners.add(listener);
      wake();
      return () => void listeners.delete(listener);
    },
    setLiked(postId, liked) {
      tell(postId, outbox.add(postId, liked) ? undefined : { code: 'too-many', liked });
      void sender.send(postId);
    },
  };
}

const clients: Record<string, LikesClient> = {};

/** Returns the page's client of the API at this address. There is one, so that a page has one read and one connection. */
export const likesClientOf = (base: string): LikesClient => (clients[base] ??= makeLikesClient({ base }));
