// Puts every change of a table with point-in-time recovery into the log. dynalite brings the indexes up to date before each change of an
// item, while it holds the item's lock, and then knows the item as it was. A change that fails after that is in the log, too. To take it
// back leaves the item as it is.

import type { Item } from '../capacity/index-writes.ts';
import { database } from '../dynalite.ts';
import type { StoredTable } from '../stored-tables.ts';
import type { ChangeLog } from './change-log.ts';

/** It must be called before dynalite is loaded, and before the meter, which refuses changes. */
export function keepChanges(log: ChangeLog): void {
  const original = { ...database };
  database.updateIndexes = (store, table: StoredTable, before, after, done) => {
    const item = after ?? before;
    if (table.BackedUpSinceMs !== undefined && item) log.add(table.TableName, textOf(item, table), before);
    original.updateIndexes(store, table, before, after, done);
  };
}

/** dynalite's own key is a hash, which costs more than all else here. It is made when a table is restored. */
const textOf = (item: Item, { KeySchema }: StoredTable): string =>
  JSON.stringify(Object.fromEntries(KeySchema.map(({ AttributeName: name }) => [name, item[name]])));
