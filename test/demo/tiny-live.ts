// The WebSocket side of the tiny API: it pushes counts to those who have subscribed, and misbehaves on demand.

import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

const MAX_POSTS = 50;

export interface Frame {
  readonly action: 'subscribe' | 'unsubscribe' | 'ping';
  readonly posts?: readonly string[];
}

export interface TinyLive {
  /** Whether `GET /v1/live` names an address. */
  isOn: boolean;
  /** Refuses connections with 401, and counts them. */
  refusing: boolean;
  refusals: number;
  /** Answers subscriptions with a problem of this status while it is set. */
  problem: number | undefined;
  /** Takes frames and answers none. */
  mute: boolean;
  /** The token of each connection so far. */
  readonly tokens: string[];
  /** What each open connection watches. */
  readonly viewers: Map<WebSocket, Set<string>>;
  /** Each frame so far. */
  readonly frames: Frame[];
  /** Sends the posts' counts to all who watch them. */
  push(postIds: Iterable<string>): void;
  /** Sends this text to everybody. */
  say(text: string): void;
  /** Ends all connections without a word. */
  cut(): void;
  answerLive(host: string): object;
}

interface TinyLiveOptions {
  readonly isVisitor: (token: string) => boolean;
  readonly countOf: (postId: string) => object;
}

export function startTinyLive(server: Server, { isVisitor, countOf }: TinyLiveOptions): TinyLive {
  const sockets = new WebSocketServer({
    noServer: true,
    handleProtocols: (names) => (names.has('likes.v1') ? 'likes.v1' : false),
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const [name, token = ''] = (request.headers['sec-websocket-protocol'] ?? '').split(/,\s*/);
    if (live.refusing || name !== 'likes.v1' || !isVisitor(token)) {
      live.refusals++;
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (viewer) => {
      live.tokens.push(token);
      live.viewers.set(viewer, new Set());
      viewer.on('close', () => live.viewers.delete(viewer));
      viewer.on('message', (data: Buffer) => answer(viewer, JSON.parse(data.toString()) as Frame));
    });
  });

  function answer(viewer: WebSocket, frame: Frame) {
    live.frames.push(frame);
    if (live.mute) return;
    const { action, posts = [] } = frame;
    const watched = live.viewers.get(viewer) ?? new Set();
    const all = new Set([...watched, ...posts]);
    const status = all.size > MAX_POSTS ? 400 : live.problem;
    if (action === 'ping') send(viewer, { type: 'pong' });
    else if (action === 'unsubscribe') {
      for (const postId of posts) watched.delete(postId);
      send(viewer, { type: 'unsubscribed', posts });
    } else if (status) send(viewer, { type: 'problem', status, title: 'Bad Request' });
    else {
      live.viewers.set(viewer, all);
      send(viewer, { type: 'counts', posts: posts.map(countOf) });
    }
  }

  const live: TinyLive = {
    isOn: false,
    refusing: false,
    refusals: 0,
    problem: undefined,
    mute: false,
    tokens: [],
    viewers: new Map(),
    frames: [],
    push(postIds) {
      const all = [...postIds];
      for (const [viewer, watched] of live.viewers) {
        const posts = all.filter((postId) => watched.has(postId)).map(countOf);
        if (posts.length) send(viewer, { type: 'counts', posts });
      }
    },
    say(text) {
      for (const viewer of live.viewers.keys()) viewer.send(text);
    },
    cut() {
      for (const viewer of live.viewers.keys()) viewer.terminate();
    },
    answerLive: (host) => ({ url: live.isOn ? `ws://${host}/live` : null, maxPosts: MAX_POSTS }),
  };
  return live;
}

const send = (viewer: WebSocket, frame: object) => viewer.send(JSON.stringify(frame));
