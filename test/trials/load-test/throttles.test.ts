import { expect, test } from 'vitest';
import { sortThrottles, subtractThrottles } from '../../../trials/load-test/throttles.ts';

const THROTTLES = {
  'kinesis shard': 7,
  'dynamodb counters-1 key': 5,
  'dynamodb counters-1 table': 3,
  'dynamodb counters-1/split-posts index': 2,
  'dynamodb likes-1 key': 1,
  lambda: 11,
};

test('throttles are sorted by shards, counter items and tables, and none is lost', () => {
  expect(sortThrottles(THROTTLES, 'counters-1')).toEqual({
    shards: 7,
    counters: 5,
    tables: 6,
    byComponent: THROTTLES,
  });
});

test('what a run has throttled is what is more than before', () => {
  const before = sortThrottles({ 'kinesis shard': 7, lambda: 1 }, 'counters-1');
  expect(subtractThrottles(sortThrottles(THROTTLES, 'counters-1'), before)).toMatchObject({
    shards: 0,
    counters: 5,
    byComponent: { 'dynamodb counters-1 key': 5, lambda: 10 },
  });
});
