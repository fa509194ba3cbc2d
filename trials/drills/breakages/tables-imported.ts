// Somebody imports into a table, under a single key: more than the table was planned for, and more than a key can take. All others use
// other keys, so nobody else is throttled.

import { DeleteItemCommand, DescribeTableCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { TableName } from '../../../planner/operations/alarm.ts';
import type { Breakage } from '../drill.ts';
import { type Rig, tableNameOf } from '../rig.ts';

/** An item of 20 write units. A key takes about 12 of them a second here. */
const ITEM = 'x'.repeat(19_900);
const ITEMS_A_SECOND = 30;

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
  const Item = { ...(await keyOf(rig, TableName)), imported: { S: ITEM } };
  const put = () =>
    rig.clients.dynamodb.send(new PutItemCommand({ TableName, Item })).catch((error: Error) => {
      if (!THROTTLED.test(error.name)) throw error;
    });
  return async () => void (await Promise.all(Array.from({ length: ITEMS_A_SECOND }, put)));
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
