// Says what a plan declares, a line for each part. Pure.

import { type Operation, routes } from '../../core/api/routes.ts';
import type { FunctionSize, OnDemandUnits, ProvisionedUnits, TableCapacity } from '../../planner/capacity.ts';
import { show } from '../../planner/components/component.ts';
import type { Plan } from '../../planner/plan.ts';
import type { Fairness } from '../../scenarios/scenario.ts';
import { UNLIMITED_RATE } from '../../scenarios/people.ts';
import { columns } from './columns.ts';

/** Each part and what is declared of it. */
export function declaredParts({ scenario, capacity, absorbs }: Plan): [part: string, declared: string][] {
  const { stream, eventSourceMapping, tables, hotPosts, throttling, fairness, functions, burst } = capacity;
  const { rollUp, push } = capacity;
  return [
    [
      'stream',
      stream.mode === 'provisioned'
        ? `${show(stream.shards)} shards, kept for ${stream.retentionHours} hours`
        : `on demand, kept for ${stream.retentionHours} hours`,
    ],
    [
      'batches',
      `up to ${show(eventSourceMapping.batchSize)} records, window ${eventSourceMapping.batchWindowSeconds} s`,
    ],
    [
      'last resort',
      `a bucket for records not counted in ${show(eventSourceMapping.recordAgeSeconds / 3_600)} hours; empty, it costs nothing`,
    ],
    ['ledger', tableText(tables.likes)],
    ['counters', tableText(tables.counters)],
    ...Object.entries(tables.counters.indexes).map(([name, units]): [string, string] => [
      `index ${name}`,
      unitsText(units),
    ]),
    [
      'hot posts',
      `split ${hotPosts.split === 'always' ? 'from the first like' : `above ${hotPosts.splitAboveWritesPerSecond} writes/s`} into ${show(hotPosts.buckets)} buckets, merged below ${hotPosts.mergeBelowWritesPerSecond} for ${hotPosts.coolSeconds} s`,
    ],
    ['API', `${show(throttling.requestsPerSecond)} requests/s, burst ${show(throttling.burstRequests)}`],
    ...Object.entries(throttling.routes).map(([operation, rate]): [string, string] => [
      routeText(operation as Operation),
      `${show(rate.requestsPerSecond)} requests/s, burst ${show(rate.burstRequests)}`,
    ]),
    ['each person', personText(fairness)],
    ['each address', addressText(fairness)],
    ['accept-like', sizeText(functions.acceptLike)],
    ['batch-likes', sizeText(functions.batchLikes)],
    ['read-counts', sizeText(functions.readCounts)],
    [
      'burst queue',
      burst && absorbs
        ? `${burst.maximumConcurrency} × ${burst.batchSize} at a time: drains ${show(absorbs.drainPerSecond)}/s, takes twice the stream for ${show(absorbs.secondsAtTwiceTheStream)} s`
        : 'none: a like that the stream throttles is refused',
    ],
    ['edge', scenario.policies.edge ? 'CloudFront before the API' : 'none'],
    [
      'live counts',
      rollUp
        ? `${show(rollUp.stream.shards)} shards of count-updates, ${show(rollUp.rootSlots)} root slots, a timeline of ${show(rollUp.timelineDays)} days`
        : 'none: pages ask for counts',
    ],
    ...(rollUp ? [['timeline', tableText(rollUp.timeline)] as [string, string]] : []),
    ...(push
      ? ([
          ['connections', tableText(push.connections)],
          [
            'broadcast',
            `${show(push.connectionSlots)} slots, ${show(push.maximumConcurrency)} at a time, ${sizeText(functions.broadcast)}`,
          ],
        ] satisfies [string, string][])
      : []),
  ];
}

export const declaredLines = (plan: Plan): string[] => columns(declaredParts(plan));

const routeText = (operation: Operation): string => `${routes[operation].method} ${routes[operation].path}`;

const personText = (it: Fairness): string =>
  shareText([
    [it.actionsPerSecondPerPerson, it.actionBurstPerPerson, 'actions'],
    [it.readsPerSecondPerPerson, it.readBurstPerPerson, 'posts read'],
  ]);

const addressText = (it: Fairness): string =>
  shareText([
    [it.actionsPerSecondPerAddress, it.actionBurstPerAddress, 'actions'],
    [it.visitorsPerSecondPerAddress, it.visitorBurstPerAddress, 'new visitors'],
  ]);

const shareText = (limits: readonly [perSecond: number, burst: number, what: string][]): string =>
  limits
    .map(([perSecond, burst, what]) =>
      perSecond >= UNLIMITED_RATE
        ? `${what} without limit`
        : `${show(perSecond)} ${what}/s, burst ${show(burst)}`,
    )
    .join('; ')
    .concat('; in each environment');

const sizeText = ({ memoryMiB, timeoutSeconds, reservedConcurrency }: FunctionSize): string =>
  `${show(memoryMiB)} MiB, at most ${timeoutSeconds} s${reservedConcurrency === undefined ? '' : `, ${show(reservedConcurrency)} executions reserved`}`;

const tableText = (table: TableCapacity): string => unitsText(table.table);

function unitsText(units: ProvisionedUnits | OnDemandUnits): string {
  if ('write' in units) {
    const { write, read } = units;
    return `provisioned: ${show(write.least)} to ${show(write.most)} writes/s, ${show(read.least)} to ${show(read.most)} reads/s`;
  }
  const { warmWriteUnits, warmReadUnits, maxWriteUnits, maxReadUnits } = units;
  if (warmWriteUnits === undefined) return 'on demand';
  return `on demand: warm for ${show(warmWriteUnits)} writes/s and ${show(warmReadUnits ?? 0)} reads/s, at most ${show(maxWriteUnits ?? 0)} and ${show(maxReadUnits ?? 0)}`;
}
