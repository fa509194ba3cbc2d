// Finds out whether the server pushes counts, and only then loads what takes them.

import type { Live, LiveOptions } from '../likes-live/live.ts';
import { LIVE_PATH } from './request.ts';

/** Resolves with null where counts are not pushed, or if that is not known now. */
export async function openLive(options: Omit<LiveOptions, 'url' | 'maxPosts'>): Promise<Live | null> {
  const { url, maxPosts = 50 } = await options.request('GET', LIVE_PATH);
  // A site that has not copied the file polls.
  const loaded = url && (await import('../likes-live/likes-live.ts').catch(() => undefined));
  return loaded ? loaded.makeLive({ ...options, url, maxPosts }) : null;
}
