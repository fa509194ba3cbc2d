import { expect, test } from 'vitest';
import { drills } from '../../../trials/drills/drills.ts';
import { findFaults, formatResults } from '../../../trials/drills/report.ts';
import type { DrillResult } from '../../../trials/drills/run-drill.ts';

const drill = drills[0]!;
const { name } = drill;
const GOOD: DrillResult = {
  drill,
  alarms: [
    { alarm: 'smoke', secondsToAlarm: 12.34, secondsToOk: 5 },
    { alarm: 'fumes', secondsToAlarm: 3, secondsToOk: 0 },
  ],
  others: [],
  counts: { posts: 2, likesExpected: 7, likesCounted: 7, differences: [] },
};

test('a drill without its alarm, with another one, without an end or with a wrong count has failed', () => {
  const bad: DrillResult = {
    ...GOOD,
    alarms: [{ alarm: 'smoke', secondsToAlarm: undefined, secondsToOk: undefined }],
    others: ['api-slow'],
    counts: { ...GOOD.counts, likesCounted: 6, differences: [{ postId: 'a', expected: 4, counted: 3 }] },
  };
  expect(findFaults([GOOD, bad])).toEqual([
    `${name}: smoke did not go off in time`,
    `${name}: smoke did not end after the repair`,
    `${name}: api-slow went off too`,
    `${name}: a has 3 likes, not 4`,
  ]);
  expect(formatResults([bad])).toMatch(/smoke +never +never +no: 6 of 7$/);
});

test('a drill that went well has a line for each alarm, with both times and the count', () => {
  expect(findFaults([GOOD])).toEqual([]);
  expect(
    formatResults([GOOD])
      .split('\n')
      .map((line) => line.split(/ {2,}/)),
  ).toEqual([
    ['drill', 'alarm', 's to alarm', 's to OK', 'exact'],
    [name, 'smoke', '12.3', '5.0', 'yes: 7'],
    [name, 'fumes', '3.0', '0.0', 'yes: 7'],
  ]);
});
