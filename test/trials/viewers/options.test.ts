import { expect, test } from 'vitest';
import { readOptions } from '../../../trials/viewers/options.ts';

test.each([
  [['--viewers', '0'], '--viewers must be a whole number from 1 to 10000, not "0"'],
  [['--viewers', '1,many'], /--viewers .* not "many"/],
  [['--viewers', '1,,2'], /--viewers .* not ""/],
  [['--viewers', '5,5'], '--viewers must name each number once, not "5,5"'],
  [['--seconds', '601'], /--seconds/],
  [['--seed', '-1'], /--seed/],
  [['--posts', '7'], /--help lists the flags/],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('without flags it measures 1, 100 and 2,000 viewers and writes nothing', () => {
  expect(readOptions([])).toEqual({ audiences: [1, 100, 2_000], seconds: 20, seed: 1, writes: false });
});

test('audiences, time and seed can be chosen, and the table be kept', () => {
  expect(readOptions(['--viewers', '3, 40', '--seconds', '5', '--seed', '7', '--write'])).toEqual({
    audiences: [3, 40],
    seconds: 5,
    seed: 7,
    writes: true,
  });
  expect(readOptions(['--help', '--write'])).toBe('help');
});
