// How the batches of one lane follow each other while likes arrive at a steady rate, and how many counter writes they make.

export interface Lane {
  readonly likesPerSecond: number;
  readonly windowSeconds: number;
  readonly batchSize: number;
  readonly cpuSecondsPerLike: number;
  /** What a batch takes besides its CPU: the round trips of its writes. */
  readonly batchOverheadSeconds: number;
}

export interface Batches {
  readonly likesPerBatch: number;
  /** From the end of a batch to the end of the next one. */
  readonly cycleSeconds: number;
  readonly gatherSeconds: number;
  readonly processSeconds: number;
}

/** A batch holds what came during the cycle before it, so a slow batcher makes its batches larger, up to their limit. */
export function batchesOf(lane: Lane): Batches {
  const { likesPerSecond: rate, windowSeconds, batchSize, cpuSecondsPerLike, batchOverheadSeconds } = lane;
  const busy = Math.min(0.95, rate * cpuSecondsPerLike);
  const steady = (windowSeconds + batchOverheadSeconds) / (1 - busy);
  const likesPerBatch = Math.min(batchSize, Math.max(1, rate * steady));
  const processSeconds = batchOverheadSeconds + likesPerBatch * cpuSecondsPerLike;
  const cycleSeconds = Math.max(likesPerBatch / Math.max(rate, 1e-9), processSeconds);
  return {
    likesPerBatch,
    cycleSeconds,
    gatherSeconds: Math.min(windowSeconds, likesPerBatch / Math.max(rate, 1e-9)),
    processSeconds,
  };
}

/**
 * Counter writes of a batch: one for the hot post, if any of the batch is of it, and one for each other post in it.
 *
 * @param tailPosts how many posts share the rest evenly. If that is not known, each like of the rest is of another post.
 */
export function counterWrites(likes: number, hotShare: number, tailPosts = Number.POSITIVE_INFINITY): number {
  const tail = (1 - hotShare) * likes;
  const hot = hotShare <= 0 ? 0 : -Math.expm1(-hotShare * likes);
  const others = Number.isFinite(tailPosts) ? -tailPosts * Math.expm1(-tail / tailPosts) : tail;
  return hot + others;
}
