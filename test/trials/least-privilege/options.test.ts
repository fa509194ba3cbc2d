import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../trials/least-privilege/options.ts';

test('all functions are tried, or the one that is named', () => {
  expect(readOptions([])).toEqual({ functionName: undefined, python: undefined });
  const args = ['--function', 'batch-likes', '--python', 'python3.13'];
  expect(readOptions(args)).toEqual({ functionName: 'batch-likes', python: 'python3.13' });
  expect(readOptions(['--help'])).toBe('help');
});

test('a typing error is one line', () => {
  const line = "Unknown option '--functoin' (--help lists the flags)";
  expect(() => readOptions(['--functoin', 'x'])).toThrow(new UsageError(line));
});
