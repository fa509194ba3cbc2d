import { expect, test } from 'vitest';
import { planCanary } from '../../planner/components/canary.ts';
import { makePlan, planOf } from '../../planner/make-plan.ts';
import { scenarioNames, findRig } from '../../scenarios/index.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const withCanary = makePlan(
  { name: 'social-media', scenario: socialMedia, overrides: {} },
  { canary: planCanary(socialMedia.workload) },
);

test('a plan has no canary by itself, and says what one would cost', () => {
  const { capacity, costs, variants } = planOf(socialMedia);
  expect(capacity.canary).toBeUndefined();
  expect(costs.parts.map(({ name }) => name)).not.toContain('canary');
  expect(variants.find(({ name }) => name === 'with a canary')?.total).toEqual(withCanary.costs.total);
});

test('a canary costs its metric, its time, and its requests, whether anybody likes anything or not', () => {
  const part = withCanary.costs.parts.find(({ name }) => name === 'canary')!;
  // A run waits twice for 5 s at 128 MiB, reads 21 times and acts three times.
  const run = 16.9e-6 + 21 * 1.66e-6 + 3 * 2.74e-6 + 0.1e-6;
  expect(part.atRest).toBeCloseTo(0.3 + 8_760 * run, 2);
  expect(part.perMonth).toBe(part.atRest);
  expect(part.perMillionLikes).toBe(0);
});

test.each(scenarioNames)('a run of the canary of %s is over before the next one begins', (name) => {
  const { capacity, scenario } = makePlan(findRig(name)!);
  const { everyMinutes, freshnessSeconds } = planCanary(scenario.workload);
  expect(capacity.functions.canary.timeoutSeconds).toBeLessThan(60 * everyMinutes);
  // lambdas/canary.ts waits for 40 s at most.
  expect(freshnessSeconds).toBeLessThan(40);
});
