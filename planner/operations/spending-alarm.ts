// Says that a day costs more than the plan says. AWS's own estimate of charges exists in us-east-1 only, is of the whole account, and
// grows over the month. So this counts what the deployment uses, in the region where it is, times the price.

import type { Scenario } from '../../scenarios/scenario.ts';
import type { Capacity, TableCapacity } from '../capacity.ts';
import { CALLS_PER_OPEN, connectionUnits } from '../components/push.ts';
import { counterUnits } from '../components/counter-units.ts';
import { ledgerUnits } from '../components/tables.ts';
import { updateCost } from '../costs/live-cost.ts';
import { streamCost } from '../costs/stream-cost.ts';
import { tableCost } from '../costs/table-cost.ts';
import { functionTime, invocation, logPrice } from '../costs/unit-price.ts';
import { ACCEPT_SECONDS, ANSWER_VIEWER_SECONDS, LOG_BYTES_PER_LIKE, PAGE_OPEN_SECONDS } from '../figures.ts';
import { audienceAt } from '../live/audience.ts';
import { MILLION, PRICES } from '../prices.ts';
import { cpuSecondsPerLike, trafficAt } from '../traffic.ts';
import type { Alarm, AlarmMetric, Subject, TableName } from './alarm.ts';

const DAY_SECONDS = 86_400;
/** Half as much again as on a steady day: a peak that is a part of the plan does not reach it. */
const TIMES_STEADY = 1.5;
const LEAST_DOLLARS = 1;

/** Something that is paid by use and that CloudWatch counts. */
interface Meter {
  readonly id: string;
  readonly metric: AlarmMetric;
  /** Of one, in dollars, with what always comes with it. */
  readonly price: number;
  readonly steadyPerSecond: number;
}

const sum = (of: Subject, name: string): AlarmMetric => ({ of, name, statistic: 'Sum' });

/** What a unit of the table costs, in either mode. */
const unitPrice = (table: TableCapacity, kind: 'write' | 'read'): number =>
  tableCost(table, { write: 0, read: 0 }, { write: 0, read: 0, [kind]: 1 }).perMillionLikes / MILLION;

function metersOf(scenario: Scenario, capacity: Capacity): Meter[] {
  const { workload, policies } = scenario;
  const { functions, tables, stream, push } = capacity;
  const at = trafficAt('steady', scenario, capacity);
  const audience = audienceAt('steady', workload);
  const ofTable = (
    id: string,
    name: TableName,
    table: TableCapacity,
    kind: 'write' | 'read',
    steadyPerSecond: number,
  ): Meter => ({
    id,
    metric: sum({ kind: 'table', name }, `Consumed${kind === 'write' ? 'Write' : 'Read'}CapacityUnits`),
    price: unitPrice(table, kind),
    steadyPerSecond,
  });
  const ledger = ledgerUnits(at);
  const counters = counterUnits(at, capacity, policies.live);
  return [
    {
      id: 'requests',
      metric: sum({ kind: 'api' }, 'Count'),
      price:
        PRICES.httpRequest + invocation(functions.acceptLike, ACCEPT_SECONDS) + logPrice(LOG_BYTES_PER_LIKE),
      steadyPerSecond: at.requests,
    },
    {
      id: 'records',
      metric: sum({ kind: 'likeEvents' }, 'IncomingRecords'),
      price:
        streamCost(stream, workload, 0).perMillionLikes / MILLION +
        functionTime(functions.batchLikes.memoryMiB, cpuSecondsPerLike(workload.hotKeyShare)),
      steadyPerSecond: at.likes,
    },
    ofTable('ledgerwrites', 'ledger', tables.likes, 'write', ledger.write),
    ofTable('ledgerreads', 'ledger', tables.likes, 'read', ledger.read),
    ofTable('counterwrites', 'counters', tables.counters, 'write', counters.write),
    ofTable('counterreads', 'counters', tables.counters, 'read', counters.read),
    ...(push
      ? [
          ofTable(
            'connectionwrites',
            'connections',
            push.connections,
            'write',
            connectionUnits(audience, at, push.connectionSlots).write,
          ),
          {
            id: 'messages',
            metric: sum({ kind: 'viewersApi' }, 'MessageCount'),
            price: updateCost(capacity),
            // A page subscribes, and is answered.
            steadyPerSecond: audience.messagesPerSecond + 2 * audience.opensPerSecond,
          },
          {
            id: 'connects',
            metric: sum({ kind: 'viewersApi' }, 'ConnectCount'),
            price:
              CALLS_PER_OPEN * invocation(functions.answerViewer, ANSWER_VIEWER_SECONDS) +
              (PAGE_OPEN_SECONDS / 60) * PRICES.socketMinute,
            steadyPerSecond: audience.opensPerSecond,
          },
        ]
      : []),
  ];
}

/** What a steady day costs beside the costs at rest, as far as CloudWatch counts it, in dollars. */
export const meteredDay = (scenario: Scenario, capacity: Capacity): number =>
  metersOf(scenario, capacity).reduce((all, it) => all + it.price * it.steadyPerSecond, 0) * DAY_SECONDS;

export function spendingAlarm(scenario: Scenario, capacity: Capacity): Alarm {
  const meters = metersOf(scenario, capacity);
  const day = meteredDay(scenario, capacity);
  // Prices of a million, so that they are numbers without an exponent.
  const priced = meters.map(
    ({ id, price }) => `FILL(${id}, 0) * ${Number((MILLION * price).toPrecision(6))}`,
  );
  return {
    key: 'dearer-than-planned',
    says: 'A day costs more than the plan says.',
    metrics: Object.fromEntries(meters.map(({ id, metric }) => [id, metric])),
    expression: `(${priced.join(' + ')}) / ${MILLION}`,
    when: 'at least',
    threshold: Number(Math.max(LEAST_DOLLARS, TIMES_STEADY * day).toFixed(2)),
    unit: 'dollars',
    periodSeconds: DAY_SECONDS,
    datapoints: 1,
    periods: 1,
    missing: 'good',
    formula: `max($${LEAST_DOLLARS}, ${TIMES_STEADY} × $${day.toFixed(2)} of a steady day), beside the costs at rest`,
    source: 'planner/prices.ts',
  };
}
