// The ledger on DynamoDB: one item for each person and post. Each version is an attribute of its own, so that attempts which
// overlap never overwrite each other: `v:<lane>:<position>` = stamp.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import type { LedgerRow, Version } from '../../core/ledger-row.ts';
import type { Ledger, LedgerKey } from '../../core/ports.ts';
import type { Limit } from '../limit.ts';

type Item = Record<string, AttributeValue>;

const VERSION_ATTRIBUTE = /^v:([^:]+):([^:]+)$/;

/** @param limit bounds the calls in flight */
export function makeLedger({
  client,
  table,
  limit,
}: {
  client: DynamoDBClient;
  table: string;
  limit: Limit;
}): Ledger {
  async function readRow(key: LedgerKey): Promise<LedgerRow | undefined> {
    const { Item } = await client.send(
      new GetItemCommand({ TableName: table, Key: keyOf(key), ConsistentRead: true }),
    );
    return Item && readLedgerRow(Item);
  }

  return {
    writeVersion: (key, version) =>
      limit(async () => {
        try {
          const { Attributes } = await client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: keyOf(key),
              UpdateExpression: 'SET #v = :stamp ADD #writes :one',
              ConditionExpression: 'attribute_not_exists(#v) OR #v <= :stamp',
              ExpressionAttributeNames: { '#v': attributeOf(version), '#writes': 'writes' },
              ExpressionAttributeValues: { ':stamp': { S: version.stamp }, ':one': { N: '1' } },
              ReturnValues: 'ALL_OLD',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          return { written: true, before: Attributes && readLedgerRow(Attributes) };
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          return { written: false, before: error.Item ? readLedgerRow(error.Item) : await readRow(key) };
        }
      }),

    compact: (key, { base, remove, ifWrites }) =>
      limit(async () => {
        const removed = remove.map((_, index) => `#r${index}`);
        try {
          await client.send(
            new UpdateItemCommand({
              TableName: table,
              Key: keyOf(key),
              UpdateExpression: `SET #v = :stamp ADD #writes :one REMOVE ${removed.join(', ')}`,
              ConditionExpression: '#writes = :writes',
              ExpressionAttributeNames: {
                '#v': attributeOf(base),
                '#writes': 'writes',
                ...Object.fromEntries(remove.map((version, index) => [`#r${index}`, attributeOf(version)])),
              },
              ExpressionAttributeValues: {
                ':stamp': { S: base.stamp },
                ':one': { N: '1' },
                ':writes': { N: String(ifWrites) },
              },
            }),
          );
          return 'compacted';
        } catch (error) {
          if (error instanceof ConditionalCheckFailedException) return 'row-changed';
          throw error;
        }
      }),
  };
}

/** The row of a `likes` item. */
export function readLedgerRow(item: Item): LedgerRow {
  const versions: Version[] = [];
  for (const [name, value] of Object.entries(item)) {
    const [, lane, position] = VERSION_ATTRIBUTE.exec(name) ?? [];
    if (lane && position && value.S) versions.push({ lane, position, stamp: value.S });
  }
  return { versions, writes: Number(item['writes']?.N ?? 0) };
}

const keyOf = ({ userId, postId }: LedgerKey): Item => ({ userId: { S: userId }, postId: { S: postId } });

const attributeOf = ({ lane, position }: Version) => `v:${lane}:${position}`;
