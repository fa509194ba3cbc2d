import { describe, expect, test } from 'vitest';
import { tracesAt } from '../../planner/costs/tracing-cost.ts';
import { planOf } from '../../planner/make-plan.ts';
import { MILLION, PRICES, SECONDS_PER_MONTH } from '../../planner/prices.ts';
import { trafficAt } from '../../planner/traffic.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

test.each([
  [0, 0],
  [0.5, 0.5],
  [1, 1],
  [101, 6],
])('%f invocations a second make %f traces', (perSecond, traces) => {
  expect(tracesAt(perSecond)).toBe(traces);
});

describe('a plan with tracing', () => {
  const { variants, costs, capacity } = planOf(socialMedia);
  const { total } = variants.find(({ name }) => name === 'with tracing')!;

  test('costs a trace for each second of each function, and for a twentieth of its other invocations', () => {
    const { likes, originPages, batchesPerSecond } = trafficAt('steady', socialMedia, capacity);
    const traces = [likes, originPages, batchesPerSecond].map(tracesAt).reduce((sum, it) => sum + it);
    expect(total.perMonth - costs.total.perMonth).toBeCloseTo(traces * SECONDS_PER_MONTH * PRICES.trace, 6);
  });

  test('costs a quarter of a dollar more for a million likes, and nothing at rest', () => {
    const more = total.perMillionLikes - costs.total.perMillionLikes;
    expect(more).toBeGreaterThan(0.05 * MILLION * PRICES.trace);
    expect(more).toBeLessThan(0.06 * MILLION * PRICES.trace);
    expect(total.atRest).toBe(costs.total.atRest);
  });
});
