// Settings of tables that dynalite does not know: when items expire, and protection against deletion. Expired items are not deleted.

import { replaceAction, type Store, validationOf } from './dynalite.ts';
import { changeTable, findTable, type StoredTable } from './stored-tables.ts';
import { type Operation, RefusedError } from './take-operations.ts';

export const timeToLiveOperations: Readonly<Record<string, Operation>> = {
  async DescribeTimeToLive(store, { TableName }) {
    const { TimeToLiveAttribute: AttributeName } = await requireTable(store, String(TableName));
    const TimeToLiveDescription =
      AttributeName === undefined
        ? { TimeToLiveStatus: 'DISABLED' }
        : { TimeToLiveStatus: 'ENABLED', AttributeName };
    return { TimeToLiveDescription };
  },
  async UpdateTimeToLive(store, { TableName, TimeToLiveSpecification }) {
    const { AttributeName, Enabled } = TimeToLiveSpecification as { AttributeName: string; Enabled: boolean };
    const { TimeToLiveAttribute } = await requireTable(store, String(TableName));
    if (Enabled === (TimeToLiveAttribute !== undefined))
      throw new RefusedError(
        'ValidationException',
        `TimeToLive is already ${Enabled ? 'enabled' : 'disabled'}`,
      );
    await changeTable(store, String(TableName), {
      TimeToLiveAttribute: Enabled ? AttributeName : undefined,
    });
    return { TimeToLiveSpecification: { AttributeName, Enabled } };
  },
};

async function requireTable(store: Store, name: string): Promise<StoredTable> {
  const table = await findTable(store, name);
  if (!table)
    throw new RefusedError(
      'ResourceNotFoundException',
      `Requested resource not found: Table: ${name} not found`,
    );
  return table;
}

/** Lets no protected table be deleted. It must be called before dynalite is loaded. */
export function protectTables(): void {
  for (const operation of ['createTable', 'updateTable'])
    Object.assign(validationOf(operation).types, { DeletionProtectionEnabled: 'Boolean' });
  replaceAction('deleteTable', (action) => (store, input, done) => {
    store.getTable(input.TableName, false, (_, table: StoredTable | undefined) => {
      if (!table?.DeletionProtectionEnabled) return action(store, input, done);
      const message =
        'Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.';
      const body = { __type: 'com.amazon.coral.validate#ValidationException', message };
      done(Object.assign(new Error(message), { statusCode: 400, body }));
    });
  });
}
