import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../trials/api-contract/options.ts';

test('without options it takes a minute, with Python 3 and any seed', () => {
  expect(readOptions([])).toEqual({ seconds: 60, seed: expect.any(Number), python: 'python3' });
});

test('time, seed and Python may be named', () => {
  const args = ['--seconds', '5', '--seed', '7', '--python', 'python3.13'];
  expect(readOptions(args)).toEqual({ seconds: 5, seed: 7, python: 'python3.13' });
});

test('help is help', () => {
  expect(readOptions(['--help'])).toBe('help');
});

test.each([
  [['--seconds', '0'], '--seconds must be a whole number from 1, not "0"'],
  [['--seed', '2147483648'], '--seed must be a whole number from 0 to 2147483647, not "2147483648"'],
  [['--minutes', '1'], "Unknown option '--minutes' (--help lists the flags)"],
])('%j is one line', (args, line) => {
  expect(() => readOptions(args)).toThrow(new UsageError(line));
});
