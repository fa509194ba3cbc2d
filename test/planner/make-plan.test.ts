import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { scaledUnits } from '../../planner/components/tables.ts';
import { planMapping } from '../../planner/components/batch-window.ts';
import { provisionedBreakEvenShare } from '../../planner/costs/table-cost.ts';
import { makePlan, planOf } from '../../planner/make-plan.ts';
import type { Plan } from '../../planner/plan.ts';
import { broadcast } from '../../scenarios/broadcast.ts';
import { smallSite } from '../../scenarios/small-site.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const withRates = (likes: number) => {
  const { workload } = socialMedia;
  const times = likes / workload.steadyEventsPerSecond;
  return planOf({
    ...socialMedia,
    workload: {
      ...workload,
      steadyEventsPerSecond: likes,
      peakEventsPerSecond: times * workload.peakEventsPerSecond,
      steadyReadsPerSecond: times * workload.steadyReadsPerSecond,
      peakReadsPerSecond: times * workload.peakReadsPerSecond,
    },
  });
};
const withPolicies = (scenario: Scenario, policies: Partial<Scenario['policies']>) =>
  planOf({ ...scenario, policies: { ...scenario.policies, ...policies } });
const component = (plan: Plan, name: string) => plan.components.find((it) => it.name === name)!;
const kinds = ({ warnings }: Plan) => warnings.map(({ kind }) => kind);

describe('the plan of social-media', () => {
  const plan = planOf(socialMedia);

  test('declares what its templates have always had', () => {
    expect(plan.capacity).toMatchObject({
      stream: { mode: 'provisioned', shards: 4, retentionHours: 72 },
      eventSourceMapping: { batchSize: 1_000, batchWindowSeconds: 1, recordAgeSeconds: 60 * 3_600 },
      hotPosts: { buckets: 8, splitAboveWritesPerSecond: 500, mergeBelowWritesPerSecond: 100 },
      throttling: { requestsPerSecond: 5_000, burstRequests: 2_500 },
      functions: { batchLikes: { memoryMiB: 1_769 }, acceptLike: { memoryMiB: 256 } },
      tables: { counters: { mode: 'on-demand' }, likes: { mode: 'on-demand' } },
    });
  });

  test('uses half of its shards at the peak', () => {
    expect(component(plan, 'stream: records')).toMatchObject({ load: 2_000, limit: 4_000, usePercent: 50 });
  });

  test('needs quotas raised for those who look, and for nothing else', () => {
    expect(plan.quotas.map(({ name }) => name)).toEqual([
      'API: rate of the account',
      'live counts: new connections',
    ]);
    expect(withPolicies(socialMedia, { live: 'totals' }).quotas).toEqual([]);
    expect(plan.walls).toEqual([]);
  });

  test.each(['README.md', 'docs/deploy.md', 'docs/costs.md'])('costs at rest what %s says', (file) => {
    const page = readFileSync(join(PROJECT_DIR, file), 'utf8');
    const without = plan.variants.find(({ name }) => name === 'without alarms and dashboards');
    expect(page).toContain(`$${plan.costs.total.atRest.toFixed(2)}`);
    expect(page).toContain(`$${without?.total.atRest.toFixed(2)}`);
  });
});

describe('the verdict', () => {
  test('20 likes/s need one item per post, and none of this', () => {
    const { verdict } = withRates(20);
    expect(verdict.isNeeded).toBe(false);
    expect(verdict.summary).toMatch(/^One DynamoDB item per post is enough: you do not need this yet\./);
    expect(kinds(withRates(20))).toContain('not-needed');
    expect(planOf(smallSite).verdict.isNeeded).toBe(false);
  });

  test('a post that draws more than half of what an item takes needs more than an item', () => {
    const peak = (peakEventsPerSecond: number) =>
      planOf({
        ...socialMedia,
        workload: { ...socialMedia.workload, steadyEventsPerSecond: 1, peakEventsPerSecond },
      }).verdict.isNeeded;
    expect(peak(1_000)).toBe(false);
    expect(peak(1_001)).toBe(true);
  });

  test('200,000 likes/s are more than one Redis node takes', () => {
    expect(withRates(200_000).verdict.summary).toContain('Not even one Redis node keeps up');
  });
});

test('a million likes a second name every quota to raise, and the walls in order', () => {
  const plan = withRates(1_000_000);
  expect(plan.quotas.map(({ name }) => name)).toEqual([
    'API: rate of the account',
    'functions: executions at a time',
    'functions: requests',
    'ledger: write quota',
    'ledger: read quota',
    'counters: write quota',
    'counters: read quota',
    'timeline: write quota',
    'live counts: new connections',
    'live counts: open connections',
    'connections: write quota',
    'connections: read quota',
  ]);
  expect(plan.walls.map(({ name }) => name)).toEqual([
    'broadcast: executions at a time',
    'accept-like: sudden growth',
    'hottest post: writes before its split',
    'reads: hottest item',
    'count-updates: records',
    'hottest post: size of its root',
  ]);
});

describe('warnings', () => {
  test.each([
    ['a stream below the steady rate', { stream: { shards: 1 } }, 600, 'steady-overload'],
    ['shards that nobody needs', { stream: { shards: 40 } }, 500, 'needless-shards'],
    ['a window longer than the freshness', { eventSourceMapping: { batchWindowSeconds: 60 } }, 500, 'stale'],
    ['a stream that is too small for the peak', { stream: { shards: 1 } }, 500, 'declared-too-small'],
  ] as const)('%s', (_, overrides, likes, kind) => {
    const { workload } = socialMedia;
    const peak = kind === 'needless-shards' ? 500 : workload.peakEventsPerSecond;
    const scenario = {
      ...socialMedia,
      workload: {
        ...workload,
        steadyEventsPerSecond: likes * (kind === 'steady-overload' ? 2 : 1),
        peakEventsPerSecond: peak,
      },
    };
    const warned = (plan: Plan) => kinds(plan).includes(kind);
    expect(warned(makePlan({ name: 'x', scenario, overrides }))).toBe(true);
    expect(warned(planOf(scenario))).toBe(false);
  });

  test('a scenario without reads ignores its readers', () => {
    const workload = { ...socialMedia.workload, steadyReadsPerSecond: 0, peakReadsPerSecond: 0 };
    expect(kinds(planOf({ ...socialMedia, workload }))).toContain('reads');
  });

  test('a policy that refuses bursts is said, and then nothing absorbs them', () => {
    const plan = planOf({ ...socialMedia, policies: { ...socialMedia.policies, bursts: 'refuse' } });
    expect(kinds(plan)).toContain('refuses-bursts');
    expect(plan.absorbs).toBeUndefined();
    expect(plan.capacity.burst).toBeUndefined();
  });

  test('a partition key that skews is named with how much', () => {
    const { partitionKeys } = planOf(socialMedia);
    const times = Object.fromEntries(partitionKeys.map((it) => [it.key, it.hottestShardTimes]));
    expect(times['user']).toBeLessThan(1.5);
    expect(times['post']).toBeGreaterThan(2);
    expect(times['timestamp']).toBe(4);
  });
});

describe('tables', () => {
  test('a broadcast has provisioned ones, which scale between bounds', () => {
    expect(planOf(broadcast).capacity.tables.likes).toMatchObject({
      mode: 'provisioned',
      table: { write: { least: 2_750, most: 5_715, targetPercent: 70 } },
    });
  });

  test('the least lies halfway to the peak, or at the target of the steady rate', () => {
    expect(scaledUnits(100, 200)).toEqual({ least: 150, most: 286, targetPercent: 70 });
    expect(scaledUnits(700, 750)).toEqual({ least: 1_000, most: 1_072, targetPercent: 70 });
    expect(scaledUnits(0, 1)).toEqual({ least: 5, most: 5, targetPercent: 70 });
  });

  test('an on-demand table is warmed, and its bill bounded, only if a new one is too small', () => {
    const units = (likes: number) => {
      const { likes: table } = withRates(likes).capacity.tables;
      return table.mode === 'on-demand' ? table.table : undefined;
    };
    expect(units(500)).toMatchObject({ warmWriteUnits: undefined, maxWriteUnits: undefined });
    expect(units(5_000)).toMatchObject({ warmWriteUnits: 25_000, maxWriteUnits: 50_000 });
  });

  test('provisioned units pay from 29% of use on', () => {
    expect(provisionedBreakEvenShare).toBeCloseTo(0.289, 3);
  });
});

describe('the batch window', () => {
  test.each([
    [1, 0, 1_000],
    [5, 1, 1_000],
    [10, 3, 3_000],
    [60, 28, 5_538],
    [3_600, 300, 5_538],
  ])(
    'of a freshness of %i s is %i s, and a batch holds %i records',
    (freshnessSeconds, window, batchSize) => {
      const stream = { mode: 'provisioned', shards: 4, retentionHours: 24 * 365 } as const;
      expect(planMapping({ ...socialMedia.workload, freshnessSeconds }, stream)).toEqual({
        batchWindowSeconds: window,
        batchSize,
        // No mapping takes more than a week.
        recordAgeSeconds: 7 * 24 * 3_600,
      });
    },
  );
});

test('concurrency is reserved on request alone', () => {
  const reserved = (reserveConcurrency: boolean) =>
    planOf({ ...socialMedia, policies: { ...socialMedia.policies, reserveConcurrency } }).capacity.functions
      .acceptLike.reservedConcurrency;
  expect(reserved(false)).toBeUndefined();
  expect(reserved(true)).toBe(40);
});

test('a load balancer is cheaper than API Gateway from some 18 million requests a month', () => {
  expect(planOf(socialMedia).costs.frontDoors.balancerFromRequestsPerMonth / 1e6).toBeCloseTo(18.03, 2);
});

test('the naive design costs more per like, and nothing at rest', () => {
  const { total, naive } = planOf(socialMedia).costs;
  expect(naive.perMillionLikes).toBeGreaterThan(total.perMillionLikes);
  expect(naive.atRest).toBe(0);
});
