// The canary: how often it likes a post, and how soon that like must be counted.

import type { Workload } from '../../scenarios/scenario.ts';
import type { CanaryCapacity } from '../capacity.ts';

/** Two runs that fail are noticed within ten minutes, and a run takes two minutes at most, so there is never more than one. */
const EVERY_MINUTES = 5;

export const planCanary = ({ freshnessSeconds }: Pick<Workload, 'freshnessSeconds'>): CanaryCapacity => ({
  everyMinutes: EVERY_MINUTES,
  freshnessSeconds,
});
