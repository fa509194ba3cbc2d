// The result of an audit or a rebuild as text. Pure.

import { type AuditReport, isExact, type PostList } from './audit-report.ts';
import type { RebuildReport } from './rebuild.ts';

const number = (value: number) => value.toLocaleString('en-US');
const signed = (value: number) => (value > 0 ? `+${number(value)}` : number(value));
const posts = (count: number) => (count === 1 ? '1 post' : `${number(count)} posts`);

/** Returns sections on what was found, then what was read, then the verdict. */
export function formatAudit(report: AuditReport, seconds: number): string {
  const { drifting, withoutCounter, overdue, unsettled, corrected } = report;
  return [
    ...section(
      drifting,
      `${posts(drifting.posts)} with drift, ${signed(drifting.total)} in all:`,
      ['post', 'counter', 'ledger', 'drift'],
      ({ postId, counter, ledger, drift }) => [postId, number(counter), number(ledger), signed(drift)],
    ),
    ...section(
      withoutCounter,
      `${posts(withoutCounter.posts)} in the ledger without a counter (--rebuild makes it):`,
      ['post', 'likes'],
      ({ postId, likes }) => [postId, number(likes)],
    ),
    ...section(
      overdue,
      `${posts(overdue.posts)} with events that were never counted, and should have been long ago:`,
      ['post', 'the count lacks'],
      ({ postId, overdue }) => [postId, signed(overdue)],
    ),
    ...section(
      unsettled,
      `${posts(unsettled.posts)} in doubt after ${report.passes} passes:`,
      ['post', 'drift from', 'to'],
      ({ postId, least, most }) => [postId, signed(least), signed(most)],
    ),
    ...section(
      corrected,
      `${posts(corrected.posts)} corrected by ${signed(corrected.total)} in all, and exact now:`,
      ['post', 'corrected'],
      ({ postId, corrected }) => [postId, signed(corrected)],
    ),
    ...table([
      ['posts', number(report.posts)],
      ['ledger rows', number(report.rows)],
      ['passes', number(report.passes)],
      ['read units', number(Math.ceil(report.capacityUnits))],
      ['seconds', seconds.toFixed(1)],
    ]),
    '',
    verdict(report),
  ].join('\n');
}

export function formatRebuild(
  { created, thereAlready, leftAlone, audit }: RebuildReport,
  seconds: number,
): string {
  const { waiting } = audit;
  return [
    ...table([
      ['counters made', number(created)],
      ['there already, the same', number(thereAlready)],
      ['there and different, left alone', number(leftAlone)],
    ]),
    '',
    ...(waiting.posts > 0
      ? [`${posts(waiting.posts)} got new versions meanwhile: is the event source mapping paused?`, '']
      : []),
    formatAudit(audit, seconds),
  ].join('\n');
}

/** Whether nothing else counted meanwhile. Only then is a rebuild sure of its counts. */
export const isUndisturbed = ({ audit }: RebuildReport) => isExact(audit) && audit.waiting.posts === 0;

function verdict(report: AuditReport): string {
  if (!isExact(report)) return 'NOT EXACT.';
  return report.corrected.posts > 0
    ? 'Exact again: every count is what the ledger says.'
    : 'Exact: every count is what the ledger says.';
}

function section<Post>(
  { posts, listed }: PostList<Post>,
  title: string,
  head: string[],
  cells: (post: Post) => string[],
): string[] {
  if (posts === 0) return [];
  const more = posts - listed.length;
  return [
    title,
    ...(listed.length > 0 ? table([head, ...listed.map(cells)]) : []),
    ...(more > 0 ? [`... and ${number(more)} more`] : []),
    '',
  ];
}

/** Aligns the first column to the left and the others to the right. */
function table(rows: readonly string[][]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const pad = (cell: string, column: number) =>
    column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0);
  return rows.map((row) => row.map(pad).join('  '));
}
