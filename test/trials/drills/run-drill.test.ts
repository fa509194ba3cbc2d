import { expect, test } from 'vitest';
import type { AlarmState } from '../../../local/cloudwatch/alarm-state.ts';
import type { Transition } from '../../../local/cloudwatch/alarms.ts';
import type { Drill } from '../../../trials/drills/drill.ts';
import { runDrill } from '../../../trials/drills/run-drill.ts';

const EXACT = { posts: 1, likesExpected: 3, likesCounted: 3, differences: [] };

/** A system in which alarms change at given times. */
function makeRig(changes: Readonly<Record<string, readonly (readonly [atMs: number, to: AlarmState])[]>>) {
  const clock = { ms: 0 };
  const done: string[] = [];
  const drill: Drill = {
    name: 'fire',
    breaks: 'it burns',
    alarm: 'smoke',
    mayFollow: ['heat'],
    withinMinutes: 10,
    breakIt: async () => void done.push(`broken at ${clock.ms}`),
    mend: async () => void done.push(`mended at ${clock.ms}`),
  };
  const readAlarms = () =>
    Object.entries(changes).map(([key, all]) => {
      const past = all.filter(([atMs]) => atMs <= clock.ms);
      const history = past.map(([atMs, to]): Transition => ({ atMs, from: 'OK', to, points: [] }));
      const state = past.at(-1)?.[1] ?? 'OK';
      return { name: `House-Service-${key}`, description: '', threshold: '', state, history };
    });
  const settle = async () => {
    clock.ms += 5_000;
    return EXACT;
  };
  const rig = {
    cloud: { readAlarms },
    likes: { settle } as unknown as Parameters<typeof runDrill>[1]['likes'],
    signal: new AbortController().signal,
  };
  const run = () =>
    runDrill(drill, rig, {
      minuteMs: 1_000,
      say: () => {},
      now: () => clock.ms,
      wait: async (ms) => void (clock.ms += ms),
    });
  return { run, done };
}

test('a template without the alarm is an error that names it', async () => {
  await expect(makeRig({ heat: [] }).run()).rejects.toThrow('no alarm smoke');
});

test('an alarm that does not go off in time is missed, and the system is mended all the same', async () => {
  const { run, done } = makeRig({ smoke: [[21_000, 'ALARM']] });
  expect(await run()).toMatchObject({ secondsToAlarm: undefined });
  expect(done).toEqual(['broken at 10000', 'mended at 20200']);
});

test('an alarm that does not end, or comes back, has not ended', async () => {
  expect(await makeRig({ smoke: [[11_000, 'ALARM']] }).run()).toMatchObject({ secondsToOk: undefined });
  const back = makeRig({
    smoke: [
      [11_000, 'ALARM'],
      [13_000, 'OK'],
      [15_000, 'ALARM'],
    ],
  });
  expect(await back.run()).toMatchObject({ secondsToAlarm: 1, secondsToOk: undefined });
});

test('other alarms are told, but for those that follow, those of before, and that of a slow machine', async () => {
  const { run, done } = makeRig({
    smoke: [
      [11_000, 'ALARM'],
      [16_000, 'OK'],
    ],
    heat: [[11_500, 'ALARM']],
    water: [[15_000, 'ALARM']],
    cold: [[1_000, 'ALARM']],
    'api-slow': [[12_000, 'ALARM']],
  });
  expect(await run()).toMatchObject({ secondsToAlarm: 1, secondsToOk: 5, others: ['water'], counts: EXACT });
  expect(done).toEqual(['broken at 10000', 'mended at 11000']);
});
