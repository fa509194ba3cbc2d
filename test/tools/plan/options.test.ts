import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { socialMedia } from '../../../scenarios/social-media.ts';
import { type PlanOptions, readOptions } from '../../../tools/plan/options.ts';

const workloadOf = (...args: string[]) => (readOptions(args) as PlanOptions).rig.scenario.workload;

test.each<[string[], string]>([
  [
    ['--likes-per-second', '-1'],
    '--likes-per-second (workload.steadyEventsPerSecond) must be a number above 0',
  ],
  [
    ['--likes-per-second', '0'],
    '--likes-per-second (workload.steadyEventsPerSecond) must be a number above 0',
  ],
  [
    ['--likes-per-second', '100', '--peak', '99'],
    '--peak (workload.peakEventsPerSecond) must not be below steadyEventsPerSecond: 99 is below 100',
  ],
  [['--users', '0'], '--users (workload.users) must be a whole number from 1'],
  [['--hot-share', '1.01'], '--hot-share (workload.hotKeyShare) must be a number from 0 to 1, not 1.01'],
  [['--reads-per-second=-5'], '--reads-per-second (workload.steadyReadsPerSecond) must be a number from 0'],
  [['--posts-per-read', '101'], '--posts-per-read (workload.postsPerRead) must be'],
  [['--peak', 'Infinity'], '--peak must be a number'],
  [['--users', 'many'], '--users must be a number, not "many"'],
  [['--tables', 'free'], '--tables (policies.tables) must be one of'],
  [['--live', 'on'], '--live (policies.live) must be one of "off", "totals", "push", not "on"'],
  [['--scenario', 'social'], '--scenario: unknown "social"; known scenarios: social-media'],
  [['--scenario', 'chaos', '--file', 'x.json'], 'either --scenario or --file'],
  [['--diff', 'social'], '--diff: unknown "social"'],
  [['--file', '/nonexistent.json'], '--file /nonexistent.json: ENOENT'],
  [['--rate', '5'], "Unknown option '--rate' (--help lists the flags)"],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
  expect(() => readOptions(args)).not.toThrow('\n');
});

test('policies are changed one by one', () => {
  const policies = (...args: string[]) => (readOptions(args) as PlanOptions).rig.scenario.policies;
  expect(policies('--live', 'off', '--edge')).toEqual({ ...socialMedia.policies, live: 'off', edge: true });
  expect(policies()).toEqual(socialMedia.policies);
});

describe('a rate that is given', () => {
  test('takes the peak and the reads with it', () => {
    expect(workloadOf('--likes-per-second', '50')).toMatchObject({
      steadyEventsPerSecond: 50,
      peakEventsPerSecond: 200,
      steadyReadsPerSecond: 20,
      peakReadsPerSecond: 80,
    });
  });

  test('leaves alone what is given too', () => {
    const flags = [
      '--likes-per-second',
      '50',
      '--peak',
      '75',
      '--reads-per-second',
      '7',
      '--peak-reads',
      '8',
    ];
    expect(workloadOf(...flags)).toMatchObject({
      peakEventsPerSecond: 75,
      steadyReadsPerSecond: 7,
      peakReadsPerSecond: 8,
    });
  });
});

describe('a file', () => {
  const write = (value: unknown) => {
    const path = join(mkdtempSync(join(tmpdir(), 'plan-')), 'my.json');
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };

  test('is a scenario like those of the folder', () => {
    const { rig } = readOptions(['--file', write({ ...socialMedia, name: 'mine' })]) as PlanOptions;
    expect(rig).toEqual({ name: 'mine', scenario: { ...socialMedia, name: 'mine' }, overrides: {} });
  });

  test('that is wrong is refused with its field', () => {
    const path = write({ ...socialMedia, workload: { ...socialMedia.workload, users: -1 } });
    expect(() => readOptions(['--file', path])).toThrow(
      `--file ${path}: workload.users must be a whole number`,
    );
  });

  test('that is not JSON is refused in one line', () => {
    const path = write('{');
    expect(() => readOptions(['--file', path])).toThrow(`--file ${path}: `);
  });

  test('of events is a sample, whose columns are the keys', () => {
    const path = write('user,post\nann,1\nbob,1\n');
    const { sample } = readOptions(['--sample', path]) as PlanOptions;
    expect(sample).toEqual({
      keys: ['user', 'post'],
      events: [
        { user: 'ann', post: '1' },
        { user: 'bob', post: '1' },
      ],
    });
  });

  test.each(['', 'user,post\n', 'user,post\n1\n'])('of events that is no sample is refused: %j', (text) => {
    const path = write(text);
    expect(() => readOptions(['--sample', path])).toThrow(UsageError);
    expect(() => readOptions(['--sample', path])).toThrow(`--sample ${path}: `);
  });

  test('can be compared with', () => {
    const { other } = readOptions(['--diff', write({ ...socialMedia, name: 'mine' })]) as PlanOptions;
    expect(other?.name).toBe('mine');
  });
});
