// Somebody imports into a table, under a single key: more than the table was planned for, and more than a key can take. All others use
// other keys, so nobody else is throttled.

import {
  type AttributeValue,
  DeleteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { REGION } from '../../../local/resources/arn.ts';
import type { TableName } from '../../../planner/operations/alarm.ts';
import type { Breakage } from '../drill.ts';
import { type Rig, tableNameOf } from '../rig.ts';

/** It takes 390 write units, more than a key has here in a second. What follows at once is throttled, however small it is. */
const LARGE = 'x'.repeat(390 * 1_024 - 100);
const SMALL_ONES = 45;

const THROTTLED = /Throughput|Throttling/;

export function tablesImported(tables: readonly TableName[]): Breakage {
  return {
    alarms: tables.flatMap((table) => [`${table}-throttled`, `${table}-near-limit`]),
    async breakIt(rig) {
      for (const table of tables) rig.everySecond.add(await importerOf(rig, table));
    },
    // The runbook says to end what is not our traffic.
    async mend(rig) {
      rig.everySecond.clear();
      for (const table of tables) {
        const TableName = tableNameOf(rig, table);
        await rig.clients.dynamodb.send(
          new DeleteItemCommand({ TableName, Key: await keyOf(rig, TableName) }),
        );
      }
    },
  };
}

async function importerOf(rig: Rig, table: TableName): Promise<() => Promise<void>> {
  const TableName = tableNameOf(rig, table);
  const key = await keyOf(rig, TableName);
  const { endpoints, credentials } = rig.cloud;
  // It goes on with the next item instead of trying again.
  const client = new DynamoDBClient({
    endpoint: endpoints.dynamodb,
    region: REGION,
    credentials,
    maxAttempts: 1,
  });
  const put = async (text: string): Promise<void> => {
    const Item = { ...key, imported: { S: text } };
    await client.send(new PutItemCommand({ TableName, Item })).catch((error: Error) => {
      if (!THROTTLED.test(error.name)) throw error;
    });
  };
  return async () => {
    await put(LARGE);
    await Promise.all(Array.from({ length: SMALL_ONES }, () => put('small')));
  };
}

/** A key that nobody else has. */
async function keyOf({ clients }: Rig, TableName: string): Promise<Record<string, AttributeValue>> {
  const { Table } = await clients.dynamodb.send(new DescribeTableCommand({ TableName }));
  const typeOf = new Map(Table?.AttributeDefinitions?.map((it) => [it.AttributeName, it.AttributeType]));
  return Object.fromEntries(
    (Table?.KeySchema ?? []).map(({ AttributeName: name = '' }) => [
      name,
      typeOf.get(name) === 'N' ? { N: '0' } : { S: 'drill' },
    ]),
  );
}
