// Formats what a run prints at its end: the verdict, and the figures behind it.

import { isExact } from '../../tools/audit/audit-report.ts';
import type { Deliveries } from './watch-invocations.ts';
import type { Journal } from './journal.ts';
import type { Outcome } from './run.ts';

export type Verdict = 'EXACT' | 'EXACT, BUT TOO LATE' | 'NOT EXACT';

export function verdictOf(outcome: Outcome): Verdict {
  const { differences, ledgerDifferences, malformed, uncorrected, audit, atViewers } = outcome;
  const wrong =
    differences.length +
    ledgerDifferences.length +
    malformed.missing +
    uncorrected.length +
    atViewers.differences.length;
  if (wrong > 0 || !isExact(audit)) return 'NOT EXACT';
  return isLate(outcome) ? 'EXACT, BUT TOO LATE' : 'EXACT';
}

const isLate = ({ exactAfterMs, atViewers, withinSeconds }: Outcome) =>
  Math.max(exactAfterMs.at(-1) ?? 0, atViewers.exactAfterMs ?? 0) > withinSeconds * 1_000;

type Row = readonly [label: string, value: string | number];

const LABEL_WIDTH = 48;

export function formatReport(outcome: Outcome, deliveries: Deliveries, journal: Journal): string {
  const {
    truth,
    seconds,
    exactAfterMs,
    differences,
    ledgerDifferences,
    malformed,
    secondReaders,
    uncorrected,
    audit,
    atViewers,
  } = outcome;
  const counts = truth.counts();
  const likes = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const last = differences.length > 0 ? 'never' : `${inSeconds(exactAfterMs.at(-1) ?? 0)} s`;
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
    ['last action to exact', last],
    ...viewerRows(atViewers),
    ['records delivered', deliveries.records],
    ['... more than once', deliveries.repeated],
    ['... deliveries beyond the first', deliveries.again],
    ['second readers', secondReaders],
    [
      'malformed records, all in quarantine',
      malformed.missing === 0 ? malformed.sent : `${malformed.missing} of ${malformed.sent} missing`,
    ],
  ];
  const faults = [...journal.faults.counts, ['all', journal.faults.total] as const];
  return [
    `${verdictOf(outcome)}\n${table(rows)}`,
    `What happened\n${table(journal.events.counts)}`,
    `Faults injected\n${table(faults)}`,
  ].join('\n\n');
}

function viewerRows({ viewers, connections, differences, exactAfterMs }: Outcome['atViewers']): Row[] {
  const wrong = new Set(differences.map(({ viewer }) => viewer)).size;
  return [
    ['viewers with exact counts', `${viewers - wrong} of ${viewers}`],
    ['... last action to exact', exactAfterMs === undefined ? 'never' : `${inSeconds(exactAfterMs)} s`],
    ['... connections', connections],
  ];
}

function table(rows: readonly Row[]): string {
  return rows
    .map(([label, value]) => `${label.padEnd(LABEL_WIDTH)}  ${grouped(value).padStart(12)}`)
    .join('\n');
}

const inSeconds = (ms: number) => (ms / 1_000).toFixed(1);

const grouped = (value: string | number) =>
  typeof value === 'number' ? value.toLocaleString('en-US') : value;
