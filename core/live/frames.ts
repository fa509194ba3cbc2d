// What the server tells a viewer: JSON text frames.

/** A count as a frame has it. `asOf` is ISO 8601, or null while nothing of the post was counted. */
export interface FrameCount {
  readonly postId: string;
  readonly count: number;
  readonly asOf: string | null;
}

export const countsFrame = (posts: readonly FrameCount[]): string =>
  JSON.stringify({
    type: 'counts',
    posts: posts.map(({ postId, count, asOf }) => ({ postId, count, asOf })),
  });

export const unsubscribedFrame = (posts: readonly string[]): string =>
  JSON.stringify({ type: 'unsubscribed', posts });

export const PONG_FRAME = JSON.stringify({ type: 'pong' });

/** The same words as the problem documents of the HTTP API. */
const TITLES = {
  400: 'Bad Request',
  410: 'Gone',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
} as const;

export const problemFrame = (status: keyof typeof TITLES, detail: string): string =>
  JSON.stringify({ type: 'problem', status, title: TITLES[status], detail });
