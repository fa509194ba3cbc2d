// The same workload, ten and a hundred times as large: what must be declared then, and what breaks on the way.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { componentsOf, timesUntilFull } from './components.ts';
import type { Component } from './components/component.ts';

export interface Break {
  readonly name: string;
  /** The steady rate at which it runs out, all else in proportion. */
  readonly atLikesPerSecond: number;
  readonly elasticity: Component['elasticity'];
  readonly remedy: string;
}

export interface GrowthStep {
  readonly times: number;
  readonly likesPerSecond: number;
  readonly capacity: Capacity;
  readonly components: readonly Component[];
  readonly costPerMonth: number;
  /** What of today's plan does not carry this step, the first to break first. */
  readonly breaks: readonly Break[];
  /** What breaks next, after this step, if the plan of this step is declared. */
  readonly next: Break | undefined;
}

export const STEPS = [1, 10, 100] as const;

export const growWorkload = (scenario: Scenario, times: number): Scenario => {
  const { workload } = scenario;
  return {
    ...scenario,
    workload: {
      ...workload,
      steadyEventsPerSecond: workload.steadyEventsPerSecond * times,
      peakEventsPerSecond: workload.peakEventsPerSecond * times,
      users: workload.users * times,
      steadyReadsPerSecond: workload.steadyReadsPerSecond * times,
      peakReadsPerSecond: workload.peakReadsPerSecond * times,
    },
  };
};

/** Components in the order in which growth meets their limits. */
export function breaksOf(scenario: Scenario, components: readonly Component[]): Break[] {
  const steady = scenario.workload.steadyEventsPerSecond;
  return components
    .filter((it) => Number.isFinite(timesUntilFull(it)))
    .toSorted((a, b) => timesUntilFull(a) - timesUntilFull(b))
    .map((it) => ({
      name: it.name,
      atLikesPerSecond: steady * timesUntilFull(it),
      elasticity: it.elasticity,
      remedy: it.remedy,
    }));
}

/** What of `capacity` runs out under a workload so many times as large. */
export function breaksUnder(scenario: Scenario, capacity: Capacity, times: number): Break[] {
  const grown = growWorkload(scenario, times);
  return breaksOf(grown, componentsOf(grown, capacity)).filter(
    ({ atLikesPerSecond }) => atLikesPerSecond < grown.workload.steadyEventsPerSecond,
  );
}
