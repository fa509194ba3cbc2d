import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { edgeHitRate, edgeUse, keptSeconds } from '../../planner/edge.ts';
import { planOf } from '../../planner/make-plan.ts';
import { broadcast } from '../../scenarios/broadcast.ts';
import type { Scenario } from '../../scenarios/scenario.ts';
import { smallSite } from '../../scenarios/small-site.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { arbitraryScenario } from './arbitrary-scenario.ts';

const withEdge = (scenario: Scenario, edge: boolean) =>
  planOf({ ...scenario, policies: { ...scenario.policies, edge } });
const million = (scenario: Scenario, of: string) =>
  planOf(scenario).costs.millions.find((it) => it.of.startsWith(of))!.dollars;

describe('a cache at the edge', () => {
  const { workload } = socialMedia;

  test('asks for the hottest page at most twice a second, however many read it', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e7, noNaN: true }), (pages) => {
        const misses = pages * (1 - edgeHitRate({ ...workload, hotKeyShare: 1 }, 1_000, pages));
        expect(misses).toBeLessThanOrEqual(2);
      }),
    );
  });

  test('answers nobody where nobody reads, and never more than all', () => {
    expect(edgeHitRate(workload, 500, 0)).toBe(0);
    expect(edgeHitRate(workload, 500, 1e9)).toBeLessThan(1);
    expect(edgeHitRate(workload, 500, 1e9)).toBeGreaterThan(0.99);
  });

  test('keeps an answer for a second while likes come, and for a minute at most', () => {
    expect([1_000, 0.01, 0.001, 0].map(keptSeconds)).toEqual([1, 10, 60, 60]);
  });

  test('passes on every page that is asked for with a token', () => {
    expect(edgeUse({ ...workload, hotKeyShare: 1 }, 0, 1e9).originShare).toBeCloseTo(0.1);
  });
});

describe('a plan with the edge', () => {
  test.each([
    ['social-media', socialMedia],
    ['broadcast', broadcast],
  ])('has a million reads of the hottest page of %s for $1.10 at most', (_, scenario) => {
    expect(million(scenario, 'reads of the hottest page')).toBeLessThanOrEqual(1.1);
    expect(million(scenario, 'reads from the API, without')).toBeGreaterThan(1.5);
  });

  test('has a part for it, and asks the origin for fewer pages', () => {
    const [on, off] = [withEdge(smallSite, true), withEdge(smallSite, false)];
    const names = (plan: typeof on) => plan.costs.parts.map(({ name }) => name);
    expect(names(on)).toContain('edge');
    expect(names(off)).not.toContain('edge');
    expect(on.components.map(({ name }) => name)).toContain('edge: requests');
    const load = (plan: typeof on) => plan.components.find((it) => it.name === 'API: own throttling')!.load;
    expect(load(on)).toBeLessThan(load(off));
  });

  test('is shown beside the plan without it', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        const { variants, costs } = planOf(scenario);
        const name = scenario.policies.edge ? 'with the edge' : 'without the edge';
        expect(variants.find((it) => it.name === name)!.total).toEqual(costs.total);
      }),
      { numRuns: 20 },
    );
  });
});
