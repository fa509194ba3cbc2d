// Viewers that are connected over WebSocket.

import { setTimeout as sleep } from 'node:timers/promises';
import pLimit from 'p-limit';
import { startLiveViewer } from '../live-viewer.ts';
import type { AudienceRequest, Sight } from './audience.ts';
import { type Looker, nowMs } from './looker.ts';

/** Each new connection takes its turn for this long, so that at most 320 connect in a second. API Gateway takes 500. */
const CONNECTING_AT_A_TIME = 32;
const TURN_MS = 100;

export async function connectViewers(
  { liveUrl, tokens, viewers, posts }: AudienceRequest & { kind: 'connect' },
  onProgress: (done: number) => void,
): Promise<readonly Looker[]> {
  const turns = pLimit(CONNECTING_AT_A_TIME);
  let done = 0;
  const numbers = Array.from({ length: viewers }, (_, number) => number);
  return Promise.all(
    numbers.map((number) =>
      turns(async () => {
        const viewer = openViewer(liveUrl, tokens[number % tokens.length] ?? '', posts);
        await Promise.all([viewer.looks, sleep(TURN_MS)]);
        onProgress(++done);
        return viewer;
      }),
    ),
  );
}

function openViewer(liveUrl: string, token: string, posts: readonly string[]) {
  let sights: Sight[] = [];
  let frames = 0;
  let connections = 0;
  const viewer = startLiveViewer({
    liveUrl,
    token,
    posts: () => posts,
    random: Math.random,
    onShown: (postId, count) => void sights.push({ postId, count, atMs: nowMs() }),
  });
  const looker: Looker & { readonly looks: Promise<void> } = {
    looks: viewer.looks,
    countOf: (postId) => viewer.shown.get(postId)?.count,
    take() {
      const taken = {
        sights,
        messages: viewer.frames - frames,
        reconnects: Math.max(0, viewer.connections - Math.max(1, connections)),
      };
      sights = [];
      ({ frames, connections } = viewer);
      return taken;
    },
    close: () => viewer.close(),
  };
  return looker;
}
