import { expect, test } from 'vitest';
import { UsageError } from '../../../command-line/usage-error.ts';
import { readOptions } from '../../../tools/reshard/options.ts';

const URL = ['--url', 'http://127.0.0.1:3000'];
const LIKES = ['--stream', 'like-events'];

test.each([
  [[...LIKES, '--shards', '8'], 'say which deployment: either --url or --outputs'],
  [[...LIKES, '--shards', '8', ...URL, '--outputs', 'f'], 'say which deployment: either --url or --outputs'],
  [[...URL, '--shards', '8'], '--stream is like-events or count-updates, not ""'],
  [
    [...URL, '--stream', 'toString', '--shards', '8'],
    '--stream is like-events or count-updates, not "toString"',
  ],
  [[...URL, ...LIKES], '--shards must be a whole number from 1 to 10000, not ""'],
  [[...URL, ...LIKES, '--shards', '0'], '--shards must be a whole number from 1 to 10000, not "0"'],
  [[...URL, ...LIKES, '--shards', '8', '--force'], "Unknown option '--force' (--help lists the flags)"],
])('%j is refused in one line', (args, line) => {
  expect(() => readOptions(args)).toThrow(new UsageError(line));
});

test('nothing is done unless one is sure', () => {
  const args = [...LIKES, '--shards', '8', ...URL];
  expect(readOptions(args)).toEqual({
    deployment: { url: 'http://127.0.0.1:3000' },
    stream: 'like-events',
    shards: 8,
    isSure: false,
  });
  expect(readOptions([...args, '--yes'])).toMatchObject({ isSure: true });
});
