// What live counts use in a month, as Infracost names it. Pure.

import { CALLS_PER_OPEN, connectionUnits, pushRate, slotMessagesAt } from '../../planner/components/push.ts';
import {
  rollUpBatchesAt,
  rollUpRate,
  timelineUnits,
  updateRecordsAt,
  updatesAt,
} from '../../planner/components/roll-up.ts';
import { ANSWER_VIEWER_SECONDS, LIVE_OVERHEAD_SECONDS, PAGE_OPEN_SECONDS } from '../../planner/figures.ts';
import { audienceAt } from '../../planner/live/audience.ts';
import type { Plan } from '../../planner/plan.ts';
import { SECONDS_PER_MONTH } from '../../planner/prices.ts';
import type { Traffic } from '../../planner/traffic.ts';
import { type Usage, unitsUsage } from './usage.ts';

const monthly = (perSecond: number) => perSecond * SECONDS_PER_MONTH;
const each = (perSecond: number, of: number) => (of === 0 ? 0 : perSecond / of);

export function liveUsage(
  { scenario: { workload }, capacity }: Plan,
  at: Traffic,
): Readonly<Record<string, Usage>> {
  const { rollUp, push, functions } = capacity;
  if (!rollUp) return {};
  const batches = rollUpBatchesAt(at, rollUp);
  const rolledUp = {
    'aws_kinesis_stream.count_updates': {
      monthly_provisioned_put_units: monthly(updateRecordsAt(at, rollUp)),
    },
    'aws_lambda_function.roll_up': {
      monthly_requests: monthly(batches),
      request_duration_ms:
        1_000 * (LIVE_OVERHEAD_SECONDS + each(updatesAt(at), batches) / rollUpRate(functions.rollUp)),
    },
    'aws_dynamodb_table.timeline': unitsUsage(rollUp.timeline.mode, timelineUnits(at)),
  };
  if (!push) return rolledUp;
  const it = audienceAt('steady', workload);
  const slots = slotMessagesAt(it, capacity);
  return {
    ...rolledUp,
    'aws_apigatewayv2_api.viewers': {
      monthly_messages: monthly(2 * it.opensPerSecond + it.messagesPerSecond),
      message_size_kb: 1,
      monthly_connection_mins: monthly((it.opensPerSecond * PAGE_OPEN_SECONDS) / 60),
    },
    'aws_lambda_function.answer_viewer': {
      monthly_requests: monthly(CALLS_PER_OPEN * it.opensPerSecond),
      request_duration_ms: 1_000 * ANSWER_VIEWER_SECONDS,
    },
    'aws_lambda_function.broadcast': {
      monthly_requests: monthly(slots),
      request_duration_ms:
        1_000 * (LIVE_OVERHEAD_SECONDS + each(it.messagesPerSecond, slots) / pushRate(functions.broadcast)),
    },
    'aws_sqs_queue.broadcast': { monthly_requests: monthly(0.3 * slots) },
    'aws_dynamodb_table.connections': unitsUsage(
      push.connections.mode,
      connectionUnits(it, at, push.connectionSlots),
    ),
  };
}
