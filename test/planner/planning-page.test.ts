// Computes each example of docs/planning.md again, and compares it with the plan.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { PROJECT_DIR } from '../../command-line/project-dir.ts';
import { provisionedBreakEvenShare } from '../../planner/costs/table-cost.ts';
import { edgeUse, keptSeconds } from '../../planner/edge.ts';
import { OTHER_POSTS, TOKEN_SHARE } from '../../planner/figures.ts';
import { textChanges, textStep } from '../../planner/live/text-changes.ts';
import { planOf } from '../../planner/make-plan.ts';
import { MILLION, PRICES, SECONDS_PER_MONTH } from '../../planner/prices.ts';
import { cpuSecondsPerLike, trafficAt } from '../../planner/traffic.ts';
import { broadcast } from '../../scenarios/broadcast.ts';
import { socialMedia } from '../../scenarios/social-media.ts';

const page = readFileSync(join(PROJECT_DIR, 'docs/planning.md'), 'utf8');

interface Example {
  readonly name: string;
  readonly expression: string;
  readonly result: string;
}

const examples: Example[] = [...page.matchAll(/^ {4}(.+?) = (.+) = ([\d.]+)$/gm)].map(
  ([, name = '', expression = '', result = '']) => ({ name, expression, result }),
);

/** Only numbers, operators and three functions, so that it can be computed as it stands. */
function compute(expression: string): number {
  expect(expression).toMatch(/^(?:[\d.+*/(), -]|ceil|floor|max|min)+$/);
  const { ceil, floor, max, min } = Math;
  return runInNewContext(expression, { ceil, floor, max, min }) as number;
}

const plan = planOf(socialMedia);
const { capacity, costs, live } = plan;
const { workload } = socialMedia;
const at = trafficAt('peak', socialMedia, capacity);
const alarm = (key: string) => plan.alarms.find((it) => it.key === key)!.threshold;
const use = (name: string) => plan.components.find((it) => it.name === name)!;
const cost = (name: string) => costs.parts.find((it) => it.name === name)!;
const million = (of: string) => costs.millions.find((it) => it.of === of)?.dollars;
const thousandHours = (name: string) =>
  1_000 * (live.options.find((it) => it.name === name)?.perViewerHour ?? Number.NaN);
const wide = planOf(broadcast).capacity.tables.likes;
const writes = wide.mode === 'provisioned' ? wide.table.write : undefined;

/** What the plan has for each example. */
const planned: Readonly<Record<string, number | undefined>> = {
  'hottest post, likes/s': plan.verdict.designs[0]?.load,
  'SQL, writes/s': plan.verdict.designs[1]?.load,
  shards: capacity.stream.shards,
  'use of records, %': use('stream: records').usePercent,
  'use of bytes, %': use('stream: bytes').usePercent,
  'stream at rest, $': cost('stream').atRest,
  'PUT units, $ a million': cost('stream').perMillionLikes,
  'window, s': capacity.eventSourceMapping.batchWindowSeconds,
  'batch size': capacity.eventSourceMapping.batchSize,
  'CPU of a like, ms': cpuSecondsPerLike(workload.hotKeyShare) * 1_000,
  'likes per batch': at.batches.likesPerBatch,
  'batches a second': at.batchesPerSecond,
  'vCPU of batch-likes': capacity.functions.batchLikes.memoryMiB / 1_769,
  'memory of batch-likes, MiB': capacity.functions.batchLikes.memoryMiB,
  'use of a lane, %': use('batch-likes: CPU of a lane').usePercent,
  executions: use('functions: executions at a time').load,
  'requests/s at the peak': use('API: own throttling').load,
  'API throttling, requests/s': capacity.throttling.requestsPerSecond,
  'API burst, requests': capacity.throttling.burstRequests,
  'POST /v1/likes, requests/s': capacity.throttling.routes.likeMany?.requestsPerSecond,
  'POST /v1/visitors, requests/s': capacity.throttling.routes.issueVisitor?.requestsPerSecond,
  'drains at a time': capacity.burst?.maximumConcurrency,
  'drained, messages/s': plan.absorbs?.drainPerSecond,
  'messages, at most': plan.absorbs?.messages,
  'burst at twice the stream, s': plan.absorbs?.secondsAtTwiceTheStream,
  'ledger writes/s': use('ledger: writes').load,
  'ledger reads/s': use('ledger: reads').load,
  'counter reads/s': use('counters: reads').load,
  'counter writes/s': use('counters: writes').load,
  'broadcast, least writes/s': writes?.least,
  'broadcast, most writes/s': writes?.most,
  'break-even of provisioned units, %': 100 * provisionedBreakEvenShare,
  buckets: capacity.hotPosts.buckets,
  'writes/s of the hottest post': use('hottest post: writes before its split').load,
  'reads/s of the hottest item': use('reads: hottest item').load,
  'kept for, s': keptSeconds((10 * 0.5 * workload.peakEventsPerSecond) / OTHER_POSTS),
  'pages/s without a token': workload.peakReadsPerSecond * (1 - TOKEN_SHARE),
  'edge hit rate, %': 100 * edgeUse(workload, at.likes, at.pages).hitRate,
  'a million reads without a token, $': million('reads from the API, without a token'),
  'a million reads of the hottest page through the edge, $': million(
    'reads of the hottest page through the edge',
  ),
  'calls/s of the account': use('API: rate of the account').load,
  'records/s of count-updates': use('count-updates: records').load,
  'bytes/s of count-updates': use('count-updates: bytes').load,
  'updates/s that a lane of roll-up takes': use('roll-up: CPU of a lane').limit,
  'shards of count-updates': capacity.rollUp?.stream.shards,
  connections: live.peak.viewers,
  slots: live.peak.slots,
  '1.2 M likes at 1,000/s, s between two texts': textStep(1_200_000) / 1_000,
  'texts of the hottest post in the peak': textChanges(1_000, workload.peakSeconds),
  'texts of another post in a day': textChanges(0.25, 86_400),
  'messages/s of a page at the peak': live.peak.messagesPerViewerSecond,
  'messages/s at the peak': live.peak.messagesPerSecond,
  'messages/s of a page, steady': live.steady.messagesPerViewerSecond,
  'writes/s of connections': use('connections: writes').load,
  'broadcasts at a time': use('broadcast: executions at a time').load,
  'batch-likes is behind after, s': alarm('batch-likes-behind-minutes') / 1_000,
  'likes are about to be lost after, h': alarm('batch-likes-behind-retention') / 3_600_000,
  'errors of accept-like in 5 min': alarm('accept-like-errors'),
  'messages in the burst queue, at most': alarm('burst-deep'),
  'alarms and dashboards, $ a month': cost('alarms and dashboards').perMonth,
  'connections, $ a million pages': cost('connections').perMillionPages,
  'WebSocket API, $ a million pages': cost('WebSocket API').perMillionPages,
  'polls of the API, $ a thousand hours': thousandHours('polls of the API'),
  'polls of the edge, $ a thousand hours': thousandHours('polls of the edge'),
  'SSE, $ a thousand hours': thousandHours('SSE'),
  'logs, GB a day at the peak': (use('logs').load * 86_400) / 1e9,
  'likes a month, million': (workload.steadyEventsPerSecond * SECONDS_PER_MONTH) / MILLION,
  'ledger, $ a month': cost('ledger').perMonth,
  'API, $ a month': cost('API requests').perMonth,
  'naive write units, $ a million': 4 * PRICES.writeUnit * MILLION,
  'load balancer from, million requests a month': costs.frontDoors.balancerFromRequestsPerMonth / MILLION,
};

/** Half of the last digit that is written. */
const precision = (result: string): number => 0.5 * 10 ** -(result.split('.')[1]?.length ?? 0) + 1e-9;

describe('an example of the page about planning', () => {
  test.each(examples)('$name: $expression = $result', ({ name, expression, result }) => {
    expect(Math.abs(compute(expression) - Number(result))).toBeLessThanOrEqual(precision(result));
    expect(planned).toHaveProperty([name]);
    expect(Math.abs((planned[name] ?? Number.NaN) - Number(result))).toBeLessThanOrEqual(precision(result));
  });

  test('exists for each figure, once', () => {
    expect(examples.map(({ name }) => name).toSorted()).toEqual(Object.keys(planned).toSorted());
  });
});
