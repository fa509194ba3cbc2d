// Scenarios at random, for properties of the planner. Their peaks are at most those that the walls of AWS let through.

import * as fc from 'fast-check';
import { socialMedia } from '../../scenarios/social-media.ts';
import type { Scenario } from '../../scenarios/scenario.ts';

const rate = fc.double({ min: 0.1, max: 50_000, noNaN: true });
const times = fc.double({ min: 1, max: 10, noNaN: true });
const mode = fc.constantFrom('provisioned', 'on-demand', 'cheaper');

export const arbitraryScenario: fc.Arbitrary<Scenario> = fc
  .record({
    likes: rate,
    likesTimes: times,
    pages: rate,
    pagesTimes: times,
    peakSeconds: fc.integer({ min: 1, max: 86_400 }),
    hotKeyShare: fc.double({ min: 0, max: 1, noNaN: true }),
    users: fc.integer({ min: 1, max: 100_000_000 }),
    eventBytes: fc.integer({ min: 1, max: 10_000 }),
    freshnessSeconds: fc.integer({ min: 1, max: 600 }),
    postsPerRead: fc.integer({ min: 1, max: 100 }),
    tables: mode,
    stream: fc.constantFrom('provisioned', 'cheaper'),
    split: fc.constantFrom('when-hot', 'always'),
    bursts: fc.constantFrom('queue', 'refuse'),
    live: fc.constantFrom('off', 'totals', 'push'),
    edge: fc.boolean(),
    reserveConcurrency: fc.boolean(),
  })
  .map(
    ({
      likes,
      likesTimes,
      pages,
      pagesTimes,
      tables,
      stream,
      split,
      bursts,
      live,
      edge,
      reserveConcurrency,
      ...rest
    }) => ({
      name: 'arbitrary',
      workload: {
        ...rest,
        steadyEventsPerSecond: likes,
        peakEventsPerSecond: likes * likesTimes,
        steadyReadsPerSecond: pages,
        peakReadsPerSecond: pages * pagesTimes,
      },
      policies: {
        ...socialMedia.policies,
        tables,
        stream,
        split,
        bursts,
        live,
        edge,
        reserveConcurrency,
      } as Scenario['policies'],
    }),
  );
