import { expect, test } from 'vitest';
import type { Judgement } from '../../../trials/least-privilege/judge-role.ts';
import { formatJudgement, reportOn } from '../../../trials/least-privilege/report.ts';

const judged = (granted: boolean, letThrough: boolean): Judgement => ({
  role: 'batch-likes',
  operation: 'dynamodb:Scan',
  resource: 'Likes',
  granted,
  letThrough,
  answer: letThrough ? 'ok' : 'AccessDenied',
});
const refusesScan = { operation: 'dynamodb:Scan', granted: true, why: 'it does' };

test.each([
  [false, true, 'batch-likes was let through to dynamodb:Scan on Likes (ok), which its role does not grant'],
  [true, false, 'batch-likes was refused dynamodb:Scan on Likes, which its role grants'],
])('granted %s and let through %s is told', (granted, letThrough, line) => {
  const { unknown } = reportOn([judged(granted, letThrough)], []);
  expect(unknown.map(formatJudgement)).toEqual([line]);
});

test('what is known of the emulator is no error, and the opposite still is', () => {
  expect(reportOn([judged(true, false)], [refusesScan])).toMatchObject({ unknown: [], closed: [] });
  expect(reportOn([judged(false, true)], [refusesScan]).unknown).toHaveLength(1);
});

test('what the emulator judges right now is told, and what nobody has asked it is not', () => {
  expect(reportOn([judged(true, true)], [refusesScan]).closed).toEqual([refusesScan]);
  expect(reportOn([judged(false, false)], [refusesScan]).closed).toEqual([]);
});
