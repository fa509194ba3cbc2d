import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { findPlan } from '../../../trials/load-test/find-plan.ts';
import { readOptions } from '../../../trials/load-test/options.ts';
import { formatScale } from '../../../trials/load-test/format-scale.ts';

const planOf = (args: string[]) => {
  const options = readOptions(args);
  if (options === 'help') throw new Error('these are options');
  return findPlan(options);
};

test.each<[string[], RegExp]>([
  [['--shape', 'wave'], /--shape must be one of steady, burst, celebrity, real-day, not "wave"/],
  [['--scale', '100'], /--scale must be 1\/N or a number above 0 and up to 1/],
  [['--scale', '1/0'], /--scale/],
  [['--minutes', '0'], /--minutes/],
  [['--seed', '-1'], /--seed/],
  [['--no-queue', '--scenario', 'hot-post'], /--no-queue: no rig is hot-post without its queue/],
  [['--yes'], /--requests-budget and --yes go with --url/],
  [['--url', 'ftp://x'], /--url/],
  [['--url', 'http://127.0.0.1:9'], /--url needs --requests-budget/],
  [['--url', 'http://127.0.0.1:9', '--requests-budget', '0'], /--requests-budget/],
  [
    ['--url', 'http://127.0.0.1:9', '--requests-budget', '9', '--no-queue'],
    /--no-queue is for the local cloud/,
  ],
])('%j is refused', (args, message) => {
  expect(() => planOf(args)).toThrow(UsageError);
  expect(() => planOf(args)).toThrow(message);
});

test('without options a steady load of social-media is sent for three minutes at 1/100', () => {
  expect(readOptions([])).toMatchObject({
    scenario: 'social-media',
    scale: 0.01,
    shape: 'steady',
    minutes: 3,
    seed: 1,
    queue: true,
    target: undefined,
  });
});

test('without the queue the plan is the same but for it', () => {
  const { capacity } = planOf([]).plan;
  const { plan, rigName } = planOf(['--no-queue']);
  expect(rigName).toBe('refuse-bursts');
  expect(capacity.burst).toBeDefined();
  expect(plan.capacity.burst).toBeUndefined();
  expect(plan.capacity.stream).toEqual(capacity.stream);
});

test.each([
  [1 / 100, '1/100'],
  [1, '1'],
  [0.3, '0.3'],
])('the scale %d is shown as %s', (scale, text) => {
  expect(formatScale(scale)).toBe(text);
});
