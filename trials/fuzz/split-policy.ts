// The policy for hot posts that the tests of the functions use.

import type { SplitPolicy } from '../../core/counters/split-policy.ts';

export const splitPolicy: SplitPolicy = {
  split: 'when-hot',
  buckets: 2,
  splitAboveWritesPerSecond: 500,
  mergeBelowWritesPerSecond: 100,
  coolSeconds: 60,
};
