// Finds out whether the server pushes counts, and only then loads what takes them.

import type { Live, LiveOptions } from '../likes-live/live.ts';
import { LIVE_PATH } from './request.ts';

/** Resolves with null where counts are not pushed, and with undefined if the server did not say. */
export async function openLive(
  options: Omit<LiveOptions, 'url' | 'maxPosts'>,
): Promise<Live | null | undefined> {
  const { status, url, maxPosts = 50 } = await options.request('GET', LIVE_PATH);
  if (!url) return status && status < 429 ? null : undefined;
  // A site that has not copied the file polls.
  const loaded = await import('../likes-live/likes-live.ts').catch(() => null);
  return loaded && loaded.makeLive({ ...options, url, maxPosts });
}
