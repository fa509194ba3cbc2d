// How a new version of the functions that answer requests takes over from the one before it.

/** `all-at-once`: with the next request. `linear`: a tenth of the requests more each minute, and back if an alarm goes off. */
export type Rollout = 'all-at-once' | 'linear';

export const rollouts: readonly Rollout[] = ['all-at-once', 'linear'];
