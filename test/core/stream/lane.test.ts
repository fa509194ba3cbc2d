import { expect, test } from 'vitest';
import { laneOf } from '../../../core/stream/lane.ts';

const STREAM = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events-1A2B';

test('the name of a lane tells its stream and its shard', () => {
  expect(laneOf(STREAM, 'shardId-000000000012')).toMatch(/^[0-9a-z]{1,7}-12$/);
  expect(laneOf(STREAM, 'shardId-000000000000')).toMatch(/-0$/);
});

test('a stream that replaces another has other lanes, although its shards are numbered from zero again', () => {
  const shard = 'shardId-000000000000';
  expect(laneOf(`${STREAM}2`, shard)).not.toBe(laneOf(STREAM, shard));
});

test('a shard id of another form is kept as it is', () => {
  expect(laneOf(STREAM, 'shard-x')).toMatch(/-shard-x$/);
});

test('a consumer with enhanced fan-out has the same lanes as its stream', () => {
  const stream = 'arn:aws:kinesis:us-east-1:000000000000:stream/like-events';
  const consumer = `${stream}/consumer/batch-likes:1700000000`;
  expect(laneOf(consumer, 'shardId-000000000003')).toBe(laneOf(stream, 'shardId-000000000003'));
});
