// npm run audit: compares the counts with the ledger, and corrects or rebuilds them.

import { onInterrupt } from '../../command-line/interrupt.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { isAbortError } from '../../traffic/api-errors.ts';
import { audit } from './audit.ts';
import { isExact } from './audit-report.ts';
import { explainFailure } from './explain-failure.ts';
import { findTables } from './find-tables.ts';
import { formatAudit, formatRebuild, isUndisturbed } from './format-report.ts';
import { HELP } from './help.ts';
import { type AuditCommand, readOptions } from './options.ts';
import { rebuild } from './rebuild.ts';
import { showProgress } from './show-progress.ts';

const signal = onInterrupt();
try {
  const command = readOptions(process.argv.slice(2));
  if (command === 'help') process.stdout.write(HELP);
  else process.exitCode = (await run(command)) ? 0 : 1;
} catch (error) {
  if (signal.aborted && isAbortError(error)) {
    console.error('audit: interrupted; with --state FILE the same command goes on where it was');
    process.exitCode = 130;
  } else {
    const reason = error instanceof UsageError ? error.message : explainFailure(error);
    if (reason === undefined) throw error;
    console.error(`audit: ${reason}`);
    process.exitCode = 2;
  }
}

/** Whether all is well. */
async function run({ mode, tables: names, ...options }: AuditCommand): Promise<boolean> {
  const startedMs = performance.now();
  const seconds = () => (performance.now() - startedMs) / 1_000;
  const tables = await findTables(names);
  const progress = showProgress(tables.items);
  const { onProgress } = progress;
  try {
    if (mode === 'rebuild') {
      const report = await rebuild(tables, { ...options, signal, onProgress });
      progress.stop();
      console.log(formatRebuild(report, seconds()));
      return isUndisturbed(report);
    }
    const report = await audit(tables, { ...options, repair: mode === 'repair', signal, onProgress });
    progress.stop();
    console.log(formatAudit(report, seconds()));
    return isExact(report);
  } finally {
    progress.stop();
    tables.client.destroy();
  }
}
