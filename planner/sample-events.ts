// Makes a sample of the events that a workload sends, for comparing partition keys. It has no chance in it: the same workload always
// gives the same sample.

import type { Workload } from '../scenarios/scenario.ts';
import { OTHER_POSTS } from './figures.ts';
import type { Sampled } from './skew.ts';

export const CANDIDATE_KEYS = ['user', 'post', 'country', 'timestamp'] as const;

const SAMPLE_SIZE = 2_000;
const COUNTRIES = 50;
/** Fractions of the golden ratio and of its powers: successive multiples fall evenly between 0 and 1, and do not go together. */
const STEPS = [0.6180339887498949, 0.7548776662466927, 0.8191725133961645, 0.8566748838545029] as const;

export function sampleEvents({ users, hotKeyShare, peakEventsPerSecond }: Workload): Sampled[] {
  return Array.from({ length: SAMPLE_SIZE }, (_, index) => {
    const [a, b, c, d] = STEPS.map((step) => ((index + 1) * step) % 1) as [number, number, number, number];
    return {
      user: `u${Math.floor(a * users)}`,
      post: b < hotKeyShare ? 'hot' : `p${Math.floor(c * OTHER_POSTS)}`,
      // By Zipf's law: the first of the countries has about a quarter.
      country: `c${Math.floor(COUNTRIES ** d)}`,
      timestamp: String(Math.floor(index / Math.max(1, peakEventsPerSecond))),
    };
  });
}
