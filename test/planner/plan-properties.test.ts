// What holds for the plan of any scenario.

import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from '../../planner/check-scenario.ts';
import { growWorkload } from '../../planner/growth.ts';
import { planOf } from '../../planner/make-plan.ts';
import { overrideCapacity } from '../../planner/override-capacity.ts';
import { arbitraryScenario } from './arbitrary-scenario.ts';

const RUNS = { numRuns: 40 };

test('the peak never uses more than all of what is declared', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const { components } = planOf(scenario);
      const over = components.filter((it) => it.elasticity === 'declared' && it.usePercent > 100 + 1e-6);
      expect(over.map(({ name, usePercent }) => ({ name, usePercent }))).toEqual([]);
    }),
    RUNS,
  );
});

test('each quota and each wall that the peak exceeds is named, and no other', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const { components, quotas, walls } = planOf(scenario);
      const over = (elasticity: string) =>
        components
          .filter((it) => it.elasticity === elasticity && it.usePercent > 100)
          .map(({ name }) => name)
          .toSorted();
      expect(quotas.map(({ name }) => name).toSorted()).toEqual(over('quota'));
      expect(walls.map(({ name }) => name).toSorted()).toEqual(over('wall'));
    }),
    RUNS,
  );
});

test('more load never needs fewer shards, buckets, throttling or drains', () => {
  fc.assert(
    fc.property(arbitraryScenario, fc.double({ min: 1, max: 20, noNaN: true }), (scenario, times) => {
      const [less, more] = [scenario, growWorkload(scenario, times)].map((it) => planOf(it).capacity);
      expect(more!.stream.shards).toBeGreaterThanOrEqual(less!.stream.shards);
      expect(more!.hotPosts.buckets).toBeGreaterThanOrEqual(less!.hotPosts.buckets);
      expect(more!.throttling.requestsPerSecond).toBeGreaterThanOrEqual(less!.throttling.requestsPerSecond);
    }),
    RUNS,
  );
});

test('the parts of the costs add up to their total, and a month costs at least what it costs at rest', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const { parts, total } = planOf(scenario).costs;
      for (const key of ['atRest', 'perMillionLikes', 'perMillionPages', 'perMonth'] as const)
        expect(parts.reduce((sum, part) => sum + part[key], 0)).toBeCloseTo(total[key], 5);
      for (const part of parts) expect(part.perMonth).toBeGreaterThanOrEqual(part.atRest - 1e-9);
    }),
    RUNS,
  );
});

test('growth to ten times is what the plan of the tenfold workload says', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const tenfold = planOf(growWorkload(scenario, 10));
      const step = planOf(scenario).growth[1]!;
      expect(step.capacity).toEqual(tenfold.capacity);
      expect(step.components).toEqual(tenfold.components);
      expect(step.costPerMonth).toBe(tenfold.costs.total.perMonth);
    }),
    { numRuns: 20 },
  );
});

test('what breaks is in the order in which growth meets it, and the plan of a step carries it', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const { growth } = planOf(scenario);
      for (const { breaks, likesPerSecond, next } of growth) {
        const at = breaks.map(({ atLikesPerSecond }) => atLikesPerSecond);
        expect(at).toEqual(at.toSorted((a, b) => a - b));
        for (const each of at) expect(each).toBeLessThan(likesPerSecond);
        expect(next?.atLikesPerSecond ?? likesPerSecond).toBeGreaterThanOrEqual(likesPerSecond);
      }
      expect(growth[0]?.breaks.filter(({ elasticity }) => elasticity === 'declared')).toEqual([]);
    }),
    { numRuns: 20 },
  );
});

test('the policy cheaper chooses the mode that costs less at the steady workload', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      const monthly = (tables: 'provisioned' | 'on-demand' | 'cheaper') => {
        const { costs } = planOf({ ...scenario, policies: { ...scenario.policies, tables } });
        return ['ledger', 'counters'].map((name) => costs.parts.find((it) => it.name === name)!.perMonth);
      };
      const [provisioned, onDemand, cheaper] = [
        monthly('provisioned'),
        monthly('on-demand'),
        monthly('cheaper'),
      ];
      expect(cheaper).toEqual([0, 1].map((index) => Math.min(provisioned[index]!, onDemand[index]!)));
    }),
    RUNS,
  );
});

test('every scenario at random passes the check, and the same scenario gives the same plan', () => {
  fc.assert(
    fc.property(arbitraryScenario, (scenario) => {
      expect(checkScenario(scenario)).toBe(scenario);
      expect(planOf(scenario)).toEqual(planOf(structuredClone(scenario)));
      expect(overrideCapacity(planOf(scenario).capacity, {})).toEqual(planOf(scenario).capacity);
    }),
    { numRuns: 20 },
  );
});
