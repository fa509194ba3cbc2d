// Where MiniStack's DynamoDB differs from AWS.

import { BatchExecuteStatementCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { CREDENTIALS, REGION } from '../emulator.ts';
import type { Gap } from './gap.ts';
import { makeTinyStack } from './tiny-stack.ts';

const TABLE = {
  Type: 'AWS::DynamoDB::Table',
  Properties: {
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  },
};

/** On AWS the statement writes the item whose key it names. */
const condition: Gap = {
  name: 'a statement whose WHERE has an OR beside the key is refused',
  async isThere(probe) {
    const { Table } = await makeTinyStack(probe, { Table: TABLE });
    const client = new DynamoDBClient({
      endpoint: probe.endpoint,
      region: REGION,
      credentials: CREDENTIALS,
      requestHandler: new NodeHttpHandler(),
    });
    try {
      await client.send(new PutItemCommand({ TableName: Table, Item: { id: { S: 'a' } } }));
      const statement = {
        Statement: `UPDATE "${Table}" SET "v" = ? WHERE "id" = ? AND ("v" IS MISSING OR "v" <= ?)`,
        Parameters: [{ N: '1' }, { S: 'a' }, { N: '1' }],
      };
      const { Responses } = await client.send(new BatchExecuteStatementCommand({ Statements: [statement] }));
      return Responses?.[0]?.Error !== undefined;
    } finally {
      client.destroy();
    }
  },
};

export const tableGaps: readonly Gap[] = [condition];
