// The ledger on DynamoDB: one item for each person and post. Each version is an attribute of its own, `v:<lane>:<position>` = stamp, so
// that overlapping attempts never overwrite each other.

import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';
import type { Ledger, LedgerKey } from '../../core/likes/ports.ts';
import type { Limit } from '../../core/stream/limit.ts';

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
              UpdateExpression: 'SET #v = :stamp',
              ConditionExpression: 'attribute_not_exists(#v) OR #v <= :stamp',
              ExpressionAttributeNames: { '#v': attributeOf(version) },
              ExpressionAttributeValues: { ':stamp': { S: version.stamp } },
              ReturnValues: 'ALL_OLD',
              ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
            }),
          );
          return Attributes && readLedgerRow(Attributes);
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
          // Some emulators do not return the item of a failed condition.
          return error.Item ? readLedgerRow(error.Item) : await readRow(key);
        }
      }),

    compact: (key, { base, remove, asFound }) =>
      limit(async () => {
        const update: UpdateItemCommandInput = {
          TableName: table,
          Key: keyOf(key),
          UpdateExpression: `SET #v = :stamp REMOVE ${remove.map((_, index) => `#r${index}`).join(', ')}`,
          ExpressionAttributeNames: {
            '#v': attributeOf(base),
            ...Object.fromEntries(remove.map((version, index) => [`#r${index}`, attributeOf(version)])),
          },
          ExpressionAttributeValues: { ':stamp': { S: base.stamp } },
        };
        try {
          await client.send(new UpdateItemCommand(asFound ? ifAsFound(update, remove) : update));
        } catch (error) {
          if (!(error instanceof ConditionalCheckFailedException)) throw error;
        }
      }),
  };
}

/** Writes only if the removed versions are as they were found and nothing greater stands under the key of the base. */
const ifAsFound = (update: UpdateItemCommandInput, remove: readonly Version[]): UpdateItemCommandInput => ({
  ...update,
  ConditionExpression: ['#v <= :stamp', ...remove.map((_, index) => `#r${index} = :r${index}`)].join(' AND '),
  ExpressionAttributeValues: {
    ...update.ExpressionAttributeValues,
    ...Object.fromEntries(remove.map(({ stamp }, index) => [`:r${index}`, { S: stamp }])),
  },
});

/** Returns the ledger row that an item of the table `likes` holds. */
export function readLedgerRow(item: Item): LedgerRow {
  const versions: Version[] = [];
  for (const [name, value] of Object.entries(item)) {
    const [, lane, position] = VERSION_ATTRIBUTE.exec(name) ?? [];
    if (lane && position && value.S) versions.push({ lane, position, stamp: value.S });
  }
  return versions;
}

const keyOf = ({ userId, postId }: LedgerKey): Item => ({ userId: { S: userId }, postId: { S: postId } });

const attributeOf = ({ lane, position }: Version) => `v:${lane}:${position}`;
