import { join } from 'node:path';
import { expect, test } from 'vitest';
import { PROJECT_DIR } from '../../../command-line/project-dir.ts';
import { readOptions } from '../../../trials/browser/options.ts';

test.each([
  [['--screenshots', ' '], '--screenshots: no directory is named'],
  [['--file', ''], '--file: no file is named'],
  [['--headed'], /--help lists the flags/],
  [['likes'], /--help lists the flags/],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(message);
});

test('without flags all files run, and the screenshots are kept in the project', () => {
  expect(readOptions([])).toEqual({ file: undefined, screenshotDir: join(PROJECT_DIR, '.screenshots') });
});

test('the files and the directory can be chosen', () => {
  expect(readOptions(['--file', 'likes', '--screenshots', '/tmp/x'])).toEqual({
    file: 'likes',
    screenshotDir: '/tmp/x',
  });
  expect(readOptions(['--help'])).toBe('help');
});
