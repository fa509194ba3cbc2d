import { expect, test } from 'vitest';
import { readOptions } from '../../../trials/restore-drill/options.ts';
import { type DrillReport, findFaults, formatReport } from '../../../trials/restore-drill/report.ts';

const exact = { posts: 2, likesExpected: 9, likesCounted: 9, differences: [] };
const good: DrillReport = {
  damaged: { counters: 3, rows: 4 },
  damageSeen: true,
  steps: [
    ['restore the tables', 1.25],
    ['repair', 0.5],
  ],
  newMapping: true,
  replayed: { ...exact, differences: [{ postId: 'p', counted: 4, expected: 3 }] },
  repaired: exact,
  auditExact: true,
};

test.each<[string, Partial<DrillReport>]>([
  ['nothing was damaged', { damaged: { counters: 3, rows: 0 } }],
  ['the audit did not see the damage', { damageSeen: false }],
  ['the same mapping reads the stream', { newMapping: false }],
  ['nobody likes anything', { repaired: { ...exact, likesExpected: 0 } }],
  [
    'p has 4 likes, not 3',
    { repaired: { ...exact, differences: [{ postId: 'p', counted: 4, expected: 3 }] } },
  ],
  ['the audit finds drift in the end', { auditExact: false }],
])('it is a fault when %s', (fault, change) => {
  expect(findFaults({ ...good, ...change })).toEqual([expect.stringContaining(fault)]);
});

test('a count that only the repair corrects is no fault', () => {
  expect(findFaults(good)).toEqual([]);
});

test('the report says how long each step took', () => {
  const rows = formatReport(good).split('\n');
  expect(rows.map((row) => row.split(/\s{2,}/))).toContainEqual(['seconds: restore the tables', '1.3']);
  expect(rows.map((row) => row.split(/\s{2,}/))).toContainEqual(['seconds in all', '1.8']);
});

test('the time before the damage is long enough for two seconds to restore to', () => {
  expect(readOptions([])).toEqual({ seconds: 15, logFile: undefined });
  expect(() => readOptions(['--seconds', '4'])).toThrow('--seconds');
});
