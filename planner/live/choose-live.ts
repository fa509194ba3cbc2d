// Chooses how open pages stay current: by asking again, or by being told. Pure arithmetic; docs/planning.md has an example.

import type { Policies, Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { type Audience, audienceAt } from './audience.ts';
import type { LiveOption, LiveOptionName } from './live-option.ts';
import { pollingOptions } from './polling.ts';
import { pushingOptions } from './pushing.ts';

export interface LiveChoice {
  readonly steady: Audience;
  readonly peak: Audience;
  readonly options: readonly LiveOption[];
  /** What the scenario's policies say. */
  readonly chosen: LiveOptionName;
  /** What costs least at the steady workload. */
  readonly best: LiveOptionName;
  /** How many times the cost of the best one the chosen one costs. 1 where nobody looks. */
  readonly timesBest: number;
}

const chosenBy = ({ live, edge }: Policies): LiveOptionName =>
  live === 'push' ? 'WebSocket API' : edge ? 'polls of the edge' : 'polls of the API';

export function chooseLive(scenario: Scenario, capacity: Capacity): LiveChoice {
  const steady = audienceAt('steady', scenario.workload);
  const peak = audienceAt('peak', scenario.workload);
  const options = [
    ...pollingOptions(scenario, capacity, steady, peak),
    ...pushingOptions(scenario, capacity, steady, peak),
  ].toSorted((a, b) => a.perMonth - b.perMonth);
  const chosen = chosenBy(scenario.policies);
  const perMonth = (name: LiveOptionName) => options.find((it) => it.name === name)?.perMonth ?? 0;
  const best = options[0]?.name ?? chosen;
  return {
    steady,
    peak,
    options,
    chosen,
    best,
    timesBest: steady.viewers === 0 ? 1 : perMonth(chosen) / perMonth(best),
  };
}
