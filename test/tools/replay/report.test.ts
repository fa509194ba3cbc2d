import { expect, test } from 'vitest';
import { exitCodeOf, formatReport, type Report } from '../../../tools/replay/report.ts';

const report = (lines: Report['lines']): Report => ({
  actions: 3,
  lines,
  outcome: { accepted: 3, retries: 0, seconds: 1, interrupted: false },
  visitors: { remembered: 0, issued: 1, forgotten: 0 },
  interrupted: false,
  comparison: { posts: 1, likesExpected: 3, likesCounted: 3, differences: [] },
});

test('lines that are used or skipped add up to the lines read', () => {
  const whole = report({ read: 1_005, used: 1_002, header: 1, blank: 2 });
  expect(exitCodeOf(whole)).toBe(0);
  expect(formatReport(whole)).toMatch(
    /lines read +1,005\nlines used +1,002\nlines skipped: header +1\nlines skipped: blank +2\n/,
  );
});

test('a line that was lost is exit code 1, even when every count is right', () => {
  const lossy = report({ read: 1_006, used: 1_002, header: 1, blank: 2 });
  expect(exitCodeOf(lossy)).toBe(1);
  expect(formatReport(lossy)).toContain('NOT EXACT: the lines used and skipped do not add up');
});

test('made-up votes have no lines', () => {
  expect(formatReport(report(undefined))).not.toContain('lines');
  expect(exitCodeOf(report(undefined))).toBe(0);
});
