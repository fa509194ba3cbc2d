// The policy for hot posts that the functions' tests run with.

import type { SplitPolicy } from '../../core/counters/split-policy.ts';

export const splitPolicy: SplitPolicy = {
  split: 'when-hot',
  buckets: 2,
  splitAboveWritesPerSecond: 500,
  mergeBelowWritesPerSecond: 100,
  coolSeconds: 60,
};
