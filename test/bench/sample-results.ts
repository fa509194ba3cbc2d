// A run and results as a test needs them.

import type { Measurement } from '../../bench/measure.ts';
import type { Results } from '../../bench/results.ts';

export const makeRun = (part: Partial<Measurement>): Measurement => ({
  arrival: 'hot',
  side: 'ours',
  actions: 100,
  posts: 1,
  acceptedPerSecond: 1_000,
  countedPerSecond: 500,
  delayMs: { p50: 1_000, p99: 2_000 },
  postsDifferent: 0,
  retries: 0,
  counted: {
    LedgerWrites: 100,
    LedgerWriteUnits: 100,
    CounterWrites: 4,
    CounterWriteUnits: 4,
    PostsCounted: 4,
  },
  cloudCpuMs: 100,
  clientCpuMs: 10,
  cloudRssBytes: 2 ** 20,
  clientRssBytes: 2 ** 20,
  ...part,
});

export const makeResults = (measurements: readonly Measurement[]): Results => ({
  date: '2026-01-01 00:00',
  commit: 'abc1234',
  command: 'npm run bench',
  machine: { cpu: 'a', cores: 2, memoryGiB: 4, system: 'b', node: 'v24', packages: { dynalite: '4.0.0' } },
  seed: 1,
  repeats: 1,
  lanes: 4,
  arrivals: [{ name: 'hot', title: 'One hot post' }],
  measurements,
  windows: undefined,
  profiles: [],
  micro: [],
  coldStarts: [],
});
