// What the ports of the model ask the store in memory to do.

import type { CounterItem } from '../../core/counters/counter-item.ts';
import type { Commit, ItemOutcome } from '../../core/counters/ports.ts';
import type { Compaction } from '../../core/likes/compaction.ts';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import type { InMemoryCounters } from './in-memory-counters.ts';
import type { UpdateRowOutcome } from './in-memory-ledger.ts';

/** The calls that the store in memory takes. */
export interface Store {
  readRow(key: LedgerKey): LedgerRow | undefined;
  readItem(key: string, bucket: string): CounterItem | undefined;
  insertRow(key: LedgerKey, version: Version): { done: boolean };
  updateRow(key: LedgerKey, version: Version): UpdateRowOutcome;
  compact(key: LedgerKey, compaction: Compaction): { done: boolean };
  commit(commit: Commit): ItemOutcome;
  updateItem(commit: Commit): ItemOutcome;
  insertItem(commit: Commit): { done: boolean };
  update<Result>(key: string, change: (counters: InMemoryCounters) => Result): Result;
}
