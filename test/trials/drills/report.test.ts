import { expect, test } from 'vitest';
import { drills } from '../../../trials/drills/drills.ts';
import { findFaults, formatResults } from '../../../trials/drills/report.ts';
import { type DrillResult, keyOf } from '../../../trials/drills/run-drill.ts';

const [drill] = drills;
const GOOD: DrillResult = {
  drill: drill!,
  secondsToAlarm: 12.34,
  secondsToOk: 5,
  others: [],
  counts: { posts: 2, likesExpected: 7, likesCounted: 7, differences: [] },
};

test('a drill without its alarm, with another one, without an end or with a wrong count has failed', () => {
  const { name, alarm } = GOOD.drill;
  const bad: DrillResult = {
    ...GOOD,
    secondsToAlarm: undefined,
    secondsToOk: undefined,
    others: ['api-slow'],
    counts: { ...GOOD.counts, likesCounted: 6, differences: [{ postId: 'a', expected: 4, counted: 3 }] },
  };
  expect(findFaults([GOOD, bad])).toEqual([
    `${name}: ${alarm} did not go off in time`,
    `${name}: ${alarm} did not end after the repair`,
    `${name}: api-slow went off too`,
    `${name}: a has 3 likes, not 4`,
  ]);
  expect(formatResults([bad])).toMatch(/no alarm +never OK +counted 6 of 7 +other alarms: api-slow$/);
});

test('a drill that went well names its alarm, both times and the count in one line', () => {
  expect(findFaults([GOOD])).toEqual([]);
  expect(formatResults([GOOD])).toBe(
    `${GOOD.drill.name}  ${GOOD.drill.alarm}  alarm after 12.3 s  OK after 5.0 s  count exact: 7  no other alarm`,
  );
});

test('the key of an alarm is what follows the name of its stack', () => {
  expect(keyOf({ name: 'Likes-small-site-Service-likes-not-counted' })).toBe('likes-not-counted');
});
