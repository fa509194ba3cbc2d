// What somebody should know before deploying, beyond what the table of components says.

import type { Scenario } from '../scenarios/scenario.ts';
import type { Capacity } from './capacity.ts';
import { oldestSeconds } from './components/batch-window.ts';
import { streamTakes } from './components/burst-queue.ts';
import { type Component, show } from './components/component.ts';
import { executionsAt } from './components/functions.ts';
import type { LiveChoice } from './live/choose-live.ts';
import { EXECUTIONS_OF_A_NEW_ACCOUNT } from './quotas.ts';
import { requestQuotaOf } from './request-quota.ts';
import type { KeySkew } from './skew.ts';
import { trafficAt } from './traffic.ts';
import type { Verdict } from './verdict.ts';

/** An area where the planner looked, so that a reader can look up a warning. */
export type WarningKind =
  | 'not-needed'
  | 'steady-overload'
  | 'needless-shards'
  | 'stale'
  | 'new-account'
  | 'smaller-region'
  | 'reads'
  | 'skewed-keys'
  | 'declared-too-small'
  | 'refuses-bursts'
  | 'live-without-viewers'
  | 'live-too-dear';

export interface Warning {
  readonly kind: WarningKind;
  readonly text: string;
}

/** What else the plan has found. */
interface Findings {
  readonly components: readonly Component[];
  readonly verdict: Verdict;
  readonly partitionKeys: readonly KeySkew[];
  readonly live: LiveChoice;
}

/** Reads that are this many times the likes cost more than the likes. */
const MANY_READS = 2;
/** A way to keep pages current that costs more than this many times the cheapest one is worth a second look. */
const TOO_DEAR = 2;
/** A smaller region has a quarter of the quota. Milan stands for all of them. */
const SMALLER_REGION = 'eu-south-1';

export function warningsOf(
  scenario: Scenario,
  capacity: Capacity,
  { components, verdict, partitionKeys, live }: Findings,
): Warning[] {
  const { workload, policies } = scenario;
  const { stream, eventSourceMapping } = capacity;
  const { steadyEventsPerSecond: steady, peakEventsPerSecond: peak, freshnessSeconds } = workload;
  const at = trafficAt('peak', scenario, capacity);
  const takes = streamTakes(stream, workload);
  const executions = executionsAt(capacity, workload, at);
  const window = eventSourceMapping.batchWindowSeconds;
  const quota = requestQuotaOf(SMALLER_REGION).requestsPerSecond;
  const skewed = partitionKeys.filter((it) => !it.isEven);
  const full = components.filter(
    ({ elasticity, usePercent }) => elasticity === 'declared' && usePercent > 100,
  );
  const all: (Warning | false)[] = [
    !verdict.isNeeded && { kind: 'not-needed', text: 'A plain design carries this workload.' },
    steady > takes && {
      kind: 'steady-overload',
      text: `The steady ${show(steady)} likes/s are more than the stream takes (${show(takes)}). A queue never catches up with that.`,
    },
    stream.mode === 'provisioned' &&
      stream.shards > 1 &&
      takes / stream.shards >= 2 * peak && {
        kind: 'needless-shards',
        text: `One shard would take twice the peak, and ${show(stream.shards)} are declared.`,
      },
    oldestSeconds(window) > freshnessSeconds && {
      kind: 'stale',
      text: `A like may be ${show(oldestSeconds(window))} s old when it is counted: a poll, a window of ${window} s and the work. Wanted are ${show(freshnessSeconds)} s.`,
    },
    ...full.map(
      ({ name, usePercent, remedy }): Warning => ({
        kind: 'declared-too-small',
        text: `${name}: the peak uses ${show(usePercent)}% of what is declared. It needs ${remedy}.`,
      }),
    ),
    policies.bursts === 'refuse' && {
      kind: 'refuses-bursts',
      text: `Above ${show(takes)} likes/s the API answers 503: there is no queue for bursts.`,
    },
    executions > EXECUTIONS_OF_A_NEW_ACCOUNT && {
      kind: 'new-account',
      text: `The peak runs ${show(executions)} executions at a time. A new account may have ${EXECUTIONS_OF_A_NEW_ACCOUNT}: ask for more first.`,
    },
    capacity.throttling.requestsPerSecond > quota && {
      kind: 'smaller-region',
      text: `The API is throttled at ${show(capacity.throttling.requestsPerSecond)} requests/s. In a smaller region, such as Milan, all APIs of an account share ${show(quota)}.`,
    },
    workload.steadyReadsPerSecond === 0 && {
      kind: 'reads',
      text: 'The scenario states no reads. A site reads counts far more often than it changes them.',
    },
    !policies.edge &&
      at.pages * workload.postsPerRead > MANY_READS * at.likes && {
        kind: 'reads',
        text: `${show(at.pages)} pages/s read ${show(at.pages * workload.postsPerRead)} counts/s, ${show((at.pages * workload.postsPerRead) / at.likes)} times the likes. The policy "edge" has a cache answer those without a token.`,
      },
    policies.live === 'push' &&
      live.steady.viewers === 0 && {
        kind: 'live-without-viewers',
        text: 'Changes are pushed, and the scenario states nobody who looks. The policy "totals" costs less.',
      },
    live.timesBest > TOO_DEAR && {
      kind: 'live-too-dear',
      text: `Open pages stay current by ${live.chosen}, which costs ${show(live.timesBest)} times as much as ${live.best}.`,
    },
    skewed.length > 0 &&
      stream.shards > 1 && {
        kind: 'skewed-keys',
        text: `The stream goes by user. Another partition key would give its hottest shard ${skewed
          .map(({ key, hottestShardTimes }) => `${show(hottestShardTimes)} times its share (${key})`)
          .join(', ')}.`,
      },
  ];
  return all.filter((it) => it !== false);
}
