// Wires what reads counts, likes and receipts to the tables of the deployment.

import { makeDynamoDB } from '../../adapters/clients.ts';
import { makeCountReader } from '../../adapters/dynamodb/count-reader.ts';
import { makeReceiptReader } from '../../adapters/dynamodb/receipt-reader.ts';
import type { CountReader } from '../../core/likes/ports.ts';
import type { ReceiptReader } from '../../core/likes/resolve-receipt.ts';
import { requireEnv } from './require-env.ts';

export function wireReader(env: NodeJS.ProcessEnv): CountReader & ReceiptReader {
  const tables = {
    client: makeDynamoDB(),
    countersTable: requireEnv(env, 'COUNTERS_TABLE'),
    likesTable: requireEnv(env, 'LIKES_TABLE'),
  };
  return { ...makeCountReader(tables), ...makeReceiptReader(tables) };
}
