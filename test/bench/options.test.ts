import { expect, test } from 'vitest';
import { readOptions } from '../../bench/options.ts';

test('without flags it measures the made-up arrivals, three times', () => {
  expect(readOptions([])).toEqual({
    votes: undefined,
    likes: 8_000,
    repeats: 3,
    seed: 1,
    quick: false,
    write: false,
    profilesDir: undefined,
  });
});

test('quick is little of everything', () => {
  expect(readOptions(['--quick'])).toMatchObject({ likes: 400, repeats: 1, quick: true });
  expect(readOptions(['--quick', '--likes', '50'])).toMatchObject({ likes: 50 });
});

test('a file of votes comes with its format', () => {
  expect(readOptions(['--file', 'votes.csv', '--format', 'csv'])).toMatchObject({
    votes: { file: 'votes.csv', format: 'csv' },
  });
});

test.each([
  [['--file', 'votes.csv'], '--file needs --format movielens or --format csv'],
  [['--file', 'votes.csv', '--format', 'xml'], '--file needs --format movielens or --format csv'],
  [['--format', 'csv'], '--format is for a --file'],
  [['--likes', '0'], '--likes must be a whole number from 1, not "0"'],
  [['--repeats', 'many'], '--repeats must be a whole number from 1, not "many"'],
  [['--quick', '--write'], '--quick measures nothing worth writing: leave out --write'],
  [['--quack'], "Unknown option '--quack' (--help lists the flags)"],
])('%j is a usage error', (args, message) => {
  expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'UsageError', message }) as Error);
});

test('help is asked for before anything is checked', () => {
  expect(readOptions(['--help', '--likes', '0'])).toBe('help');
});
