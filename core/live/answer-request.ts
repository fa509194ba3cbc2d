// Answers what a viewer asks for with one frame. A request that is refused changes nothing.

import { countsFrame, type FrameCount, PONG_FRAME, problemFrame, unsubscribedFrame } from './frames.ts';
import type { WatchList } from './ports.ts';
import { MAX_WATCHED_POSTS, type ViewerRequest } from './read-request.ts';

export interface AnswerPorts {
  readonly watchList: WatchList;
  /** Returns the count of each of these posts. The read is strongly consistent. */
  readonly readCounts: (
    postIds: readonly string[],
  ) => Promise<ReadonlyMap<string, Pick<FrameCount, 'count' | 'asOf'>>>;
}

const GONE = problemFrame(410, 'This connection has ended. Connect again.');

export async function answerRequest(
  { watchList, readCounts }: AnswerPorts,
  connectionId: string,
  request: ViewerRequest,
): Promise<string> {
  if (request.action === 'ping') return PONG_FRAME;
  const { action, posts } = request;
  if (action === 'unsubscribe') {
    const outcome = await watchList.unwatch(connectionId, posts);
    return outcome === 'gone' ? GONE : unsubscribedFrame(posts);
  }
  const outcome = await watchList.watch(connectionId, posts);
  if (outcome === 'gone') return GONE;
  if (outcome === 'too-many')
    return problemFrame(400, `posts: a connection watches at most ${MAX_WATCHED_POSTS} posts in all`);
  // The counts are read when the connection is on the list, so no change falls between.
  const counts = await readCounts(posts);
  return countsFrame(
    posts.map((postId) => {
      const { count, asOf } = counts.get(postId) ?? { count: 0, asOf: null };
      return { postId, count, asOf };
    }),
  );
}
