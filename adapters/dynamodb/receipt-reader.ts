// Reads what a receipt is resolved from: one ledger row and single items of a counter, all strongly consistent. It reads them by
// BatchGetItem, which is the only call that its function may make.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ReceiptReader } from '../../core/likes/resolve-receipt.ts';
import { keyOf, readCounterItem } from './counter-item.ts';
import { readLedgerRow } from './ledger-item.ts';
import { makeReadItems } from './read-items.ts';

export function makeReceiptReader({
  client,
  countersTable,
  likesTable,
}: {
  client: DynamoDBClient;
  countersTable: string;
  likesTable: string;
}): ReceiptReader {
  const readItems = makeReadItems(client);
  return {
    async readRow({ userId, postId }, signal) {
      const key = { userId: { S: userId }, postId: { S: postId } };
      const [item] = await readItems(likesTable, [key], { consistent: true, signal });
      return item ? readLedgerRow(item) : [];
    },
    async readItem(key, bucket, signal) {
      const [item] = await readItems(countersTable, [keyOf(key, bucket)], { consistent: true, signal });
      return item && readCounterItem(item);
    },
  };
}
