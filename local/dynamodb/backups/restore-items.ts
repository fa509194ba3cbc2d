// Fills a new table with the items of another one as they were at a time.

import { promisify } from 'node:util';
import type { Item } from '../capacity/index-writes.ts';
import { type Batch, database, type Store, updateIndexes } from '../dynalite.ts';
import type { StoredTable } from '../stored-tables.ts';
import type { ChangeLog } from './change-log.ts';

const ITEMS_AT_A_TIME = 500;

/** The items of a table at a time: those that have changed since, and all others as they are now. */
export interface Snapshot {
  readonly source: StoredTable;
  readonly values: ReturnType<ReturnType<Store['getItemDb']>['createValueStream']>;
  readonly changed: ReadonlyMap<string, string | undefined>;
}

/** Nothing may be awaited since the log was seen to reach back to the time, because it goes on forgetting. */
export function takeSnapshot(store: Store, log: ChangeLog, source: StoredTable, timeMs: number): Snapshot {
  const identify = (key: string) => database.createKey(JSON.parse(key) as Item, source);
  // The stream shows the table as it is when the stream is made, so it agrees with the log.
  return {
    source,
    values: store.getItemDb(source.TableName).createValueStream(),
    changed: log.itemsAt(source.TableName, timeMs, identify),
  };
}

/** The source may change meanwhile. */
export async function restoreItems(
  store: Store,
  target: StoredTable,
  { source, values, changed }: Snapshot,
): Promise<void> {
  const items = store.getItemDb(target.TableName);
  const write = promisify((batch: readonly Batch[], done: (error?: unknown) => void) =>
    items.batch(batch, done),
  );
  const index = promisify((item: Item, done: (error?: unknown) => void) =>
    updateIndexes(store, target, undefined, item, done),
  );
  let batch: Batch[] = [];

  async function put(key: string, item: Item): Promise<void> {
    await index(item);
    batch.push({ type: 'put', key, value: item });
    if (batch.length < ITEMS_AT_A_TIME) return;
    await write(batch);
    batch = [];
  }

  for await (const item of values) {
    const key = database.createKey(item, source);
    if (!changed.has(key)) await put(key, item);
  }
  for (const [key, before] of changed) if (before !== undefined) await put(key, JSON.parse(before) as Item);
  if (batch.length > 0) await write(batch);
}
