// Pages that ask for their counts again and again: at the API, at the edge, or by a function that does it for them (SSE).

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { askCost, edgeAskCost } from '../costs/read-cost.ts';
import { functionTime } from '../costs/unit-price.ts';
import { edgeHitRate, keptSeconds } from '../edge.ts';
import { LEAST_POLL_SECONDS, OTHER_POSTS } from '../figures.ts';
import { MILLION, PRICES, SECONDS_PER_MONTH } from '../prices.ts';
import { EDGE_REQUESTS_PER_SECOND, EXECUTIONS_AT_A_TIME } from '../quotas.ts';
import { requestQuotaOf } from '../request-quota.ts';
import { READ_UNITS } from '../traffic.ts';
import type { Audience } from './audience.ts';
import type { LiveOption } from './live-option.ts';

/** A function that streams an answer ends after this, and the page connects again. source: Lambda guide, quotas */
const STREAM_SECONDS = 900;

const millions = (dollars: number): string => `$${(dollars * MILLION).toFixed(2)}`;

/** A page waits for as long as its answer stays good, and for two seconds at least. */
export function pollSeconds({ workload }: Scenario, likesPerSecond: number): number {
  const { hotKeyShare, postsPerRead } = workload;
  const ofOther = (likesPerSecond * (1 - hotKeyShare)) / OTHER_POSTS;
  const ofPage = hotKeyShare * hotKeyShare * likesPerSecond + (postsPerRead - hotKeyShare) * ofOther;
  return Math.max(LEAST_POLL_SECONDS, keptSeconds(ofPage));
}

export function pollingOptions(
  scenario: Scenario,
  capacity: Capacity,
  steady: Audience,
  peak: Audience,
): LiveOption[] {
  const { workload } = scenario;
  const { postsPerRead, steadyEventsPerSecond, peakEventsPerSecond } = workload;
  const seconds = pollSeconds(scenario, steadyEventsPerSecond);
  const polls = 3_600 / seconds;
  const asksAtPeak = peak.viewers / pollSeconds(scenario, peakEventsPerSecond);
  const asks = steady.viewers / seconds;
  const ofApi = askCost(capacity, postsPerRead, false);
  const ofEdge = edgeAskCost(capacity, workload, steadyEventsPerSecond, asks);
  const hits = edgeHitRate(workload, steadyEventsPerSecond, asks);
  const missesAtPeak = asksAtPeak * (1 - edgeHitRate(workload, peakEventsPerSecond, asksAtPeak));
  const { memoryMiB } = capacity.functions.describeApi;
  const reads = (postsPerRead * READ_UNITS.count * PRICES.readUnit * 3_600) / LEAST_POLL_SECONDS;
  const streaming =
    functionTime(memoryMiB, 3_600) + (PRICES.functionRequest * 3_600) / STREAM_SECONDS + reads;
  const quota = requestQuotaOf().requestsPerSecond;
  const priced = (perViewerHour: number) => ({
    perViewerHour: steady.viewers === 0 ? 0 : perViewerHour,
    perMonth: (perViewerHour * steady.viewers * SECONDS_PER_MONTH) / 3_600,
  });
  return [
    {
      name: 'polls of the API',
      ...priced(polls * ofApi),
      formula: `3,600 s / ${show(seconds)} s × ${millions(ofApi)} a million`,
      limits: [{ what: 'requests/s of the account', load: asksAtPeak, limit: quota }],
      note: 'needs nothing else',
    },
    {
      name: 'polls of the edge',
      ...priced(polls * ofEdge),
      formula: `3,600 s / ${show(seconds)} s × ${millions(ofEdge)} a million; ${show(100 * hits)}% are answered there`,
      limits: [
        { what: 'requests/s of a distribution', load: asksAtPeak, limit: EDGE_REQUESTS_PER_SECOND },
        { what: 'requests/s of the account', load: missesAtPeak, limit: quota },
      ],
      note: 'needs CloudFront',
    },
    {
      name: 'SSE',
      ...priced(streaming),
      formula: `${memoryMiB} MiB for 3,600 s + a start every ${STREAM_SECONDS} s + ${postsPerRead} counts read every ${LEAST_POLL_SECONDS} s`,
      limits: [{ what: 'executions at a time', load: peak.viewers, limit: EXECUTIONS_AT_A_TIME }],
      note: 'an execution for each viewer; servers of your own would hold many',
    },
  ];
}
