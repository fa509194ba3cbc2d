import { expect, test } from 'vitest';
import { planOf } from '../../../planner/make-plan.ts';
import { SECONDS_PER_MONTH } from '../../../planner/prices.ts';
import { broadcast } from '../../../scenarios/broadcast.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { makeUsageFile, usageOf } from '../../../tools/plan/infracost.ts';

test('a usage file has a month of the steady workload', () => {
  const usage = usageOf(planOf(socialMedia));
  expect(usage['aws_apigatewayv2_api.likes']).toMatchObject({ monthly_requests: 700 * SECONDS_PER_MONTH });
  expect(usage['aws_kinesis_stream.like_events']).toEqual({
    monthly_provisioned_put_units: 500 * SECONDS_PER_MONTH,
  });
  expect(usage['aws_dynamodb_table.likes']).toMatchObject({
    monthly_write_request_units: 500 * SECONDS_PER_MONTH,
  });
});

test('live counts are in it where the scenario has them', () => {
  const usage = usageOf(planOf(socialMedia));
  expect(usage['aws_apigatewayv2_api.viewers']).toMatchObject({
    monthly_connection_mins: 200 * SECONDS_PER_MONTH,
  });
  expect(usage).toHaveProperty(['aws_kinesis_stream.count_updates']);
  const off = usageOf(planOf({ ...socialMedia, policies: { ...socialMedia.policies, live: 'off' } }));
  expect(Object.keys(off).filter((it) => /viewer|count_updates|roll_up|broadcast/.test(it))).toEqual([]);
});

test('what is provisioned is not usage', () => {
  expect(Object.keys(usageOf(planOf(broadcast))).filter((address) => address.includes('dynamodb'))).toEqual(
    [],
  );
});

test('an on-demand stream counts each event as a whole KB', () => {
  const policies = { ...socialMedia.policies, stream: 'on-demand' } as const;
  expect(
    usageOf(planOf({ ...socialMedia, policies }))['aws_kinesis_stream.like_events']![
      'monthly_on_demand_data_in_gb'
    ],
  ).toBeCloseTo((500 * SECONDS_PER_MONTH * 1_024) / 1e9);
});

test('the file is YAML of the version that Infracost reads', () => {
  expect(makeUsageFile(planOf(socialMedia))).toMatch(
    /^(# .*\n)+version: 0\.1\nresource_usage:\n( {2}aws_[a-z0-9_]+\.[a-z_]+:\n( {4}[a-z_]+: [\d.]+\n)+)+$/,
  );
});
