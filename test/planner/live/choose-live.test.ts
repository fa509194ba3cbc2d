import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planOf } from '../../../planner/make-plan.ts';
import type { Plan } from '../../../planner/plan.ts';
import { broadcast } from '../../../scenarios/broadcast.ts';
import { smallSite } from '../../../scenarios/small-site.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import type { Scenario } from '../../../scenarios/scenario.ts';
import { arbitraryScenario } from '../arbitrary-scenario.ts';

const withPolicies = (scenario: Scenario, policies: Partial<Scenario['policies']>) =>
  planOf({ ...scenario, policies: { ...scenario.policies, ...policies } });
const withReads = (scenario: Scenario, reads: number) =>
  planOf({
    ...scenario,
    workload: { ...scenario.workload, steadyReadsPerSecond: reads, peakReadsPerSecond: reads },
  });
const kinds = ({ warnings }: Plan) => warnings.map(({ kind }) => kind);
const option = ({ live }: Plan, name: string) => live.options.find((it) => it.name === name)!;

describe('the ways to keep a page current', () => {
  test('are named by the policies, the cheapest first', () => {
    expect(withPolicies(broadcast, { live: 'off' }).live.chosen).toBe('polls of the API');
    expect(withPolicies(broadcast, { live: 'totals', edge: true }).live.chosen).toBe('polls of the edge');
    expect(planOf(broadcast).live.chosen).toBe('WebSocket API');
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        const { options, best, chosen, timesBest } = planOf(scenario).live;
        const costs = options.map(({ perMonth }) => perMonth);
        expect(costs).toEqual(costs.toSorted((a, b) => a - b));
        expect(options[0]!.name).toBe(best);
        expect(timesBest).toBeGreaterThanOrEqual(1);
        expect(options.map(({ name }) => name)).toContain(chosen);
      }),
      { numRuns: 30 },
    );
  });

  test('cost the same whichever of them the policies have', () => {
    const [off, push] = (['off', 'push'] as const).map((live) => withPolicies(smallSite, { live }));
    for (const { name, perMonth } of off!.live.options)
      expect(option(push!, name).perMonth).toBeCloseTo(perMonth, 6);
  });

  test('take as much as the parts of the plan that push', () => {
    const { costs, live } = planOf(socialMedia);
    const names = [
      'count-updates',
      'roll-up',
      'timeline',
      'WebSocket API',
      'answer-viewer',
      'connections',
      'broadcast',
    ];
    const parts = costs.parts.filter(({ name }) => names.includes(name));
    expect(parts).toHaveLength(names.length);
    const sum = parts.reduce((total, { perMonth }) => total + perMonth, 0);
    expect(live.options.find(({ name }) => name === 'WebSocket API')!.perMonth).toBeCloseTo(sum);
  });

  test('a page that is open for an hour costs its share of the month', () => {
    for (const { perViewerHour, perMonth } of planOf(socialMedia).live.options)
      expect(perViewerHour * 12_000 * 730).toBeCloseTo(perMonth);
  });
});

describe('messages', () => {
  test('are far fewer than one a second for each viewer', () => {
    const { steady, peak } = planOf(socialMedia).live;
    expect(steady.messagesPerSecond).toBeLessThan(steady.viewers / 7);
    expect(peak.messagesPerSecond).toBeLessThan(peak.viewers);
  });

  test('are never more than one a second for each viewer', () => {
    fc.assert(
      fc.property(arbitraryScenario, (scenario) => {
        for (const it of Object.values(planOf(scenario).live).slice(0, 2) as Plan['live']['steady'][])
          expect(it.messagesPerSecond).toBeLessThanOrEqual(it.viewers);
      }),
      { numRuns: 20 },
    );
  });
});

describe('warnings', () => {
  test('say when nobody looks at what is pushed', () => {
    expect(kinds(withReads(socialMedia, 0))).toContain('live-without-viewers');
    expect(kinds(planOf(socialMedia))).not.toContain('live-without-viewers');
    expect(kinds(withReads(smallSite, 0))).not.toContain('live-without-viewers');
  });

  test('say when another way would cost less than half', () => {
    expect(kinds(withPolicies(broadcast, { live: 'off' }))).toContain('live-too-dear');
    expect(kinds(withReads(socialMedia, 0.001))).toContain('live-too-dear');
    expect(kinds(planOf(socialMedia))).not.toContain('live-too-dear');
    expect(kinds(withPolicies(smallSite, { live: 'push' }))).not.toContain('live-too-dear');
  });
});

describe('nothing live', () => {
  const off = withPolicies(socialMedia, { live: 'off' });
  const live = /count-updates|roll-up|timeline|WebSocket|answer-viewer|connections|broadcast|live counts/;

  test('has no part, no component and no cost', () => {
    expect(off.costs.parts.filter(({ name }) => live.test(name))).toEqual([]);
    expect(off.components.filter(({ name }) => live.test(name))).toEqual([]);
    expect(off.costs.total.atRest).toBeCloseTo(114.84, 2);
  });

  test('predicts the same for a load test', () => {
    for (const scenario of [socialMedia, broadcast])
      expect(planOf(scenario).predictions).toEqual(withPolicies(scenario, { live: 'off' }).predictions);
  });
});
