// The settings of a table that DynamoDB takes by calls of their own, once the table is there.

import {
  DescribeTimeToLiveCommand,
  type DynamoDBClient,
  type PointInTimeRecoverySpecification,
  type TimeToLiveSpecification,
  UpdateContinuousBackupsCommand,
  UpdateTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';

export interface TableSettings {
  PointInTimeRecoverySpecification?: PointInTimeRecoverySpecification | undefined;
  TimeToLiveSpecification?: TimeToLiveSpecification | undefined;
}

/** A table that was kept may have others. */
export async function applySettings(
  dynamodb: DynamoDBClient,
  TableName: string,
  {
    PointInTimeRecoverySpecification = { PointInTimeRecoveryEnabled: false },
    TimeToLiveSpecification: wanted,
  }: TableSettings,
): Promise<void> {
  await dynamodb.send(new UpdateContinuousBackupsCommand({ TableName, PointInTimeRecoverySpecification }));
  const found = await readExpiry(dynamodb, TableName);
  const attribute = wanted?.Enabled ? wanted.AttributeName : undefined;
  if (found === attribute) return;
  // DynamoDB takes one attribute in the place of another only in two steps.
  for (const [AttributeName, Enabled] of [
    [found, false],
    [attribute, true],
  ] as const)
    if (AttributeName !== undefined)
      await dynamodb.send(
        new UpdateTimeToLiveCommand({ TableName, TimeToLiveSpecification: { AttributeName, Enabled } }),
      );
}

async function readExpiry(dynamodb: DynamoDBClient, TableName: string): Promise<string | undefined> {
  const { TimeToLiveDescription } = await dynamodb.send(new DescribeTimeToLiveCommand({ TableName }));
  return TimeToLiveDescription?.AttributeName;
}
