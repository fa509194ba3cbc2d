// Auto scaling from a template to UpdateTable.

import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { expect, test, vi } from 'vitest';
import type { Json, TemplateResource } from '../../../local/template/template.ts';
import { startTestCloud } from './test-cloud.ts';

const of = (Type: string, Properties: Record<string, Json>): TemplateResource => ({ Type, Properties });
const resources = (target: Record<string, Json> = {}, configuration: Record<string, Json> = {}) => ({
  Table: of('AWS::DynamoDB::Table', {
    TableName: 'likes',
    AttributeDefinitions: ['id', 'country'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
    GlobalSecondaryIndexes: [
      {
        IndexName: 'countries',
        KeySchema: [{ AttributeName: 'country', KeyType: 'HASH' }],
        Projection: { ProjectionType: 'KEYS_ONLY' },
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
      },
    ],
  }),
  Target: of('AWS::ApplicationAutoScaling::ScalableTarget', {
    MinCapacity: 5,
    MaxCapacity: 500,
    ResourceId: { 'Fn::Join': ['', ['table/', { Ref: 'Table' }]] },
    RoleARN: 'arn:aws:iam::000000000000:role/scaling',
    ScalableDimension: 'dynamodb:table:WriteCapacityUnits',
    ServiceNamespace: 'dynamodb',
    ...target,
  }),
  Policy: of('AWS::ApplicationAutoScaling::ScalingPolicy', {
    PolicyName: 'writes',
    PolicyType: 'TargetTrackingScaling',
    ScalingTargetId: { Ref: 'Target' },
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'DynamoDBWriteCapacityUtilization' },
      TargetValue: 50,
      ...configuration,
    },
  }),
});

test.each<[Parameters<typeof resources>, string]>([
  [[{ ServiceNamespace: 'ecs' }], 'property ServiceNamespace: "ecs"'],
  [[{ ResourceId: 'service/a' }], 'property ResourceId: service/a is no table and no index'],
  [[{ ScalableDimension: 'dynamodb:index:WriteCapacityUnits' }], 'property ScalableDimension'],
  [[{ ScalableDimension: 'dynamodb:table:ReadCapacityUnits' }], 'PredefinedMetricType: "DynamoDBWrite'],
  [[{}, { CustomizedMetricSpecification: { a: 1 } }], 'CustomizedMetricSpecification.a is not supported'],
])('what cannot be scaled is an error that names it: %j', async (changes, message) => {
  const cloud = await startTestCloud();
  await expect(cloud.deploy(resources(...changes))).rejects.toThrow(message);
});

test.each([
  ['table', 'table/likes', 'dynamodb likes table'],
  ['index', 'table/likes/index/countries', 'dynamodb likes/countries index'],
])(
  'a %s that is used above the target for two minutes gets more capacity',
  async (kind, ResourceId, component) => {
    const cloud = await startTestCloud(undefined, { scale: 0.1 });
    const all = resources({ ResourceId, ScalableDimension: `dynamodb:${kind}:WriteCapacityUnits` });
    await cloud.deploy(all);
    const metered = { ...cloud.limits };
    let total = 0;
    Object.assign(cloud.limits, {
      readLoad: () => [{ component, unit: 'write units', total, limitPerSecond: 0.5 }],
    });
    const endMinute = async (perSecond: number) => {
      total += perSecond * 60;
      await cloud.autoScaling.endMinute();
      const { Table } = await cloud.dynamodb.send(new DescribeTableCommand({ TableName: 'likes' }));
      return (kind === 'table' ? Table : Table?.GlobalSecondaryIndexes?.[0])?.ProvisionedThroughput;
    };
    expect(await endMinute(10)).toMatchObject({ ReadCapacityUnits: 5, WriteCapacityUnits: 5 });
    expect(await endMinute(10)).toMatchObject({ ReadCapacityUnits: 5, WriteCapacityUnits: 200 });
    // The meter knows the capacity too, scaled down.
    await vi.waitFor(() => {
      const load = metered
        .readLoad()
        .find((one) => one.component === component && one.unit === 'write units');
      expect(load?.limitPerSecond).toBe(20);
    });
  },
);
