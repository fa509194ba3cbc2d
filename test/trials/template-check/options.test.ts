import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../trials/template-check/options.ts';

test('Python 3 runs the checkers, or the Python that is named', () => {
  expect(readOptions([])).toEqual({ python: 'python3' });
  expect(readOptions(['--python', 'python3.13'])).toEqual({ python: 'python3.13' });
  expect(readOptions(['--help'])).toBe('help');
});

test('a typing error is one line', () => {
  const line = "Unknown option '--pythn' (--help lists the flags)";
  expect(() => readOptions(['--pythn', 'x'])).toThrow(new UsageError(line));
});
