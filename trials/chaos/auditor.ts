// Audits and repairs while everything else goes on, with calls that meet faults like those of the functions.

import { audit } from '../../tools/audit/audit.ts';
import { type AuditReport, isExact } from '../../tools/audit/audit-report.ts';
import type { Tables } from '../../tools/audit/tables.ts';
import type { Journal } from './journal.ts';

/** Runs one audit with repair. */
export async function auditOnce(tables: Tables, journal: Journal, signal: AbortSignal): Promise<void> {
  const report = await audit(tables, { repair: true, segments: 1, signal });
  journal.events.count(
    isExact(report) ? 'audits without drift or doubt left' : 'audits with drift or doubt left',
  );
}

/** Runs an audit when nothing is being counted any more. */
export function auditAtTheEnd(tables: Tables, signal: AbortSignal): Promise<AuditReport> {
  return audit(tables, { segments: 1, unitsPerSecond: Number.MAX_SAFE_INTEGER, signal });
}
