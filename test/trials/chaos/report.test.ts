import { expect, test } from 'vitest';
import { Journal } from '../../../trials/chaos/journal.ts';
import { formatReport, verdictOf } from '../../../trials/chaos/report.ts';
import type { ViewerDifference } from '../../../trials/chaos/live-viewers.ts';
import type { Outcome } from '../../../trials/chaos/run.ts';
import { outcomeWith, QUIET_AUDIT } from './outcome.ts';

test('all in order is exact; an earlier burst may take its time, the last one may not', () => {
  expect(verdictOf(outcomeWith({}))).toBe('EXACT');
  expect(verdictOf(outcomeWith({ exactAfterMs: [1_000, 30_001] }))).toBe('EXACT, BUT TOO LATE');
  expect(verdictOf(outcomeWith({ atViewers: { ...atViewers, exactAfterMs: 30_001 } }))).toBe(
    'EXACT, BUT TOO LATE',
  );
});

const { atViewers } = outcomeWith({});
const viewersWith = (difference: ViewerDifference): Outcome['atViewers'] => ({
  ...atViewers,
  differences: [difference],
  exactAtMs: undefined,
  exactAfterMs: undefined,
});

test.each<[string, Partial<Outcome>]>([
  ['a count', { differences: [{ postId: 'p', expected: 1, counted: 2 }] }],
  ['a ledger row', { ledgerDifferences: [{ postId: 'p', person: 'ann', expected: true, found: undefined }] }],
  ['quarantine', { malformed: { sent: 5, missing: 1 } }],
  ['a correction', { uncorrected: ['p'] }],
  ['drift', { audit: { ...QUIET_AUDIT, drifting: { posts: 1, total: 2, listed: [] } } }],
  ['a viewer', { atViewers: viewersWith({ viewer: 1, postId: 'p', expected: 1, shown: 2 }) }],
  ['doubt', { audit: { ...QUIET_AUDIT, unsettled: { posts: 1, total: 2, listed: [] } } }],
])('%s that is wrong is not exact', (_, wrong) => {
  expect(verdictOf(outcomeWith(wrong))).toBe('NOT EXACT');
  expect(verdictOf(outcomeWith({ ...wrong, exactAfterMs: [99_000] }))).toBe('NOT EXACT');
});

test('the report tells the figures, what happened and the faults', () => {
  const journal = new Journal();
  journal.faults.count('call throttle', 1_200);
  journal.faults.count('batch-likes hang');
  journal.events.count('splits', 3);
  const report = formatReport(outcomeWith({}), { records: 10, repeated: 4, again: 6 }, journal);
  const lines = report.split('\n').map((line) => line.replaceAll(/ {2,}/g, '  '));
  expect(lines).toEqual(
    expect.arrayContaining([
      'EXACT',
      'actions  2',
      'exact counts  1 of 1',
      'last action to exact  12.3 s',
      'slowest burst, last action to exact  40.0 s',
      '... deliveries beyond the first  6',
      'viewers with exact counts  10 of 10',
      '... connections  25',
      'splits  3',
      'call throttle  1,200',
      'all  1,201',
    ]),
  );
});
