import { expect, test } from 'vitest';
import { readScale } from '../../command-line/scale.ts';
import { UsageError } from '../../command-line/usage-error.ts';

test.each(['0', '1/0', '-1', '2', '1.5', '100', '2/3', '1/', 'a', '', ' ', '1e-3', '1/1.5', '0x1'])(
  'a scale that is no fraction is one line: "%s"',
  (text) => {
    const message = `--scale must be 1/N or a number above 0 and up to 1, not "${text}"`;
    expect(() => readScale('--scale', text)).toThrow(new UsageError(message));
  },
);

test.each([
  [undefined, 1],
  ['1', 1],
  ['1/1', 1],
  ['1/100', 0.01],
  ['0.25', 0.25],
  ['.5', 0.5],
])('%s is %d', (text, scale) => expect(readScale('--scale', text)).toBe(scale));
