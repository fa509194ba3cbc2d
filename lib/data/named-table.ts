// A table of this account and region that is there already, such as a restored one. The deployment uses it, and declares nothing of it
// but how its capacity is scaled, which a restore leaves out.

import { Aws, Stack } from 'aws-cdk-lib';
import { PredefinedMetric, ScalableTarget, ServiceNamespace } from 'aws-cdk-lib/aws-applicationautoscaling';
import type { EnableScalingProps } from 'aws-cdk-lib/aws-dynamodb';
import { Role } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { LikesTableProps, UsedTable } from './likes-table.ts';
import { scaleUnits } from './table-units.ts';

/** Made by AWS for the account. source: Application Auto Scaling guide, "Service-linked roles" */
const SCALING_ROLE =
  'aws-service-role/dynamodb.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_DynamoDBTable';

const METRICS = {
  Read: PredefinedMetric.DYNAMODB_READ_CAPACITY_UTILIZATION,
  Write: PredefinedMetric.DYNAMODB_WRITE_CAPACITY_UTILIZATION,
} as const;

export class NamedTable extends Construct implements UsedTable {
  readonly tableName: string;
  readonly tableArn: string;

  constructor(
    scope: Construct,
    id: string,
    tableName: string,
    { capacity, autoScaling }: Pick<LikesTableProps, 'capacity' | 'autoScaling'>,
  ) {
    super(scope, id);
    this.tableName = tableName;
    this.tableArn = `arn:${Aws.PARTITION}:dynamodb:${Aws.REGION}:${Aws.ACCOUNT_ID}:table/${tableName}`;
    if (capacity.mode === 'on-demand' || !autoScaling) return;
    scaleUnits(capacity.table, this.scalesOf('table', `table/${tableName}`));
    for (const [index, units] of Object.entries(capacity.indexes))
      scaleUnits(units, this.scalesOf('index', `table/${tableName}/index/${index}`));
  }

  private scalesOf(kind: 'table' | 'index', resourceId: string) {
    const scale = (operation: 'Read' | 'Write') => (range: EnableScalingProps) => {
      const id = `${operation}${resourceId.split('/').slice(2).join('')}`;
      const target = new ScalableTarget(this, id, {
        ...range,
        serviceNamespace: ServiceNamespace.DYNAMODB,
        resourceId,
        scalableDimension: `dynamodb:${kind}:${operation}CapacityUnits`,
        role: Role.fromRoleArn(
          this,
          `${id}Role`,
          Stack.of(this).formatArn({
            service: 'iam',
            region: '',
            resource: 'role',
            resourceName: SCALING_ROLE,
          }),
        ),
      });
      return {
        scaleOnUtilization: ({ targetUtilizationPercent }: { readonly targetUtilizationPercent: number }) =>
          target.scaleToTrackMetric('Tracking', {
            targetValue: targetUtilizationPercent,
            predefinedMetric: METRICS[operation],
          }),
      };
    };
    return { read: scale('Read'), write: scale('Write') };
  }
}
