// Shows on stderr how much of a table has been read: as a bar when the size of the table is known, otherwise as a line now
// and then.

import { type Progress, startProgress } from '../../command-line/progress.ts';
import type { AuditSettings } from './audit-run.ts';

const LINE_INTERVAL_MS = 5_000;

/** @param items about how many items each table has; 0 when that is not known */
export function showProgress(
  items: { readonly counters: number; readonly ledger: number },
  out: NodeJS.WriteStream = process.stderr,
): { onProgress: AuditSettings['onProgress']; stop: () => void } {
  let label = '';
  let progress: Progress | undefined;
  let rows = items.ledger;
  return {
    onProgress(table, pass, read) {
      const next = table === 'counters' ? 'counters' : `ledger, pass ${pass}`;
      if (next !== label) {
        progress?.stop();
        label = next;
        const total = table === 'counters' ? items.counters : rows;
        progress = total > 0 ? startProgress(label, total, out) : startCounting(label, out);
      }
      if (table === 'ledger') rows = Math.max(rows, read);
      progress?.update(read);
    },
    stop: () => progress?.stop(),
  };
}

function startCounting(label: string, out: NodeJS.WriteStream): Progress {
  let lineMs = Date.now();
  return {
    update(read) {
      if (Date.now() - lineMs < LINE_INTERVAL_MS) return;
      lineMs = Date.now();
      out.write(`${label}: ${read.toLocaleString('en-US')} items read\n`);
    },
    stop() {},
  };
}
