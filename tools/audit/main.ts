// npm run audit: compares the counts with the ledger, and corrects or rebuilds them.

import { runCommand } from '../../command-line/run-command.ts';
import { UsageError } from '../../command-line/usage-error.ts';
import { isAbortError } from '../../traffic/api-errors.ts';
import { audit } from './audit.ts';
import { isExact } from './audit-report.ts';
import { explainFailure } from '../explain-failure.ts';
import { findTables } from './find-tables.ts';
import { formatAudit, formatRebuild, isUndisturbed } from './format-report.ts';
import { HELP } from './help.ts';
import { type AuditCommand, readOptions } from './options.ts';
import { rebuild } from './rebuild.ts';
import { showProgress } from './show-progress.ts';

await runCommand({ name: 'audit', help: HELP, readOptions, run });

async function run(command: AuditCommand, signal: AbortSignal): Promise<number> {
  try {
    return (await isAllWell(command, signal)) ? 0 : 1;
  } catch (error) {
    if (signal.aborted && isAbortError(error))
      console.error('audit: interrupted; with --state FILE the same command goes on where it was');
    const reason = explainFailure(error, 'DynamoDB');
    throw reason === undefined ? error : new UsageError(reason, { cause: error });
  }
}

async function isAllWell(command: AuditCommand, signal: AbortSignal): Promise<boolean> {
  const { mode, tables: names, ...options } = command;
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
