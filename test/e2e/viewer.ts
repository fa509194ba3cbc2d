// A page that looks at counts, as far as its connection goes.

import { once } from 'node:events';
import { vi } from 'vitest';
import { WebSocket } from 'ws';

export interface Frame {
  readonly type: string;
  readonly status?: number;
  readonly posts?: readonly { readonly postId: string; readonly count: number }[];
}

/** The first like of a deployment starts an environment of each function on its way. */
const LONGEST_WAIT = { timeout: 45_000, interval: 20 };

export class Viewer {
  readonly frames: Frame[] = [];
  readonly socket: WebSocket;

  constructor(socket: WebSocket) {
    this.socket = socket;
    socket.on('message', (data: Buffer) => this.frames.push(JSON.parse(data.toString()) as Frame));
  }

  /** Sends a frame, and returns the answer to it. No other frame may be on its way. */
  async ask(request: object | string): Promise<Frame> {
    const before = this.frames.length;
    this.socket.send(typeof request === 'string' ? request : JSON.stringify(request));
    return await vi.waitFor(() => {
      const answer = this.frames[before];
      if (!answer) throw new Error('a frame was not answered');
      return answer;
    }, LONGEST_WAIT);
  }

  subscribe(...posts: string[]): Promise<Frame> {
    return this.ask({ action: 'subscribe', posts });
  }

  /** Returns the count that the viewer was told last, once it is as great as this. */
  async sees(postId: string, least: number): Promise<number> {
    return await vi.waitFor(() => {
      const told = this.frames.flatMap(({ posts = [] }) => posts).filter((it) => it.postId === postId);
      const count = told.at(-1)?.count ?? 0;
      if (count < least) throw new Error(`${least} likes were not told, but ${count}`);
      return count;
    }, LONGEST_WAIT);
  }
}

export async function connectViewer(liveUrl: string, token: string): Promise<Viewer> {
  const socket = new WebSocket(liveUrl, ['likes.v1', token]);
  const viewer = new Viewer(socket);
  await once(socket, 'open');
  return viewer;
}
