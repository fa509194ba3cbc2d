import { expect, test } from 'vitest';
import { designs } from '../../../bench/peers/designs.ts';
import { readOptions } from '../../../bench/peers/options.ts';

test('without flags all designs run with twenty seeds on DynamoDB Local', () => {
  expect(readOptions([])).toMatchObject({ seeds: 20, store: 'dynamodb-local', designs, votes: undefined });
});

test('dynalite leaves out the designs that need transactions', () => {
  const options = readOptions(['--store', 'dynalite']);
  if (options === 'help') throw new Error('no help was asked for');
  expect(options.designs).toEqual(designs.filter(({ needsTransactions }) => !needsTransactions));
  expect(options.designs.length).toBeLessThan(designs.length);
});

test.each([
  [['--seeds', '0'], '--seeds must be a whole number from 1 to 1000, not "0"'],
  [['--store', 'aws'], '--store is one of dynamodb-local, dynalite, not "aws"'],
  [['--designs', 'ours,best'], '--designs: there is no design "best" (--help lists them)'],
  [
    ['--store', 'dynalite', '--designs', 'one-transaction'],
    '--designs: one-transaction needs transactions, which dynalite lacks',
  ],
  [['--format', 'csv'], '--format is for a --file'],
  [['--file', 'votes.csv'], '--file needs --format movielens or --format csv'],
])('%j is a usage error', (args, message) => {
  expect(() => readOptions(args)).toThrow(expect.objectContaining({ name: 'UsageError', message }) as Error);
});

test('help is asked for before anything is checked', () => {
  expect(readOptions(['--help', '--seeds', '0'])).toBe('help');
});
