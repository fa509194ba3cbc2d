// Fills a new table with the items of another one as they were at a time.

import { promisify } from 'node:util';
import type { Item } from '../capacity/index-writes.ts';
import { type Batch, database, type Store, updateIndexes } from '../dynalite.ts';
import type { StoredTable } from '../stored-tables.ts';
import type { ChangeLog } from './change-log.ts';

const ITEMS_AT_A_TIME = 500;

export interface Restore {
  readonly source: StoredTable;
  readonly target: StoredTable;
  readonly timeMs: number;
}

/** The source may change meanwhile. */
export async function restoreItems(
  store: Store,
  log: ChangeLog,
  { source, target, timeMs }: Restore,
): Promise<void> {
  // The stream shows the table as it is when the stream is made, so nothing changes between these two lines.
  const values = store.getItemDb(source.TableName).createValueStream();
  const identify = (key: string) => database.createKey(JSON.parse(key) as Item, source);
  const changed = log.itemsAt(source.TableName, timeMs, identify);
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
