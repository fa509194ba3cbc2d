import { describe, expect, test } from 'vitest';
import * as fc from 'fast-check';
import { makePlan, planOf } from '../../planner/make-plan.ts';
import { canaryAlarms } from '../../planner/operations/silence-alarms.ts';
import { meteredDay } from '../../planner/operations/spending-alarm.ts';
import { SECONDS_PER_MONTH } from '../../planner/prices.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';
import { smallSite } from '../../scenarios/small-site.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { arbitraryScenario } from './arbitrary-scenario.ts';

const plan = planOf(socialMedia);
const alarm = (key: string) => plan.alarms.find((it) => it.key === key)!;
const keys = (it = plan) => it.alarms.map(({ key }) => key);

describe('the alarms of a plan', () => {
  test('fire while there is still time: long before the stream deletes what was not counted', () => {
    expect(alarm('batch-likes-behind-minutes').threshold).toBe(60_000);
    expect(alarm('batch-likes-behind-hour').threshold).toBe(3_600_000);
    expect(alarm('batch-likes-behind-retention').threshold).toBe(48 * 3_600_000);
    expect(alarm('roll-up-behind-retention').threshold).toBe(16 * 3_600_000);
  });

  test('leave a workload alone that wants no fresh counts', () => {
    const { workload } = socialMedia;
    const slow = planOf({ ...socialMedia, workload: { ...workload, freshnessSeconds: 600 } });
    expect(slow.alarms.find(({ key }) => key === 'batch-likes-behind-minutes')?.threshold).toBe(1_200_000);
  });

  test('allow one failed invocation in a thousand, and none where there are few', () => {
    expect(alarm('accept-like-errors').threshold).toBe(150);
    expect(alarm('merge-buckets-errors').threshold).toBe(1);
  });

  test('watch the account’s own quota of executions', () => {
    const raised = makePlan(
      { name: 'social-media', scenario: socialMedia, overrides: {} },
      { alarms: { executionsAtATime: 5_000 } },
    );
    expect(alarm('executions-near-quota').threshold).toBe(800);
    expect(raised.alarms.find(({ key }) => key === 'executions-near-quota')?.threshold).toBe(4_000);
  });

  test('notice the absence of likes only where it cannot be chance', () => {
    expect(alarm('likes-not-accepted')).toMatchObject({ periods: 2, periodSeconds: 300, missing: 'bad' });
    // Likes that the stream throttles are queued, and somebody likes all the same.
    expect(Object.values(alarm('likes-not-accepted').metrics).map(({ name }) => name)).toEqual([
      'LikesAccepted',
      'LikesQueued',
    ]);
    const rare = { ...smallSite, workload: { ...smallSite.workload, steadyEventsPerSecond: 0.05 } };
    expect(keys(planOf(rare))).not.toContain('likes-not-accepted');
  });

  test('are none of what the plan does not declare', () => {
    const off = planOf({
      ...socialMedia,
      policies: { ...socialMedia.policies, live: 'off', bursts: 'refuse' },
    });
    expect(
      keys(off).filter((key) => /burst|roll-up|broadcast|viewer|timeline|connections/.test(key)),
    ).toEqual([]);
  });

  test('of spending count nearly all that the plan says depends on the traffic', () => {
    for (const name of scenarioNames) {
      const { scenario, capacity, costs } = makePlan(findRig(name)!);
      const planned = costs.total.perMonth - costs.total.atRest;
      const metered = (meteredDay(scenario, capacity) / 86_400) * SECONDS_PER_MONTH;
      console.log(`${name}: $${metered.toFixed(2)} of $${planned.toFixed(2)} a month are metered`);
      expect(metered / planned).toBeGreaterThan(0.8);
      // A unit of a provisioned table is metered, although a part of it is paid at rest.
      expect(metered / planned).toBeLessThan(1.3);
    }
  });

  test('cost ten cents for each metric, beside two dashboards', () => {
    const metrics = plan.alarms.reduce((sum, it) => sum + Object.keys(it.metrics).length, 0);
    const cost = plan.costs.parts.find(({ name }) => name === 'alarms and dashboards')!;
    expect(cost.atRest).toBeCloseTo(0.1 * metrics + 6, 9);
    expect(cost.perMonth).toBe(cost.atRest);
    const without = plan.variants.find(({ name }) => name === 'without alarms and dashboards')!.total;
    expect(plan.costs.total.atRest - without.atRest).toBeCloseTo(cost.atRest, 9);
    expect(without.perMillionLikes).toBe(plan.costs.total.perMillionLikes);
  });
});

test('the canary’s alarms wait for two bad runs, and for three that are missing', () => {
  expect(canaryAlarms(5).map(({ key, periodSeconds, missing }) => [key, periodSeconds, missing])).toEqual([
    ['canary-failed', 300, 'good'],
    ['canary-silent', 300, 'bad'],
  ]);
});

describe('whatever the scenario, an alarm', () => {
  /** CloudWatch evaluates up to ten metrics, and no more than a day. source: CloudWatch guide, alarms; API reference, PutMetricAlarm */
  const evaluates = ({
    metrics,
    periods,
    datapoints,
    periodSeconds,
    threshold,
  }: (typeof plan.alarms)[number]) =>
    Object.keys(metrics).length <= 10 &&
    datapoints <= periods &&
    periods * periodSeconds <= 86_400 &&
    periodSeconds % 60 === 0 &&
    Number.isFinite(threshold) &&
    threshold > 0;

  test('is one that CloudWatch can evaluate, with a key of its own', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        const { alarms } = planOf(scenario);
        expect(alarms.filter((it) => !evaluates(it))).toEqual([]);
        expect(new Set(alarms.map(({ key }) => key)).size).toBe(alarms.length);
      }),
      { numRuns: 50 },
    );
  });

  test('uses every metric that it pays for, and no other', () => {
    for (const name of [...scenarioNames, ...rigNames])
      for (const { key, metrics, expression } of makePlan(findRig(name)!).alarms) {
        if (expression === undefined) continue;
        const used = new Set(expression.match(/[a-z]\w*/g));
        expect([key, ...used].sort()).toEqual([key, ...Object.keys(metrics)].sort());
      }
  });
});
