// AWS::DynamoDB::Table: a table that exists already is kept, and must have the same keys and indexes.

import {
  type AttributeDefinition,
  type BillingMode,
  CreateTableCommand,
  type DynamoDBClient,
  type GlobalSecondaryIndex,
  type KeySchemaElement,
  type OnDemandThroughput,
  type ProvisionedThroughput,
  type TableDescription,
  DescribeTableCommand,
  ResourceNotFoundException,
  type UpdateTableCommandInput,
  UpdateTableCommand,
  waitUntilTableExists,
  type WarmThroughput,
} from '@aws-sdk/client-dynamodb';
import { type ResourceAddress, UnsupportedTemplateError } from '../template/unsupported-template-error.ts';
import { makeArn } from './arn.ts';
import { applySettings, type TableSettings } from './dynamodb-table-settings.ts';
import type { ResourceType } from './resource-type.ts';

const MAX_WAIT_SECONDS = 10;

interface TableProperties {
  TableName?: string;
  AttributeDefinitions?: AttributeDefinition[];
  GlobalSecondaryIndexes?: GlobalSecondaryIndex[];
  KeySchema?: KeySchemaElement[];
  BillingMode?: BillingMode;
  DeletionProtectionEnabled?: boolean;
  ProvisionedThroughput?: ProvisionedThroughput;
  OnDemandThroughput?: OnDemandThroughput;
  WarmThroughput?: WarmThroughput;
}

export const dynamodbTable: ResourceType = {
  rules: {
    actedOn: [
      'AttributeDefinitions',
      'BillingMode',
      'DeletionProtectionEnabled',
      'GlobalSecondaryIndexes',
      'KeySchema',
      'OnDemandThroughput',
      'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
      'ProvisionedThroughput',
      'TableName',
      // It is part of the table, as a restore leaves it out. Expired items are not deleted.
      'TimeToLiveSpecification',
      'WarmThroughput',
    ],
    noEffect: {
      SSESpecification: 'nothing is encrypted at rest on this machine',
      Tags: 'only people and bills read it',
    },
  },
  async create({ address, properties, physicalName, cloud: { dynamodb } }) {
    const {
      TableName = physicalName,
      PointInTimeRecoverySpecification,
      TimeToLiveSpecification,
      ...definition
    } = properties as TableProperties & TableSettings;
    const existing = await describeTable(dynamodb, TableName);
    if (!existing) {
      await dynamodb.send(new CreateTableCommand({ TableName, ...definition }));
      await waitUntilTableExists(
        { client: dynamodb, maxWaitTime: MAX_WAIT_SECONDS, minDelay: 0.01, maxDelay: 0.1 },
        { TableName },
      );
    } else {
      checkKept(address, 'KeySchema', 'keys', keysOf(existing), keysOf(definition));
      checkKept(address, 'GlobalSecondaryIndexes', 'indexes', indexesOf(existing), indexesOf(definition));
      await dynamodb.send(new UpdateTableCommand(updateOf(TableName, definition)));
    }
    await applySettings(dynamodb, TableName, { PointInTimeRecoverySpecification, TimeToLiveSpecification });
    return { ref: TableName, attributes: { Arn: makeArn('dynamodb', `table/${TableName}`) } };
  },
};

/** A table that was kept gets the throughput and the protection of the template. */
function updateOf(
  TableName: string,
  {
    BillingMode = 'PROVISIONED',
    DeletionProtectionEnabled = false,
    ProvisionedThroughput,
    OnDemandThroughput,
    WarmThroughput,
    GlobalSecondaryIndexes = [],
  }: TableProperties,
): UpdateTableCommandInput {
  // Without a maximum there is none, also when there was one before.
  const NO_MAXIMUM = { MaxReadRequestUnits: -1, MaxWriteRequestUnits: -1 };
  const of = (wanted: GlobalSecondaryIndex | TableProperties) => ({
    ...(wanted.ProvisionedThroughput && { ProvisionedThroughput: wanted.ProvisionedThroughput }),
    ...(wanted.WarmThroughput && { WarmThroughput: wanted.WarmThroughput }),
    OnDemandThroughput: wanted.OnDemandThroughput ?? NO_MAXIMUM,
  });
  return {
    TableName,
    BillingMode,
    DeletionProtectionEnabled,
    ...of({
      ...(ProvisionedThroughput && { ProvisionedThroughput }),
      ...(OnDemandThroughput && { OnDemandThroughput }),
      ...(WarmThroughput && { WarmThroughput }),
    }),
    ...(GlobalSecondaryIndexes.length > 0 && {
      GlobalSecondaryIndexUpdates: GlobalSecondaryIndexes.map((index) => ({
        Update: { IndexName: index.IndexName, ...of(index) },
      })),
    }),
  };
}

const keysOf = ({ KeySchema = [] }: Pick<TableDescription, 'KeySchema'>) =>
  KeySchema.map(({ AttributeName, KeyType }) => `${AttributeName} ${KeyType}`).join(', ');

const indexesOf = ({ GlobalSecondaryIndexes = [] }: Pick<TableDescription, 'GlobalSecondaryIndexes'>) =>
  GlobalSecondaryIndexes.map((index) => `${index.IndexName} (${keysOf(index)})`)
    .toSorted()
    .join(', ') || 'none';

function checkKept(address: ResourceAddress, property: string, what: string, kept: string, wanted: string) {
  if (kept === wanted) return;
  throw new UnsupportedTemplateError(
    address,
    `property ${property}: the table kept on disk has the ${what} ${kept}, which cannot change`,
  );
}

async function describeTable(
  dynamodb: DynamoDBClient,
  TableName: string,
): Promise<TableDescription | undefined> {
  try {
    return (await dynamodb.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}
