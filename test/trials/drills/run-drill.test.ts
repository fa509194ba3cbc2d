import { expect, test } from 'vitest';
import type { AlarmState } from '../../../local/cloudwatch/alarm-state.ts';
import type { Transition } from '../../../local/cloudwatch/alarms.ts';
import type { Drill } from '../../../trials/drills/drill.ts';
import { keyOf, NoCalmError, runDrill } from '../../../trials/drills/run-drill.ts';

const EXACT = { posts: 1, likesExpected: 3, likesCounted: 3, differences: [] };

type Changes = Readonly<Record<string, readonly (readonly [atMs: number, to: AlarmState])[]>>;

/** A system in which alarms change at given times. It is broken at 8 s. */
function makeRig(changes: Changes, { looksMs = 10 } = {}) {
  const clock = { ms: 0 };
  const done: string[] = [];
  const drill: Drill = {
    name: 'fire',
    breaks: 'it burns',
    alarms: ['smoke', 'fumes'],
    mayFollow: { heat: 'some fires are hot' },
    withinMinutes: 10,
    breakIt: async () => void done.push(`broken at ${clock.ms}`),
    mend: async () => void done.push(`mended at ${clock.ms}`),
  };
  const readAlarms = () =>
    Object.entries<Changes[string]>({ heat: [], smoke: [], fumes: [], ...changes }).map(([key, all]) => {
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
    likes: { settle, medianLookMs: () => looksMs },
    signal: new AbortController().signal,
  };
  const run = (other: Partial<Drill> = {}) =>
    runDrill({ ...drill, ...other }, rig, {
      minuteMs: 1_000,
      say: () => {},
      now: () => clock.ms,
      wait: async (ms) => void (clock.ms += ms),
    });
  return { run, done };
}

const GOOD: Changes = {
  smoke: [
    [9_000, 'ALARM'],
    [14_000, 'OK'],
  ],
  fumes: [
    [10_000, 'ALARM'],
    [13_000, 'OK'],
  ],
};

test('a template without an alarm of the drill is an error that names it', async () => {
  await expect(makeRig(GOOD).run({ alarms: ['flood'] })).rejects.toThrow('no alarm flood');
  await expect(makeRig(GOOD).run({ mayFollow: { flood: 'rain' } })).rejects.toThrow('no alarm flood');
});

test('nothing is broken while another alarm stays on', async () => {
  const { run, done } = makeRig({ ...GOOD, water: [[1_000, 'ALARM']] });
  await expect(run()).rejects.toThrow(NoCalmError);
  expect(done).toEqual([]);
});

test('a drill begins when the alarms of the one before have ended', async () => {
  const { run, done } = makeRig({
    water: [
      [1_000, 'ALARM'],
      [8_500, 'OK'],
    ],
    heat: [[1_000, 'ALARM']],
  });
  expect(await run()).toMatchObject({ others: [] });
  expect(done[0]).toBe('broken at 8600');
});

test('an alarm that does not go off in time is missed, and the system is mended all the same', async () => {
  const { run, done } = makeRig({ ...GOOD, fumes: [[19_000, 'ALARM']] });
  const { alarms } = await run();
  expect(alarms).toMatchObject([{ secondsToAlarm: 1 }, { alarm: 'fumes', secondsToOk: undefined }]);
  expect(done).toEqual(['broken at 8000', 'mended at 18200']);
});

test('the system is mended only when all of its alarms are on', async () => {
  const { run, done } = makeRig(GOOD);
  expect((await run()).alarms).toEqual([
    { alarm: 'smoke', secondsToAlarm: 1, secondsToOk: 4 },
    { alarm: 'fumes', secondsToAlarm: 2, secondsToOk: 3 },
  ]);
  expect(done).toEqual(['broken at 8000', 'mended at 10000']);
});

test('an alarm that does not end, or comes back, has not ended', async () => {
  const { run } = makeRig({ smoke: [[9_000, 'ALARM']], fumes: [...GOOD['fumes']!, [15_000, 'ALARM']] });
  expect((await run()).alarms).toMatchObject([{ secondsToOk: undefined }, { secondsToOk: undefined }]);
});

test('other alarms are told, but for those that may follow and those of before', async () => {
  const { run } = makeRig({
    ...GOOD,
    heat: [[9_000, 'ALARM']],
    water: [[15_000, 'ALARM']],
    cold: [
      [1_000, 'ALARM'],
      [2_000, 'OK'],
    ],
  });
  expect(await run()).toMatchObject({ others: ['water'], counts: EXACT });
});

test('the alarm on slow answers is told only if half of the answers were slow, or the drill is about it', async () => {
  const slow: Changes = {
    ...GOOD,
    'api-slow': [
      [9_000, 'ALARM'],
      [12_000, 'OK'],
    ],
  };
  expect(await makeRig(slow).run()).toMatchObject({ others: [] });
  expect(await makeRig(slow, { looksMs: 600 }).run()).toMatchObject({ others: ['api-slow'] });
  const { alarms } = await makeRig(slow).run({ alarms: ['smoke', 'fumes', 'api-slow'] });
  expect(alarms.at(-1)).toEqual({ alarm: 'api-slow', secondsToAlarm: 1, secondsToOk: 2 });
});

test('the key of an alarm is what follows the name of its stack', () => {
  expect(keyOf({ name: 'Likes-small-site-Service-likes-not-counted' })).toBe('likes-not-counted');
});
