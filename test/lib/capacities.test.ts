// Holds the templates to the plan: every capacity that a plan declares is in the templates, and nothing else decides one.

import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, test } from 'vitest';
import { routes } from '../../core/api/routes.ts';
import { makeLikesStacks } from '../../lib/make-likes-stacks.ts';
import type { Target } from '../../lib/target.ts';
import type { CapacityOverrides, ProvisionedUnits } from '../../planner/capacity.ts';
import { makePlan, planOf } from '../../planner/make-plan.ts';
import type { Plan } from '../../planner/plan.ts';
import { findRig, rigNames, scenarioNames } from '../../scenarios/index.ts';
import { socialMedia } from '../../scenarios/social-media.ts';
import { declaredIn } from './declared-capacities.ts';
import { resourceNamed, resourcesOf } from './synthesize-templates.ts';

function templatesOf(plan: Plan, target: Target = 'aws') {
  process.env['CDK_VALIDATION'] = 'false';
  const app = new App({
    context: { 'aws:cdk:bundling-stacks': [], '@aws-cdk/core:newStyleStackSynthesis': true },
  });
  const { data, service } = makeLikesStacks(app, {
    plan,
    stage: 'dev',
    target,
    region: undefined,
    allowedOrigins: [],
    ownDomain: undefined,
    oidc: undefined,
    edge: undefined,
    rotateKeys: true,
    operations: undefined,
  });
  return { data: Template.fromStack(data), service: Template.fromStack(service) };
}

const social = (overrides: CapacityOverrides) =>
  makePlan({ name: 'social-media', scenario: socialMedia, overrides });

const units = (least: number, most: number) => ({ least, most, targetPercent: 70 });
const provisioned: ProvisionedUnits = { write: units(100, 400), read: units(50, 50) };

describe.each([...scenarioNames, ...rigNames])('the templates of %s', (name) => {
  const plan = makePlan(findRig(name)!);
  const { data, service } = templatesOf(plan);

  test('declare what the plan says', () => {
    const declared = declaredIn(data, service);
    console.log(`${name} declares ${JSON.stringify(declared)}`);
    const { stream, eventSourceMapping, tables, throttling, functions, rollUp, push } = plan.capacity;
    expect(declared.stream).toEqual(
      stream.mode === 'provisioned'
        ? { mode: 'PROVISIONED', shards: stream.shards, retentionHours: stream.retentionHours }
        : { mode: 'ON_DEMAND', shards: undefined, retentionHours: stream.retentionHours },
    );
    expect(declared.batchLikesMapping).toEqual(eventSourceMapping);
    const live = [rollUp?.timeline, push?.connections].flatMap((table) => table ?? []);
    const { counters, likes, posts } = tables;
    expect(declared.billingModes).toEqual([counters, likes, posts, ...live].map(({ mode }) => mode));
    expect(declared.updateShards).toEqual(rollUp?.stream.shards);
    expect(declared.throttling).toEqual([throttling.requestsPerSecond, throttling.burstRequests]);
    expect(declared.routeThrottling).toEqual(
      Object.fromEntries(
        Object.entries(throttling.routes).map(([operation, rate]) => {
          const { method, path } = routes[operation as keyof typeof routes];
          return [
            `${method} ${path}`,
            { ThrottlingRateLimit: rate.requestsPerSecond, ThrottlingBurstLimit: rate.burstRequests },
          ];
        }),
      ),
    );
    for (const [functionName, size] of Object.entries(declared.functions))
      expect({ functionName, ...size }).toEqual({
        functionName,
        ...functions[functionName as keyof typeof functions],
      });
  });
});

describe('a plan with provisioned tables', () => {
  const plan = social({
    tables: {
      counters: { mode: 'provisioned', table: provisioned, indexes: { 'split-posts': provisioned } },
    },
  });

  test('declares the least units, and lets auto scaling move those whose bounds differ', () => {
    const { data } = templatesOf(plan);
    const [[, counters] = []] = resourcesOf(data, 'AWS::DynamoDB::Table');
    expect(counters?.Properties).toMatchObject({
      ProvisionedThroughput: { WriteCapacityUnits: 100, ReadCapacityUnits: 50 },
      GlobalSecondaryIndexes: [{ ProvisionedThroughput: { WriteCapacityUnits: 100, ReadCapacityUnits: 50 } }],
    });
    expect(counters?.Properties).not.toHaveProperty('BillingMode', 'PAY_PER_REQUEST');
    const targets = resourcesOf(data, 'AWS::ApplicationAutoScaling::ScalableTarget');
    expect(targets.map(([, { Properties }]) => Properties)).toEqual([
      expect.objectContaining({
        MinCapacity: 100,
        MaxCapacity: 400,
        ScalableDimension: 'dynamodb:table:WriteCapacityUnits',
      }),
      expect.objectContaining({
        MinCapacity: 100,
        MaxCapacity: 400,
        ScalableDimension: 'dynamodb:index:WriteCapacityUnits',
      }),
    ]);
    const policies = resourcesOf(data, 'AWS::ApplicationAutoScaling::ScalingPolicy');
    expect(
      policies.map(([, { Properties }]) => Properties['TargetTrackingScalingPolicyConfiguration']),
    ).toEqual([expect.objectContaining({ TargetValue: 70 }), expect.objectContaining({ TargetValue: 70 })]);
  });

  test('declares the most units at once for LocalStack, which scales nothing', () => {
    const { data } = templatesOf(plan, 'localstack');
    const [[, counters] = []] = resourcesOf(data, 'AWS::DynamoDB::Table');
    expect(counters?.Properties).toMatchObject({
      ProvisionedThroughput: { WriteCapacityUnits: 400, ReadCapacityUnits: 50 },
    });
    expect(resourcesOf(data, 'AWS::ApplicationAutoScaling::ScalableTarget')).toEqual([]);
  });

  test('is refused when it forgets an index', () => {
    const forgetful = social({
      tables: { counters: { mode: 'provisioned', table: provisioned, indexes: {} } },
    });
    expect(() => templatesOf(forgetful)).toThrow('no capacity for the index split-posts');
  });
});

test('warm throughput and the maximum of an on-demand table and its index are the plan’s', () => {
  const onDemand = {
    warmWriteUnits: 8_000,
    warmReadUnits: 12_000,
    maxWriteUnits: 20_000,
    maxReadUnits: 40_000,
  };
  const { data } = templatesOf(
    social({
      tables: {
        counters: { mode: 'on-demand', table: onDemand, indexes: { 'split-posts': onDemand } },
      },
    }),
  );
  const [[, counters] = []] = resourcesOf(data, 'AWS::DynamoDB::Table');
  const declared = {
    WarmThroughput: { ReadUnitsPerSecond: 12_000, WriteUnitsPerSecond: 8_000 },
    OnDemandThroughput: { MaxReadRequestUnits: 40_000, MaxWriteRequestUnits: 20_000 },
  };
  expect(counters?.Properties).toMatchObject({ ...declared, GlobalSecondaryIndexes: [declared] });
});

test('a stream on demand declares no shards', () => {
  const { data } = templatesOf(social({ stream: { mode: 'on-demand' } }));
  const stream = resourceNamed(data, 'AWS::Kinesis::Stream', 'LikeEvents');
  expect(stream).toMatchObject({ StreamModeDetails: { StreamMode: 'ON_DEMAND' } });
  expect(stream).not.toHaveProperty('ShardCount');
});

test('a route can have a throttling of its own, which waits for its route', () => {
  const rate = { requestsPerSecond: 100, burstRequests: 50 };
  const throttling = { ...planOf(socialMedia).capacity.throttling, routes: { likeMany: rate } };
  const { service } = templatesOf(social({ throttling }));
  const [, stage] =
    resourcesOf(service, 'AWS::ApiGatewayV2::Stage').find(([id]) => id.startsWith('Http')) ?? [];
  expect(stage?.Properties['RouteSettings']).toEqual({
    'POST /v1/likes': { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 50 },
  });
  const [[route] = []] = resourcesOf(service, 'AWS::ApiGatewayV2::Route').filter(
    ([, { Properties }]) => Properties['RouteKey'] === 'POST /v1/likes',
  );
  expect(stage?.DependsOn).toContain(route);
});

test('a function has concurrency of its own only where the plan reserves it', () => {
  const acceptLike = { memoryMiB: 256, timeoutSeconds: 10, reservedConcurrency: 40 };
  const { service } = templatesOf(social({ functions: { acceptLike } }));
  const reserved = resourcesOf(service, 'AWS::Lambda::Function').flatMap(([id, { Properties }]) =>
    Properties['ReservedConcurrentExecutions'] === undefined
      ? []
      : [[id, Properties['ReservedConcurrentExecutions']]],
  );
  expect(reserved).toEqual([[expect.stringMatching(/^AcceptLike/), 40]]);
});
