// A burst as it should be, made up: the tests change what they are about.

import { FIGURE_NAMES, type Figures } from '../../../trials/load-test/figures.ts';
import { judge } from '../../../trials/load-test/judge.ts';
import type { KeptResult } from '../../../trials/load-test/result.ts';
import { DEFAULT_TOLERANCE } from '../../../trials/load-test/tolerance.ts';

export const predicted: Record<keyof Figures, number> = {
  accepted: 4_000,
  queued: 900,
  refused: 0,
  shardThrottles: 900,
  counterThrottles: 0,
  tableThrottles: 0,
  queuePeakMessages: 620,
  drainSeconds: 24,
  latencyP50Ms: 12,
  latencyP99Ms: 40,
  latencyP999Ms: 90,
  freshnessP50Seconds: 1.2,
  freshnessP99Seconds: 21,
  likesPerCounterWrite: 1.8,
  ledgerUnitsPerLike: 1,
  counterUnitsPerLike: 0.56,
};

export const judged = (measured: Partial<Figures> = {}, tolerance = DEFAULT_TOLERANCE) =>
  judge({ predicted, measured: { ...predicted, ...measured }, likesSent: 4_000, senderLateMs: 1, tolerance });

const SECONDS = 180;
const rateAt = (second: number) => (second >= 27 && second < 72 ? 57 : 5);

export const sampleResult: KeptResult = {
  command: 'npm run loadtest -- --shape burst --minutes 3',
  commit: 'abc1234',
  date: '2026-11-26 13:00',
  machine: {
    cpu: 'Two Cores <of> a laptop',
    cores: 2,
    memoryGiB: 8,
    system: 'Linux 6.1',
    node: 'v24.21.0',
    packages: { dynalite: '4.0.0' },
  },
  setting: {
    scenario: 'social-media',
    shape: 'burst',
    scale: 0.01,
    minutes: 3,
    seed: 1,
    target: 'local cloud',
    queue: true,
    streamLikesPerSecond: 40,
  },
  environment: { baseLatencyMs: 12, cpuMsPerLike: 4, pollSeconds: 0.25 },
  fates: { accepted: 3_100, queued: 900, shed: 0, refused: 0, unknown: 0 },
  judgement: judged(Object.fromEntries(FIGURE_NAMES.map((name) => [name, predicted[name] * 1.04]))),
  latency: { p50: 12, p99: 41, p999: 88 },
  freshness: { p50: 1_240, p99: 20_400, p999: 23_000 },
  lateness: { p50: 0.2, p99: 1.4, p999: 3 },
  seconds: Array.from({ length: SECONDS }, (_, second) => {
    const sent = rateAt(second);
    return {
      sent,
      accepted: Math.min(40, sent),
      queued: Math.max(0, sent - 40),
      refused: 0,
      latencyP50Ms: 11 + (second % 7) / 3,
      latencyMaxMs: 24 + ((second * 37) % 23),
    };
  }),
  queueSamples: Array.from({ length: SECONDS }, (_, second) => ({
    atMs: second * 1_000,
    messages: Math.max(0, Math.min((second - 27) * 14, 620 - Math.max(0, second - 72) * 26)),
  })),
  comparison: { posts: 2_001, likesExpected: 3_900, likesCounted: 3_900, differences: [] },
  requests: { spent: 6_200, most: undefined },
  throttledBy: { 'kinesis shard': 936 },
  naive: undefined,
  crossCheck: undefined,
  endedBy: undefined,
};
