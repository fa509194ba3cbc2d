// What the server says on a connection. A frame that is malformed is as if it had not come.

import type { PostLikes } from '../likes-client/types.ts';

export interface Frame {
  readonly counts?: PostLikes[];
  /** The posts that are no longer pushed. */
  readonly left?: string[];
  /** The status of what was refused. */
  readonly problem?: number;
}

/** Returns what the frame says, or undefined if it is malformed or says nothing of interest. */
export function readFrame(data: unknown): Frame | undefined {
  try {
    const { type, posts, status } = JSON.parse(data as string) as Record<string, unknown>;
    if (type === 'problem') return { problem: Number(status) || 500 };
    if (!Array.isArray(posts)) return undefined;
    if (type === 'unsubscribed') return { left: posts.filter((post) => typeof post === 'string') };
    return type === 'counts' ? { counts: posts.flatMap(readCount) } : undefined;
  } catch {
    return undefined;
  }
}

function readCount(post: Partial<PostLikes> | null): PostLikes[] {
  const { postId, count, asOf } = post ?? {};
  const isCount = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0;
  if (typeof postId !== 'string' || !isCount) return [];
  if (!asOf) return [{ postId, count, asOf: null }];
  const time = new Date(asOf);
  // Times are compared as texts, so all have one form.
  return +time ? [{ postId, count, asOf: time.toISOString() }] : [];
}
