// Reads and corrects the two tables through the product's own adapters.

import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { makeCounterCreator } from '../../adapters/dynamodb/counter-creator.ts';
import { makeCounters } from '../../adapters/dynamodb/counters.ts';
import { makeLedgerScan, makeRootScan } from '../../adapters/dynamodb/scan.ts';
import { makeLimit } from '../../adapters/limit.ts';

export interface Tables {
  readonly client: DynamoDBClient;
  readonly countersTable: string;
  readonly likesTable: string;
}

/** How many single items are read or written at a time. */
export const CALLS_AT_A_TIME = 16;

export type TablePorts = ReturnType<typeof openTables>;

export function openTables({ client, countersTable, likesTable }: Tables) {
  const counters = makeCounters({
    client,
    table: countersTable,
    limit: makeLimit(CALLS_AT_A_TIME),
    now: Date.now,
  });
  return {
    counters,
    creator: makeCounterCreator({ client, table: countersTable, counters, now: Date.now }),
    readRoots: makeRootScan({ client, table: countersTable }),
    readRows: makeLedgerScan({ client, table: likesTable }),
  };
}
