// Damages the tables as a bad script does: it sets counters to nonsense, deletes others, and deletes every second row of the ledger.

import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  paginateScan,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';

const NONSENSE = 1_000_000;

type Item = Record<string, AttributeValue>;

export interface DamagedTables {
  readonly counters: string;
  readonly likes: string;
}

/** Returns how many items of each table were damaged. */
export async function damageTables(client: DynamoDBClient, { counters, likes }: DamagedTables) {
  const items = await readAll(client, counters);
  for (const [index, { counter }] of items.entries()) {
    if (!counter) continue;
    const lost = new DeleteItemCommand({ TableName: counters, Key: { counter } });
    // The marks are lost, too.
    const Item = { counter, likes: { N: String(NONSENSE) } };
    await (index % 2 === 0
      ? client.send(lost)
      : client.send(new PutItemCommand({ TableName: counters, Item })));
  }
  const rows = (await readAll(client, likes)).filter((_, index) => index % 2 === 0);
  for (const { userId, postId } of rows)
    if (userId && postId)
      await client.send(new DeleteItemCommand({ TableName: likes, Key: { userId, postId } }));
  return { counters: items.length, rows: rows.length };
}

async function readAll(client: DynamoDBClient, TableName: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginateScan({ client }, { TableName })) items.push(...(page.Items ?? []));
  return items;
}
