// Writes what the plan uses in a month as a usage file of Infracost, so that another price list can check our costs. Pure.
// source: infracost/infracost, infracost-usage-example.yml

import { logBytesPerSecond } from '../../planner/components/logs-and-metrics.ts';
import { counterUnits } from '../../planner/components/counter-units.ts';
import { ledgerUnits } from '../../planner/components/tables.ts';
import { audienceAt } from '../../planner/live/audience.ts';
import { ACCEPT_SECONDS, READ_SECONDS } from '../../planner/figures.ts';
import type { Plan } from '../../planner/plan.ts';
import { PUT_UNIT_BYTES, SECONDS_PER_MONTH } from '../../planner/prices.ts';
import { cpuSecondsPerLike, trafficAt } from '../../planner/traffic.ts';
import { dollars } from './columns.ts';
import { liveUsage } from './live-usage.ts';
import { type Usage, unitsUsage } from './usage.ts';

const GIGABYTE = 1e9;

/** @returns YAML */
export function makeUsageFile(plan: Plan): string {
  const lines = Object.entries(usageOf(plan)).flatMap(([address, usage]) => [
    `  ${address}:`,
    ...Object.entries(usage).map(
      ([key, value]) => `    ${key}: ${value >= 100 ? Math.round(value) : Number(value.toFixed(3))}`,
    ),
  ]);
  return [
    `# A month of the steady workload of ${plan.name}. Our own sum is ${dollars(plan.costs.total.perMonth)}.`,
    ...(plan.scenario.policies.edge ? ['# The edge is not in it.'] : []),
    '# Rename the addresses to those of your Terraform code. Shards and provisioned units stand there, not here.',
    'version: 0.1',
    'resource_usage:',
    ...lines,
    '',
  ].join('\n');
}

export function usageOf(plan: Plan): Readonly<Record<string, Usage>> {
  const { scenario, capacity } = plan;
  const { workload, policies } = scenario;
  const at = trafficAt('steady', scenario, capacity);
  const monthly = (perSecond: number) => perSecond * SECONDS_PER_MONTH;
  const { tables, stream } = capacity;
  const streamUsage: Usage =
    stream.mode === 'provisioned'
      ? { monthly_provisioned_put_units: monthly(at.likes * Math.ceil(workload.eventBytes / PUT_UNIT_BYTES)) }
      : {
          monthly_on_demand_data_in_gb:
            monthly(at.likes * Math.ceil(workload.eventBytes / 1_024) * 1_024) / GIGABYTE,
          monthly_on_demand_data_out_gb: monthly(at.bytes) / GIGABYTE,
        };
  const all: Readonly<Record<string, Usage>> = {
    'aws_apigatewayv2_api.likes': { monthly_requests: monthly(at.requests), request_size_kb: 1 },
    'aws_lambda_function.accept_like': {
      monthly_requests: monthly(at.likes),
      request_duration_ms: ACCEPT_SECONDS * 1_000,
    },
    'aws_lambda_function.read_counts': {
      monthly_requests: monthly(at.originPages),
      request_duration_ms: READ_SECONDS * 1_000,
    },
    'aws_lambda_function.batch_likes': {
      monthly_requests: monthly(at.batchesPerSecond),
      request_duration_ms: at.batches.likesPerBatch * cpuSecondsPerLike(workload.hotKeyShare) * 1_000,
    },
    'aws_kinesis_stream.like_events': streamUsage,
    'aws_dynamodb_table.likes': unitsUsage(tables.likes.mode, ledgerUnits(at)),
    'aws_dynamodb_table.counters': unitsUsage(
      tables.counters.mode,
      counterUnits(at, capacity, policies.live),
    ),
    ...liveUsage(plan, at),
    'aws_cloudwatch_log_group.all': {
      monthly_data_ingested_gb:
        monthly(logBytesPerSecond(at, audienceAt('steady', workload), capacity)) / GIGABYTE,
    },
    'aws_secretsmanager_secret.visitor_key': { monthly_requests: 0 },
    'aws_secretsmanager_secret.seal_key': { monthly_requests: 0 },
  };
  return Object.fromEntries(Object.entries(all).filter(([, usage]) => Object.keys(usage).length > 0));
}
