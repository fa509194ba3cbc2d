// A table of the likes counter. Its capacity is the plan's. Unless it is transient, it can be restored to any second of the last 35
// days, and it is never deleted with its stack.

import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import type { TableCapacity } from '../../planner/capacity.ts';
import { onDemandProps, provisionedProps, scaleUnits } from './table-units.ts';

export interface LikesTableProps {
  /** The name of the partition key, which is a string. */
  readonly partitionKey: string;
  /** The name of the sort key, which is a string; undefined for a table without one. */
  readonly sortKey?: string;
  /** The name of the attribute that says from when on DynamoDB may delete an item, in seconds since 1970. */
  readonly timeToLiveAttribute?: string;
  /** The partition key of each index, by the index's name. An index projects keys only. */
  readonly indexKeys?: Readonly<Record<string, string>>;
  /** Whether the table holds nothing that anybody would miss. */
  readonly transient?: boolean;
  readonly capacity: TableCapacity;
  /** LocalStack has no Application Auto Scaling. There a table has the most that it would scale to. */
  readonly autoScaling: boolean;
}

/** A table as those see it who use it. */
export interface UsedTable {
  readonly tableName: string;
  readonly tableArn: string;
}

const ofStrings = (name: string) => ({ name, type: AttributeType.STRING });

export class LikesTable extends Table {
  constructor(scope: Construct, id: string, props: LikesTableProps) {
    const { partitionKey, sortKey, timeToLiveAttribute, indexKeys = {}, transient = false } = props;
    const { capacity, autoScaling } = props;
    super(scope, id, {
      partitionKey: ofStrings(partitionKey),
      ...(sortKey !== undefined && { sortKey: ofStrings(sortKey) }),
      ...(timeToLiveAttribute !== undefined && { timeToLiveAttribute }),
      ...(capacity.mode === 'on-demand'
        ? { billingMode: BillingMode.PAY_PER_REQUEST, ...onDemandProps(capacity.table) }
        : { billingMode: BillingMode.PROVISIONED, ...provisionedProps(capacity.table, autoScaling) }),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: !transient },
      deletionProtection: !transient,
      removalPolicy: transient ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    if (transient)
      Validations.of(this).acknowledge({
        id: 'AwsSolutions-DDB3',
        reason: 'It holds nothing that anybody would miss',
      });
    for (const [indexName, key] of Object.entries(indexKeys))
      this.addGlobalSecondaryIndex({
        indexName,
        partitionKey: ofStrings(key),
        projectionType: ProjectionType.KEYS_ONLY,
        ...indexUnits(capacity, indexName, autoScaling),
      });
    if (capacity.mode === 'on-demand' || !autoScaling) return;
    scaleUnits(capacity.table, {
      write: (range) => this.autoScaleWriteCapacity(range),
      read: (range) => this.autoScaleReadCapacity(range),
    });
    for (const [indexName, units] of Object.entries(capacity.indexes))
      scaleUnits(units, {
        write: (range) => this.autoScaleGlobalSecondaryIndexWriteCapacity(indexName, range),
        read: (range) => this.autoScaleGlobalSecondaryIndexReadCapacity(indexName, range),
      });
  }
}

function indexUnits(capacity: TableCapacity, indexName: string, autoScaling: boolean) {
  return capacity.mode === 'on-demand'
    ? onDemandProps(unitsOf(capacity.indexes, indexName))
    : provisionedProps(unitsOf(capacity.indexes, indexName), autoScaling);
}

function unitsOf<Units>(indexes: Readonly<Record<string, Units>>, indexName: string): Units {
  const units = indexes[indexName];
  if (units === undefined) throw new Error(`the plan has no capacity for the index ${indexName}`);
  return units;
}
