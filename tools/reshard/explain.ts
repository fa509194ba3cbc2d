// Explains a change of shards before it is made: its calls, what else depends on the number, and what must say the same. Pure.

import { MAX_LANE_MARKS } from '../../core/counters/split-policy.ts';
import { bucketsFor } from '../../planner/buckets-for.ts';
import { show } from '../../planner/components/component.ts';
import { shardsCost } from '../../planner/costs/stream-cost.ts';
import { SHARD } from '../../planner/limits.ts';
import { wrap } from '../plan/columns.ts';
import { CALLS_IN_A_DAY, stepsBetween } from './steps.ts';
import { type StreamName, streams } from './streams.ts';

export interface Change {
  readonly stream: StreamName;
  readonly from: number;
  readonly to: number;
  readonly retentionHours: number;
}

const INDENT = '  ';
const NAME_WIDTH = 12;

const shardsText = (count: number): string => (count === 1 ? '1 shard' : `${show(count)} shards`);

export function explainChange(change: Change): string {
  const { stream, from, to } = change;
  const calls = stepsBetween(from, to);
  return [
    `${stream}: from ${shardsText(from)} to ${shardsText(to)}, in ${calls.length === 1 ? 'one call' : `${calls.length} calls`}: ${[from, ...calls].map(show).join(' -> ')}`,
    ...wrap(
      `A call at most doubles or halves the shards, and a stream takes ${CALLS_IN_A_DAY} calls in 24 hours. Likes go on being taken and counted: a new shard is read once the shard that it came from is read to its end.`,
      INDENT,
    ),
    '',
    'What depends on it',
    ...dependents(change).flatMap(([name, text]) => wrap(text, INDENT + name.padEnd(NAME_WIDTH))),
    '',
    reminder(change),
  ].join('\n');
}

/** What must say the same. */
export const reminder = ({ stream, to }: Pick<Change, 'stream' | 'to'>): string =>
  (stream === 'like-events'
    ? wrap(
        `The deployment must say the same, or a later deploy undoes it: "overrides": { "shards": ${to} } in deployments/<stage>.json. It also gives split posts and reserved concurrency what so many lanes need.`,
        '',
        INDENT,
      )
    : wrap(
        'The plan of the scenario decides this number, and a deployment file cannot: a later deploy may undo it.',
        '',
        INDENT,
      )
  ).join('\n');

function dependents({ stream, from, to, retentionHours }: Change): [string, string][] {
  const monthly = shardsCost(to, retentionHours) - shardsCost(from, retentionHours);
  const { reader } = streams[stream];
  return [
    [
      'throughput',
      `${show(to * SHARD.recordsPerSecond)} records/s and ${show((to * SHARD.bytesPerSecond) / 1e6)} MB/s`,
    ],
    [
      'lanes',
      `${show(to)}: Lambda runs ${reader} up to ${show(to)} times at once, and up to ${show(2 * to)} times while zombies run`,
    ],
    ...(stream === 'like-events' ? [['marks', marksText(from, to)] as [string, string]] : []),
    [
      'cost',
      `${monthly < 0 ? '-' : '+'}$${Math.abs(monthly).toFixed(2)} a month (${show(retentionHours)} hours of retention, us-east-1)`,
    ],
  ];
}

/** A post that is liked all the time has a mark of each lane that there ever was, because marks are never dropped. */
function marksText(from: number, to: number): string {
  const lanes = stepsBetween(from, to).reduce((sum, step) => sum + step, from);
  const most = `a post that is liked all along has a mark of each old and new lane, ${show(lanes)} at least`;
  return lanes <= MAX_LANE_MARKS
    ? `${most}; ${MAX_LANE_MARKS} fit in 1 KB`
    : `${most}; with more than the ${MAX_LANE_MARKS} that fit in 1 KB it is split for good, over ${show(bucketsFor(1, lanes))} buckets or more`;
}
