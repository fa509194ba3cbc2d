import { expect, test } from 'vitest';
import { nameTables, sortThrottles, subtractThrottles } from '../../../trials/load-test/throttles.ts';

const THROTTLES = {
  'kinesis shard': 7,
  'dynamodb CountersTable key': 5,
  'dynamodb CountersTable table': 3,
  'dynamodb CountersTable/split-posts index': 2,
  'dynamodb LikesTable key': 1,
  lambda: 11,
};

test('throttles are sorted by shards, counter items and tables, and none is lost', () => {
  expect(sortThrottles(THROTTLES)).toEqual({
    shards: 7,
    counters: 5,
    tables: 6,
    byComponent: THROTTLES,
  });
});

test('what a run has throttled is what is more than before', () => {
  const before = sortThrottles({ 'kinesis shard': 7, lambda: 1 });
  expect(subtractThrottles(sortThrottles(THROTTLES), before)).toMatchObject({
    shards: 0,
    counters: 5,
    byComponent: { 'dynamodb CountersTable key': 5, lambda: 10 },
  });
});

test('a table has the name of its output, and its indexes too', () => {
  const counts = { 'dynamodb Likes-dev-Data-CountersF7/by-split index': 2, 'kinesis shard': 1 };
  const outputs = {
    Url: 'http://x',
    ExportsOutputRefCountersF7: 'Likes-dev-Data-CountersF7',
    CountersTable: 'Likes-dev-Data-CountersF7',
  };
  expect(nameTables(counts, outputs)).toEqual({
    'dynamodb CountersTable/by-split index': 2,
    'kinesis shard': 1,
  });
});
