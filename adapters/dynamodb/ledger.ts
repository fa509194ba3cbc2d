// The ledger on DynamoDB: one item for each person and post. Versions are written by statements that travel together; what shortens a row
// is rare, and goes by itself.

import {
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import type { Version } from '../../core/likes/ledger-row.ts';
import type { Ledger, LedgerKey } from '../../core/likes/ports.ts';
import { writeVersion } from '../../core/likes/write-version.ts';
import { attributeOf, type Item } from './ledger-item.ts';
import { type LedgerOptions, makeLedgerStatements } from './ledger-statements.ts';

export function makeLedger(options: LedgerOptions): Ledger {
  const { client, table, limit } = options;
  const statements = makeLedgerStatements(options);
  return {
    writeVersion: (key, version) => writeVersion(statements, key, version),

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

const keyOf = ({ userId, postId }: LedgerKey): Item => ({ userId: { S: userId }, postId: { S: postId } });
