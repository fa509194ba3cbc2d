// A mutant of the core. Here an attempt compacts a row even when another attempt has done its work.

import type { Committed } from '../../core/counters/commit-delta.ts';
import type { PostBatch } from '../../core/likes/collect-batch.ts';
import { planCompaction } from '../../core/likes/compaction.ts';
import { type CountAndSpreadPorts, countAndSpread } from '../../core/likes/count-and-spread.ts';
import type { LedgerRow, Version } from '../../core/likes/ledger-row.ts';
import type { SplitCounters } from '../../core/counters/ports.ts';
import type { Ledger, LedgerKey } from '../../core/likes/ports.ts';

export async function compactWithoutCommit(
  ports: CountAndSpreadPorts,
  lane: string,
  post: PostBatch,
): Promise<Committed> {
  const found: { key: LedgerKey; version: Version; row: LedgerRow | undefined }[] = [];
  let committed = false;
  const ledger: Ledger = {
    ...ports.ledger,
    async writeVersion(key, version) {
      const row = await ports.ledger.writeVersion(key, version);
      found.push({ key, version, row });
      return row;
    },
  };
  const counters: SplitCounters = {
    ...ports.counters,
    async commit(commit) {
      const outcome = await ports.counters.commit(commit);
      committed ||= outcome.done;
      return outcome;
    },
  };
  const result = await countAndSpread({ ...ports, ledger, counters }, lane, post);
  if (committed) return result;
  for (const { key, version, row } of found) {
    const compaction = row && planCompaction(row, version, ports.maxVersions);
    if (compaction) await ports.ledger.compact(key, compaction);
  }
  return result;
}
