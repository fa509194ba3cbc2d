// Those who look: how many pages are open, how often the texts on them change, and how many messages that is.

import type { Workload } from '../../scenarios/scenario.ts';
import { CONNECTIONS_PER_SLOT, OTHER_POSTS, PAGE_OPEN_SECONDS, POST_SECONDS } from '../figures.ts';
import { textChanges } from './text-changes.ts';

/** A connection watches no more. source: docs/api.md */
const POSTS_PER_CONNECTION = 50;

export interface Audience {
  readonly opensPerSecond: number;
  /** Pages that are open at a time. */
  readonly viewers: number;
  /** Groups of connections that one broadcast message reaches. */
  readonly slots: number;
  readonly postsWatched: number;
  readonly hotChangesPerSecond: number;
  /** Of each of the other posts. */
  readonly otherChangesPerSecond: number;
  /** Of all posts together. */
  readonly changesPerSecond: number;
  /** Of the posts on one page. */
  readonly changesPerViewerSecond: number;
  /** Changes of the same second share a message. */
  readonly messagesPerViewerSecond: number;
  readonly messagesPerSecond: number;
}

/** A peak is the first minutes of a new post. At a steady rate, and for the other posts, it is the mean over the life of a post. */
export function audienceAt(moment: 'steady' | 'peak', workload: Workload): Audience {
  const { hotKeyShare, peakSeconds } = workload;
  const isPeak = moment === 'peak';
  const likes = isPeak ? workload.peakEventsPerSecond : workload.steadyEventsPerSecond;
  const opensPerSecond = isPeak ? workload.peakReadsPerSecond : workload.steadyReadsPerSecond;
  const viewers = opensPerSecond * PAGE_OPEN_SECONDS;
  const postsWatched = Math.min(workload.postsPerRead, POSTS_PER_CONNECTION);
  const hotSeconds = isPeak ? peakSeconds : POST_SECONDS;
  const hotChangesPerSecond = textChanges(likes * hotKeyShare, hotSeconds) / hotSeconds;
  const otherLikes = (likes * (1 - hotKeyShare)) / OTHER_POSTS;
  const otherChangesPerSecond = textChanges(otherLikes, POST_SECONDS) / POST_SECONDS;
  const changesPerViewerSecond =
    hotKeyShare * hotChangesPerSecond + (postsWatched - hotKeyShare) * otherChangesPerSecond;
  const messagesPerViewerSecond = Math.min(1, changesPerViewerSecond);
  return {
    opensPerSecond,
    viewers,
    slots: Math.ceil(viewers / CONNECTIONS_PER_SLOT),
    postsWatched,
    hotChangesPerSecond,
    otherChangesPerSecond,
    changesPerSecond: hotChangesPerSecond + OTHER_POSTS * otherChangesPerSecond,
    changesPerViewerSecond,
    messagesPerViewerSecond,
    messagesPerSecond: viewers * messagesPerViewerSecond,
  };
}
