// The same tables, for an auditor who is overtaken: something happens between his cut and the first row that he reads.

import { DynamoDBClient, type ScanCommandInput } from '@aws-sdk/client-dynamodb';
import type { Tables } from '../../../tools/audit/tables.ts';

/** @param page before which page of the ledger it happens, from 1 */
export function overtaken(tables: Tables, act: () => Promise<void>, page = 1): Tables {
  const { endpoint, credentials, region } = tables.client.config;
  const client = new DynamoDBClient({ credentials, region, ...(endpoint && { endpoint }) });
  let pages = 0;
  let acted: Promise<void> | undefined;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const isPage =
          commandName === 'ScanCommand' && (args.input as ScanCommandInput).TableName === tables.likesTable;
        if (isPage && ++pages >= page) await (acted ??= act());
        return next(args);
      },
    { step: 'initialize' },
  );
  return { ...tables, client };
}
