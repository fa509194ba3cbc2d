// The result of a run as text. Pure.

import type { Comparison } from '../../traffic/counts.ts';
import type { SendOutcome } from '../../traffic/send.ts';
import { type FileLines, linesAddUp } from '../../traffic/vote-rows.ts';

/** The report lists this many differing posts at most. */
const LISTED_DIFFERENCES = 20;

const LINES_LOST =
  'NOT EXACT: the lines used and skipped do not add up to the lines read. This is a fault of the replay.';

export interface Report {
  readonly actions: number;
  /** What became of the lines of the file; undefined when there was none. */
  readonly lines: FileLines | undefined;
  readonly outcome: SendOutcome;
  readonly visitors: { readonly remembered: number; readonly issued: number; readonly forgotten: number };
  readonly interrupted: boolean;
  /** Undefined when the counts were not compared. */
  readonly comparison?: Comparison;
}

export function exitCodeOf({ interrupted, comparison, lines }: Report): 0 | 1 | 130 {
  if (interrupted) return 130;
  if (lines && !linesAddUp(lines)) return 1;
  return comparison === undefined || comparison.differences.length === 0 ? 0 : 1;
}

/** Returns a table of two columns, the differing posts if there are any, and the verdict. */
export function formatReport({ actions, lines, outcome, visitors, interrupted, comparison }: Report): string {
  const rows: [string, string][] = [
    ['actions sent', `${grouped(outcome.accepted)}${outcome.interrupted ? ` of ${grouped(actions)}` : ''}`],
    ['retries', grouped(outcome.retries)],
    ['seconds', outcome.seconds.toFixed(1)],
    ['actions/s', grouped(Math.round(outcome.accepted / Math.max(outcome.seconds, 0.001)))],
    ['visitors issued', grouped(visitors.issued)],
  ];
  if (lines) {
    rows.unshift(
      ['lines read', grouped(lines.read)],
      ['lines used', grouped(lines.used)],
      ['lines skipped: header', grouped(lines.header)],
      ['lines skipped: blank', grouped(lines.blank)],
    );
  }
  if (comparison) {
    rows.unshift(
      ['posts', grouped(comparison.posts)],
      ['likes expected', grouped(comparison.likesExpected)],
      ['likes counted', grouped(comparison.likesCounted)],
      ['posts different', grouped(comparison.differences.length)],
    );
  }
  return [
    ...table(rows),
    ...(visitors.forgotten > 0 ? ['', forgottenNote(visitors.forgotten)] : []),
    ...(comparison && comparison.differences.length > 0 ? ['', ...listDifferences(comparison)] : []),
    ...(interrupted ? ['', 'Interrupted: what was sent is accepted and will be counted.'] : []),
    ...(lines && !linesAddUp(lines) ? ['', LINES_LOST] : []),
    ...(comparison ? ['', verdict(comparison)] : []),
  ].join('\n');
}

function verdict({ differences, posts }: Comparison): string {
  return differences.length === 0
    ? 'Exact: every post has the count that its votes come to.'
    : `NOT EXACT: ${grouped(differences.length)} of ${grouped(posts)} posts differ.`;
}

function forgottenNote(forgotten: number): string {
  return `${grouped(forgotten)} visitors of an earlier run were no longer known and are new persons now: if the API still has their earlier likes, those are counted besides.`;
}

function listDifferences({ differences }: Comparison): string[] {
  const listed = differences.slice(0, LISTED_DIFFERENCES);
  const rows = listed.map(({ postId, expected, counted }) => [
    postId,
    grouped(expected),
    counted === undefined ? 'none' : grouped(counted),
  ]);
  const more = differences.length - listed.length;
  return [
    ...table([['post', 'expected', 'counted'], ...rows]),
    ...(more > 0 ? [`... and ${grouped(more)} more`] : []),
  ];
}

/** Aligns the first column to the left and the others to the right. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

function grouped(value: number): string {
  return value.toLocaleString('en-US');
}
