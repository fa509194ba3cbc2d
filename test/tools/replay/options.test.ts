import { expect, test } from 'vitest';
import { readOptions } from '../../../tools/replay/options.ts';
import { UsageError } from '../../../command-line/usage-error.ts';

const FILE = ['--file', 'votes.csv', '--format', 'csv'];

test.each<[string[], string]>([
  [[], 'either --file or --generate'],
  [[...FILE, '--generate'], 'either --file or --generate'],
  [['--file', 'votes.csv'], '--format must be movielens or csv'],
  [['--file', 'votes.csv', '--format', 'xml'], '--format must be movielens or csv'],
  [[...FILE, '--seed', '1'], '--seed goes with --generate'],
  [['--generate', '--actions', '0'], '--actions must be a whole number from 1, not "0"'],
  [['--generate', '--hot-share', '1.5'], '--hot-share must be a number from 0 to 1, not "1.5"'],
  [['--generate', '--users', ''], '--users must be a whole number from 1, not ""'],
  [['--generate', '--batch', '101'], '--batch must be a whole number from 1 to 100, not "101"'],
  [['--generate', '--rate', '0'], '--rate must be a number above 0, not "0"'],
  [['--generate', '--shards', 'two'], '--shards must be a whole number from 1, not "two"'],
  [['--generate', '--url', 'localhost:3000'], '--url localhost:3000 is not an http or https address'],
  [['--generate', '--url', 'http://h', '--shards', '2'], '--shards is for the local cloud: leave out --url'],
  [['--generate', '--columns', 'user=u'], '--columns goes with --file'],
  [['--generate', '--delimiter', ';'], '--delimiter goes with --file'],
  [[...FILE, '--delimiter', ';;'], '--delimiter must be tab or one character of ASCII, not ";;"'],
  [[...FILE, '--delimiter', '"'], '--delimiter must be tab or one character of ASCII, not "\\""'],
  [[...FILE, '--delimiter', '\n'], '--delimiter must be tab or one character of ASCII, not "\\n"'],
  [[...FILE, '--columns', 'person=u'], '--columns must be like user=user_id, with user, post, action, at'],
  [[...FILE, '--columns', 'user'], 'not "user"'],
  [[...FILE, '--columns', 'user=u,user=v'], '--columns names user twice'],
  [[...FILE, '--columns', 'user=post'], '--columns gives "post" two meanings'],
  [['--generate', '--fast'], "Unknown option '--fast' (--help lists the flags)"],
  [['--generate', 'stray'], "Unexpected argument 'stray'"],
  [['--generate', '--url'], "Option '--url <value>' argument missing"],
])('%j is refused in one line', (args, message) => {
  expect(() => readOptions(args)).toThrow(UsageError);
  expect(() => readOptions(args)).toThrow(message);
  expect(() => readOptions(args)).not.toThrow('\n');
});

test('the layout of a file is what its flags say', () => {
  const flags = ['--delimiter', 'tab', '--columns', 'user=user_id,at=made=when'];
  expect(readOptions([...FILE, ...flags])).toMatchObject({
    source: { delimiter: '\t', columns: { user: 'user_id', at: 'made=when' } },
  });
  expect(readOptions(FILE)).toMatchObject({ source: { delimiter: ',', columns: {} } });
});

test('what is not given has a default', () => {
  expect(readOptions(FILE)).toMatchObject({
    source: { file: 'votes.csv', format: 'csv' },
    postPrefix: '',
    concurrency: 32,
    batchSize: 1,
    verify: false,
    actionsPerSecond: undefined,
  });
});

test('each source has names of posts of its own, unless they are given', () => {
  expect(readOptions(['--generate', '--seed', '9'])).toMatchObject({ postPrefix: 'seed-9-' });
  expect(readOptions(['--file', 'f', '--format', 'movielens'])).toMatchObject({ postPrefix: 'movie-' });
  expect(readOptions([...FILE, '--post-prefix', 'x:'])).toMatchObject({ postPrefix: 'x:' });
});

test('help is help, whatever else is asked for', () => {
  expect(readOptions(['--help', '--generate'])).toBe('help');
});
