// Tables as dynalite stores them, with settings that it does not know. It keeps whatever a description holds.

import type { TableDescription } from './capacity/table-description.ts';
import type { Store } from './dynalite.ts';

/** A table with the settings that a restore leaves out. */
export interface StoredTable extends TableDescription {
  readonly TableStatus?: string;
  readonly RestoreSummary?: object;
  readonly DeletionProtectionEnabled?: boolean;
  /** Since when there are backups, in milliseconds since 1970. Undefined for a table without point-in-time recovery. */
  readonly BackedUpSinceMs?: number | undefined;
  readonly TimeToLiveAttribute?: string | undefined;
}

/** Resolves with undefined when there is no such table. */
export const findTable = (store: Store, name: string): Promise<StoredTable | undefined> =>
  new Promise((resolve, reject) =>
    store.getTable(name, false, (error, table) => {
      if (error && (error as Error).name !== 'NotFoundError') return reject(error);
      resolve(table);
    }),
  );

/** Returns the changed table. Rejects with dynalite's own error when there is none. */
export const changeTable = (
  store: Store,
  name: string,
  changes: Partial<StoredTable>,
): Promise<StoredTable> =>
  withLock(store, name, (resolve, reject) =>
    store.getTable(name, false, (error, found) => {
      if (error || !found) return reject(error);
      const table = { ...found, ...changes };
      store.tableDb.put(name, table, (failed) => (failed ? reject(failed) : resolve(table)));
    }),
  );

/** Stores a new table. Returns false when there is one of this name. */
export const makeTable = (store: Store, table: StoredTable): Promise<boolean> =>
  withLock(store, table.TableName, (resolve, reject) =>
    store.getTable(table.TableName, false, (_, found) => {
      if (found) return resolve(false);
      store.tableDb.put(table.TableName, table, (failed) => (failed ? reject(failed) : resolve(true)));
    }),
  );

function withLock<Result>(
  { tableDb }: Store,
  name: string,
  run: (resolve: (result: Result) => void, reject: (error: unknown) => void) => void,
): Promise<Result> {
  return new Promise((resolve, reject) =>
    tableDb.lock(name, (release) =>
      run(
        (result) => release(() => resolve(result))(),
        (error) => release(() => reject(error))(),
      ),
    ),
  );
}
