// The canary likes posts of its own. They are counted like all others, but people are not shown that they move.

/** Ids of posts that begin with this are those of the canary. */
export const CANARY_PREFIX = '_canary-';

export const isCanaryPost = (postId: string): boolean => postId.startsWith(CANARY_PREFIX);
