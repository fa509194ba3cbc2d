import { expect, test } from 'vitest';
import { readOptions } from '../../../trials/flood/options.ts';

test.each([
  [['--minutes', '0'], '--minutes must be a number above 0 to 600, not "0"'],
  [['--minutes', 'long'], '--minutes must be a number above 0 to 600, not "long"'],
  [['--seed', '-1'], /--seed/],
  [['--connections', '0'], '--connections must be a whole number from 1 to 64, not "0"'],
  [['--limits'], /--help lists the flags/],
  [['now'], /--help lists the flags/],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('without flags it has limits, and takes a minute and a half', () => {
  expect(readOptions([])).toEqual({ minutes: 1.5, seed: 1, connections: 4, hasLimits: true });
});

test('the limits can be lifted, and the seed and the time be chosen', () => {
  expect(readOptions(['--no-limits', '--minutes', '0.5', '--seed', '7', '--connections', '8'])).toEqual({
    minutes: 0.5,
    seed: 7,
    connections: 8,
    hasLimits: false,
  });
  expect(readOptions(['--help', '--no-limits'])).toBe('help');
});
