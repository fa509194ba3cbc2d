// A page that looks at counts over WebSocket, as a browser does: it subscribes, keeps the newest count of each post, and connects again
// when its connection has ended.

import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** How long a page waits until it connects or asks again, at most. The real one waits longer, which a trial has no time for. */
const MOST_WAIT_MS = 1_000;
const HANDSHAKE_TIMEOUT_MS = 30_000;
/** A subscription that has no answer after this time is taken to be lost. */
const ANSWER_TIMEOUT_MS = 20_000;

export interface ShownCount {
  readonly count: number;
  /** ISO 8601, or null while nothing of the post was counted. */
  readonly asOf: string | null;
}

export interface LiveViewerOptions {
  readonly liveUrl: string;
  readonly token: string;
  /** The posts of the page. It is asked for each connection. */
  readonly posts: () => readonly string[];
  readonly random: () => number;
  /** Is told each count that replaces an older one on the page. */
  readonly onShown?: (postId: string, count: number) => void;
}

export interface LiveViewer {
  /** What the page shows now, by post. */
  readonly shown: ReadonlyMap<string, ShownCount>;
  /** Whether it is connected and its subscription was answered. */
  readonly isLooking: boolean;
  /** Resolves when it looks for the first time. */
  readonly looks: Promise<void>;
  /** How often it has connected. */
  readonly connections: number;
  /** How many frames with counts it got, answers to subscriptions included. */
  readonly frames: number;
  close(): Promise<void>;
}

interface Frame {
  readonly type?: string;
  readonly status?: number;
  readonly posts?: readonly ({ readonly postId: string } & ShownCount)[];
}

export function startLiveViewer(options: LiveViewerOptions): LiveViewer {
  const { liveUrl, token, posts, random, onShown } = options;
  const shown = new Map<string, ShownCount>();
  const closing = new AbortController();
  const { signal } = closing;
  const { promise: looks, resolve: onLooks } = Promise.withResolvers<void>();
  const wait = () => sleep(random() * MOST_WAIT_MS, undefined, { signal }).catch(() => {});
  let socket: WebSocket | undefined;
  let isLooking = false;
  let connections = 0;
  let frames = 0;

  function show({ posts: told = [] }: Frame, watched: ReadonlySet<string>): void {
    for (const { postId, count, asOf } of told) {
      const before = shown.get(postId);
      if (!watched.has(postId) || !isNewer(asOf, before?.asOf)) continue;
      shown.set(postId, { count, asOf });
      if (before?.count !== count) onShown?.(postId, count);
    }
  }

  /** Resolves when the connection has ended, or was refused. */
  async function lookOnce(): Promise<void> {
    const watched = new Set(posts());
    for (const postId of shown.keys()) if (!watched.has(postId)) shown.delete(postId);
    const connection = new WebSocket(liveUrl, ['likes.v1', token], {
      handshakeTimeout: HANDSHAKE_TIMEOUT_MS,
    });
    socket = connection;
    let patience: NodeJS.Timeout | undefined;
    function subscribe(): void {
      clearTimeout(patience);
      if (connection.readyState !== connection.OPEN) return;
      patience = setTimeout(() => connection.terminate(), ANSWER_TIMEOUT_MS);
      connection.send(JSON.stringify({ action: 'subscribe', posts: [...watched] }));
    }
    connection.on('open', () => {
      connections += 1;
      subscribe();
    });
    connection.on('message', (data: Buffer) => {
      const frame = JSON.parse(data.toString()) as Frame;
      if (frame.type === 'counts') {
        frames += 1;
        show(frame, watched);
        if (isLooking || !isAnswer(frame, watched)) return;
        clearTimeout(patience);
        isLooking = true;
        onLooks();
      } else if (frame.status === 410) connection.terminate();
      // A problem, or what API Gateway says when the function has failed.
      else void wait().then(subscribe);
    });
    // An error is followed by `close`.
    connection.on('error', () => {});
    await new Promise((resolve) => connection.on('close', resolve));
    clearTimeout(patience);
    isLooking = false;
  }

  async function look(): Promise<void> {
    while (!signal.aborted) {
      await lookOnce();
      await wait();
    }
  }

  const looking = look();
  return {
    shown,
    looks,
    get isLooking() {
      return isLooking;
    },
    get connections() {
      return connections;
    },
    get frames() {
      return frames;
    },
    async close() {
      closing.abort();
      socket?.terminate();
      await looking;
    },
  };
}

/** Pushed counts are of a few posts, and the answer to a subscription is of all of them. */
const isAnswer = ({ posts = [] }: Frame, watched: ReadonlySet<string>) => posts.length === watched.size;

function isNewer(asOf: string | null, before: string | null | undefined): boolean {
  if (before === undefined || before === null) return true;
  return asOf !== null && asOf >= before;
}
