// Breaks the rules of writing a version by statements, one at a time.

import { isSameVersion, type LedgerRow } from '../../core/likes/ledger-row.ts';
import type { LedgerKey } from '../../core/likes/ports.ts';
import type { LedgerStatements, UpdateOutcome } from '../../core/likes/write-version.ts';
import type { Mutant } from './mutants.ts';

const asUpdated = (row: LedgerRow): UpdateOutcome => ({ type: 'updated', row });

/** Returns the statements themselves for a mutant that breaks another rule. */
export function mutateStatements(
  statements: LedgerStatements,
  mutant: Mutant | undefined,
  readRow: (key: LedgerKey) => Promise<LedgerRow | undefined>,
): LedgerStatements {
  const { insert, update } = statements;
  switch (mutant) {
    case 'duplicate-is-written':
      return { ...statements, insert: (...args) => insert(...args).then(() => 'inserted') };
    case 'no-row-is-written':
      return {
        ...statements,
        update: async (...args) => {
          const outcome = await update(...args);
          return outcome.type === 'no-row' ? asUpdated([]) : outcome;
        },
      };
    case 'read-proves-written':
      return {
        ...statements,
        update: async (key, version) => {
          const outcome = await update(key, version);
          if (outcome.type !== 'no-row') return outcome;
          const row = await readRow(key);
          return row ? asUpdated(row) : outcome;
        },
      };
    case 'error-is-written':
      return {
        insert: (...args) => insert(...args).catch(() => 'inserted'),
        update: (...args) => update(...args).catch(() => asUpdated([])),
      };
    case 'changed-attribute-only':
      return {
        ...statements,
        update: async (key, version) => {
          const outcome = await update(key, version);
          if (outcome.type !== 'updated') return outcome;
          return asUpdated(outcome.row.filter((found) => isSameVersion(found, version)));
        },
      };
    default:
      return statements;
  }
}
