// Holds the drills to the alarms. test/lib/operations/alarms.test.ts holds the alarms of the plans to the templates.

import { expect, test } from 'vitest';
import { makePlan } from '../../../planner/make-plan.ts';
import { canaryAlarms } from '../../../planner/operations/silence-alarms.ts';
import { findRig, rigNames, scenarioNames } from '../../../scenarios/index.ts';
import { type Breakage, together } from '../../../trials/drills/drill.ts';
import { drills, notDrilled } from '../../../trials/drills/drills.ts';

const alarmsOf = (name: string): string[] =>
  [...makePlan(findRig(name)!).alarms, ...canaryAlarms(5)].map(({ key }) => key);

const drilled = new Set(drills.flatMap(({ alarms }) => alarms));

test('every alarm of every scenario is set off by a drill, or it is said why not; and no other alarm is named', () => {
  const all = new Set([...scenarioNames, ...rigNames].flatMap(alarmsOf));
  expect([...drilled, ...Object.keys(notDrilled)].toSorted()).toEqual([...all].toSorted());
});

test('the deployment of the drills has every alarm that they name', () => {
  const has = new Set(alarmsOf('drills'));
  const named = drills.flatMap(({ alarms, mayFollow = {} }) => [...alarms, ...Object.keys(mayFollow)]);
  expect(named.filter((key) => !has.has(key))).toEqual([]);
});

test('an alarm that must go off is not among those that may, and is there once', () => {
  for (const { name, alarms, mayFollow = {} } of drills) {
    expect([name, alarms.filter((key) => key in mayFollow)]).toEqual([name, []]);
    expect([name, new Set(alarms).size]).toEqual([name, alarms.length]);
  }
});

test('a drill has a name of its own, and sets something off', () => {
  expect(new Set(drills.map(({ name }) => name)).size).toBe(drills.length);
  for (const { alarms } of drills) expect(alarms.length).toBeGreaterThan(0);
});

test('things that break together are broken, mended and looked at one after the other', async () => {
  const done: string[] = [];
  const breakage = (name: string): Breakage => ({
    alarms: [name],
    mayFollow: { [`${name}-late`]: name },
    breakIt: async () => void done.push(`breaks ${name}`),
    mend: async () => void done.push(`mends ${name}`),
    isOver: async () => void done.push(`looks at ${name}`),
  });
  const both = together([breakage('roof'), breakage('door')]);
  const rig = {} as Parameters<Breakage['mend']>[0];
  await both.breakIt(rig);
  await both.mend(rig);
  await both.isOver?.(rig);
  expect(both).toMatchObject({
    alarms: ['roof', 'door'],
    mayFollow: { 'roof-late': 'roof', 'door-late': 'door' },
  });
  const each = ['breaks', 'mends', 'looks at'].flatMap((what) => [`${what} roof`, `${what} door`]);
  expect(done).toEqual(each);
});
