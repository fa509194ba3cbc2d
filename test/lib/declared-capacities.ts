// Reads the capacities back out of the templates.

import type { Template } from 'aws-cdk-lib/assertions';
import { resourceNamed, resourcesOf } from './synthesize-templates.ts';

interface Stage {
  readonly DefaultRouteSettings: {
    readonly ThrottlingRateLimit: number;
    readonly ThrottlingBurstLimit: number;
  };
  readonly RouteSettings?: Readonly<Record<string, object>>;
}

const camelCase = (name: string) => name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function functionSizes(service: Template) {
  const sizes = resourcesOf(service, 'AWS::Lambda::Function').map(([, { Properties }]) => {
    const { Environment, MemorySize, Timeout, ReservedConcurrentExecutions } = Properties as {
      Environment: { Variables: { POWERTOOLS_SERVICE_NAME: string } };
      MemorySize: number;
      Timeout: number;
      ReservedConcurrentExecutions?: number;
    };
    const size = {
      memoryMiB: MemorySize,
      timeoutSeconds: Timeout,
      ...(ReservedConcurrentExecutions !== undefined && {
        reservedConcurrency: ReservedConcurrentExecutions,
      }),
    };
    return [camelCase(Environment.Variables.POWERTOOLS_SERVICE_NAME), size] as const;
  });
  return Object.fromEntries(sizes);
}

export function declaredIn(data: Template, service: Template) {
  const stream = resourceNamed(data, 'AWS::Kinesis::Stream', 'LikeEvents');
  const stage = resourceNamed(service, 'AWS::ApiGatewayV2::Stage', 'Http') as unknown as Stage;
  const mapping = resourcesOf(service, 'AWS::Lambda::EventSourceMapping').find(
    ([, { Properties }]) => Properties['StartingPosition'] !== undefined,
  )?.[1].Properties;
  return {
    stream: {
      mode: (stream['StreamModeDetails'] as { StreamMode: string }).StreamMode,
      shards: stream['ShardCount'],
      retentionHours: stream['RetentionPeriodHours'],
    },
    updateShards: resourcesOf(data, 'AWS::Kinesis::Stream').find(([id]) => id.startsWith('CountUpdates'))?.[1]
      .Properties['ShardCount'],
    batchLikesMapping: {
      batchSize: mapping?.['BatchSize'],
      batchWindowSeconds: mapping?.['MaximumBatchingWindowInSeconds'],
      recordAgeSeconds: mapping?.['MaximumRecordAgeInSeconds'],
    },
    billingModes: resourcesOf(data, 'AWS::DynamoDB::Table').map(([, { Properties }]) =>
      Properties['BillingMode'] === 'PAY_PER_REQUEST' ? 'on-demand' : 'provisioned',
    ),
    tables: resourcesOf(data, 'AWS::DynamoDB::Table').map(([, { Properties }]) => {
      const { ProvisionedThroughput, WarmThroughput, OnDemandThroughput } = Properties;
      return { ProvisionedThroughput, WarmThroughput, OnDemandThroughput };
    }),
    throttling: [
      stage.DefaultRouteSettings.ThrottlingRateLimit,
      stage.DefaultRouteSettings.ThrottlingBurstLimit,
    ],
    routeThrottling: stage.RouteSettings ?? {},
    functions: functionSizes(service),
  };
}
