// Services that hold connections and pass messages on: a WebSocket API, which knows only connections, and AppSync Events, which knows
// channels.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity } from '../capacity.ts';
import { show } from '../components/component.ts';
import { planPush, socketCallsAt, writesPerOpen } from '../components/push.ts';
import { planRollUp } from '../components/roll-up.ts';
import { pushCosts, rollUpCosts } from '../costs/live-cost.ts';
import { sumCosts } from '../costs/part-cost.ts';
import { askCost } from '../costs/read-cost.ts';
import { invocation } from '../costs/unit-price.ts';
import { ANSWER_VIEWER_SECONDS, PAGE_OPEN_SECONDS } from '../figures.ts';
import { HOURS_PER_MONTH, PRICES, SECONDS_PER_MONTH } from '../prices.ts';
import { EVENTS, NEW_CONNECTIONS_PER_SECOND } from '../quotas.ts';
import { requestQuotaOf } from '../request-quota.ts';
import { trafficAt } from '../traffic.ts';
import type { Audience } from './audience.ts';
import { type LiveOption, tightestFirst } from './live-option.ts';

const MINUTES_PER_HOUR = 60;
/** So many hours of a viewer make a price that has digits. */
const HOURS = 1_000;

/** The capacity with what pushing takes, also where the scenario does not want it. */
function withPush(scenario: Scenario, capacity: Capacity): Capacity {
  if (capacity.push) return capacity;
  const pushing = { ...scenario, policies: { ...scenario.policies, live: 'push' as const } };
  const { stream, eventSourceMapping, functions } = capacity;
  const traffic = (moment: 'steady' | 'peak') => trafficAt(moment, pushing, { stream, eventSourceMapping });
  const at = { steady: traffic('steady'), peak: traffic('peak') };
  return {
    ...capacity,
    rollUp: capacity.rollUp ?? planRollUp(pushing, at, functions.rollUp),
    push: planPush(pushing, at, functions.broadcast),
  };
}

export function pushingOptions(
  scenario: Scenario,
  capacity: Capacity,
  steady: Audience,
  peak: Audience,
): LiveOption[] {
  const { workload } = scenario;
  const pushing = withPush(scenario, capacity);
  const at = trafficAt('steady', scenario, capacity);
  const rollUp = sumCosts(rollUpCosts(workload, pushing, at)).perMonth;
  const parts = pushCosts(workload, pushing, at);
  const sockets = rollUp + sumCosts(parts).perMonth;
  const opens = 3_600 / PAGE_OPEN_SECONDS;
  const changes = 3_600 * steady.changesPerViewerSecond;
  // A page connects, subscribes to a channel for each post, and asks for the counts once more; a function checks its token.
  const operations = opens * (1 + steady.postsWatched) + changes;
  const minutes = MINUTES_PER_HOUR * PRICES.eventMinute;
  const opening =
    opens *
    (invocation(capacity.functions.answerViewer, ANSWER_VIEWER_SECONDS) +
      askCost(capacity, steady.postsWatched, false));
  const perViewerHour = operations * PRICES.eventOperation + minutes + opening;
  const events =
    rollUp +
    (perViewerHour * steady.viewers * SECONDS_PER_MONTH) / 3_600 +
    steady.changesPerSecond * PRICES.eventOperation * SECONDS_PER_MONTH;
  const viewerHours = steady.viewers * HOURS_PER_MONTH;
  const ofHours = (dollars: number) => `$${(HOURS * dollars).toFixed(2)}`;
  const shared = (perMonth: number) => (viewerHours === 0 ? 0 : perMonth / viewerHours);
  const priced = (perMonth: number) => ({
    perViewerHour: shared(perMonth),
    perMonth,
  });
  return [
    {
      name: 'WebSocket API',
      ...priced(sockets),
      formula: `${show(3_600 * steady.messagesPerViewerSecond)} messages and ${opens} pages that open, each of 2 messages and ${writesPerOpen(steady)} rows: ${[
        ...parts.map((part) => `${part.name} ${ofHours(shared(part.perMonth))}`),
        `roll-up ${ofHours(shared(rollUp))}`,
      ].join(' + ')}`,
      limits: tightestFirst([
        { what: 'new connections/s', load: peak.opensPerSecond, limit: NEW_CONNECTIONS_PER_SECOND },
        {
          what: 'calls/s of the account',
          load: socketCallsAt(peak),
          limit: requestQuotaOf().requestsPerSecond,
        },
      ]),
      note: 'needs a table of connections; shares the rate of all APIs',
    },
    {
      name: 'AppSync Events',
      ...priced(events),
      formula: [
        `${show(changes)} changes and ${opens} pages that open, each of ${1 + steady.postsWatched} operations: operations ${ofHours(operations * PRICES.eventOperation)}`,
        `minutes ${ofHours(minutes)}`,
        `token checks and reads ${ofHours(opening)}`,
        `roll-up and publishing ${ofHours(shared(events) - perViewerHour)}`,
      ].join(' + '),
      limits: tightestFirst([
        { what: 'new connections/s', load: peak.opensPerSecond, limit: EVENTS.connectsPerSecond },
        { what: 'events/s in', load: peak.changesPerSecond, limit: EVENTS.publishedPerSecond },
        {
          what: 'events/s out',
          load: peak.viewers * peak.changesPerViewerSecond,
          limit: EVENTS.deliveredPerSecond,
        },
      ]),
      note: 'needs no table; a message for each post; not in the local cloud',
    },
  ];
}
