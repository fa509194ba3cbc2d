// What the drill found, and whether it is as it should be. This module is pure.

import type { Comparison } from '../../traffic/counts.ts';

export interface DrillReport {
  readonly damaged: { readonly counters: number; readonly rows: number };
  /** Whether an audit saw the damage. */
  readonly damageSeen: boolean;
  /** Each step of the way back, with the seconds that it took. */
  readonly steps: readonly (readonly [step: string, seconds: number])[];
  /** Whether another mapping reads the stream afterwards. */
  readonly newMapping: boolean;
  /** Once the stream was read again. */
  readonly replayed: Comparison;
  /** Once the audit has repaired what a replay cannot. */
  readonly repaired: Comparison;
  /** Whether an audit finds no drift in the end. */
  readonly auditExact: boolean;
}

/** Returns what is not as it should be. */
export function findFaults(report: DrillReport): string[] {
  const { damaged, damageSeen, newMapping, repaired, auditExact } = report;
  const faults = [
    (damaged.counters === 0 || damaged.rows === 0) && 'nothing was damaged, so the drill shows nothing',
    !damageSeen && 'the audit did not see the damage',
    !newMapping && 'the same mapping reads the stream, so nothing was read again',
    repaired.likesExpected === 0 && 'nobody likes anything, so the drill shows nothing',
    ...repaired.differences.map(
      ({ postId, counted, expected }) => `${postId} has ${counted} likes, not ${expected}`,
    ),
    !auditExact && 'the audit finds drift in the end',
  ];
  return faults.filter((it) => it !== false);
}

export const formatReport = ({ damaged, steps, replayed, repaired }: DrillReport): string =>
  [
    ['counters damaged', damaged.counters],
    ['rows of the ledger deleted', damaged.rows],
    ...steps.map(([step, seconds]) => [`seconds: ${step}`, seconds.toFixed(1)]),
    ['seconds in all', steps.reduce((sum, [, seconds]) => sum + seconds, 0).toFixed(1)],
    ['posts with another count before the repair', replayed.differences.length],
    ['posts with another count', repaired.differences.length],
    ['likes counted', repaired.likesCounted],
  ]
    .map(([name, value]) => `${String(name).padEnd(46)}${String(value).padStart(8)}`)
    .join('\n');
