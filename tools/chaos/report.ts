// What a run prints at its end: the verdict, and the figures behind it.

import { isExact as isAuditExact } from '../audit/audit-report.ts';
import type { Deliveries } from './watch-invocations.ts';
import type { Journal } from './journal.ts';
import type { Outcome } from './run.ts';

export function isExact(outcome: Outcome): boolean {
  const { differences, ledgerDifferences, rubbish, uncorrected, audit } = outcome;
  const wrong = differences.length + ledgerDifferences.length + rubbish.missing + uncorrected.length;
  return wrong === 0 && isAuditExact(audit);
}

type Row = readonly [label: string, value: string | number];

const LABEL_WIDTH = 48;

export function formatReport(outcome: Outcome, deliveries: Deliveries, journal: Journal): string {
  const {
    truth,
    seconds,
    exactAfterMs,
    differences,
    ledgerDifferences,
    rubbish,
    secondReaders,
    uncorrected,
    audit,
  } = outcome;
  const counts = truth.counts();
  const likes = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const slowest = exactAfterMs.length > 0 ? `${inSeconds(Math.max(...exactAfterMs))} s` : 'never';
  const rows: Row[] = [
    ['ran', `${Math.round(seconds)} s`],
    ['actions', truth.actions],
    ['posts', counts.size],
    ['likes', likes],
    ['exact counts', `${counts.size - differences.length} of ${counts.size}`],
    ['ledger rows that differ', ledgerDifferences.length],
    ['posts with drift, by the audit', audit.drifting.posts],
    ['posts corrected without a reason, or not at all', uncorrected.length],
    ['bursts that settled', exactAfterMs.length],
    ['slowest burst, last action to exact', slowest],
    ['last action to exact', describeLast(outcome)],
    ['records delivered', deliveries.records],
    ['... more than once', deliveries.repeated],
    ['... deliveries beyond the first', deliveries.again],
    ['second readers', secondReaders],
    [
      'malformed records, all in quarantine',
      rubbish.missing === 0 ? rubbish.sent : `${rubbish.missing} of ${rubbish.sent} missing`,
    ],
  ];
  const verdict = isExact(outcome) ? 'EXACT' : 'NOT EXACT';
  const faults = [...journal.faults.counts, ['all', journal.faults.total] as const];
  return [
    `${verdict}\n${table(rows)}`,
    `What happened\n${table(journal.events.counts)}`,
    `Faults injected\n${table(faults)}`,
  ].join('\n\n');
}

function describeLast({ exactAfterMs, differences }: Outcome): string {
  if (differences.length > 0) return 'not in time';
  return `${inSeconds(exactAfterMs.at(-1) ?? 0)} s`;
}

function table(rows: readonly Row[]): string {
  return rows
    .map(([label, value]) => `${label.padEnd(LABEL_WIDTH)}  ${grouped(value).padStart(12)}`)
    .join('\n');
}

const inSeconds = (ms: number) => (ms / 1_000).toFixed(1);

const grouped = (value: string | number) =>
  typeof value === 'number' ? value.toLocaleString('en-US') : value;
