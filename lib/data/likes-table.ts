// A table of the likes counter. Its capacity is on demand, it can be restored to any second of the last 35 days, and it is
// never deleted with its stack.

import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';

interface LikesTableProps {
  /** The name of the partition key, which is a string. */
  readonly partitionKey: string;
  /** The name of the sort key, which is a string; undefined for a table without one. */
  readonly sortKey?: string;
  /** The name of the attribute that says from when on DynamoDB may delete an item, in seconds since 1970. */
  readonly timeToLiveAttribute?: string;
}

export class LikesTable extends Table {
  constructor(scope: Construct, id: string, { partitionKey, sortKey, timeToLiveAttribute }: LikesTableProps) {
    super(scope, id, {
      partitionKey: { name: partitionKey, type: AttributeType.STRING },
      ...(sortKey !== undefined && { sortKey: { name: sortKey, type: AttributeType.STRING } }),
      ...(timeToLiveAttribute !== undefined && { timeToLiveAttribute }),
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }
}
