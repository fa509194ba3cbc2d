// What happens as time passes: records are trimmed, closed shards are removed, iterators and tokens expire.

import type { Kinesis } from '@aws-sdk/client-kinesis';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServerInTime, startServerInTime } from './server-in-time.ts';
import { createStream, iteratorAt, named, put, readAt, shardsOf, textsOf } from './test-stream.ts';

const HOUR_MS = 3_600_000;
const id = (shardNumber: number) => `shardId-${String(shardNumber).padStart(12, '0')}`;

let world: ServerInTime;
let kinesis: Kinesis;
beforeEach(async () => {
  world = await startServerInTime();
  ({ kinesis } = world);
});
afterEach(() => world.close());

const split = (StreamName: string, ShardToSplit: string, NewStartingHashKey: string) =>
  kinesis.splitShard({ StreamName, ShardToSplit, NewStartingHashKey });

async function readTexts(streamName: string, shardId = id(0)) {
  return textsOf((await readAt(kinesis, streamName, shardId)).Records);
}

describe('the trim horizon', () => {
  test('passes a record once it is older than the retention', async () => {
    const streamName = await createStream(kinesis);
    await put(kinesis, streamName, 'old');
    world.pass(HOUR_MS);
    await put(kinesis, streamName, 'new');
    world.pass(23 * HOUR_MS);
    expect(await readTexts(streamName)).toEqual(['old', 'new']);
    world.pass(1);
    expect(await readTexts(streamName)).toEqual(['new']);
    world.pass(HOUR_MS);
    expect(await readTexts(streamName)).toEqual([]);
  });

  test('may pass a reader, which goes on with the records that are left', async () => {
    const streamName = await createStream(kinesis);
    const { sequenceNumber } = await put(kinesis, streamName, 'old');
    world.pass(HOUR_MS);
    await put(kinesis, streamName, 'new');
    world.pass(23 * HOUR_MS + 1);
    const position = {
      ShardIteratorType: 'AT_SEQUENCE_NUMBER',
      StartingSequenceNumber: sequenceNumber,
    } as const;
    expect(textsOf((await readAt(kinesis, streamName, id(0), position)).Records)).toEqual(['new']);
  });

  test('may move between the making of an iterator and its use', async () => {
    const streamName = await createStream(kinesis);
    await put(kinesis, streamName, 'a');
    world.pass(24 * HOUR_MS);
    const ShardIterator = await iteratorAt(kinesis, streamName, id(0));
    world.pass(1);
    expect((await kinesis.getRecords({ ShardIterator })).Records).toEqual([]);
  });

  test('follows the retention, at once when it becomes shorter and in time when it becomes longer', async () => {
    const StreamName = await createStream(kinesis);
    await kinesis.increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 48 });
    await put(kinesis, StreamName, 'a');
    world.pass(47 * HOUR_MS);
    expect(await readTexts(StreamName)).toEqual(['a']);
    await kinesis.decreaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 24 });
    expect(await readTexts(StreamName)).toEqual([]);
  });

  test('never goes back, because a longer retention does not bring back records that were too old', async () => {
    const StreamName = await createStream(kinesis);
    await put(kinesis, StreamName, 'a');
    world.pass(25 * HOUR_MS);
    await kinesis.increaseStreamRetentionPeriod({ StreamName, RetentionPeriodHours: 48 });
    expect(await readTexts(StreamName)).toEqual([]);
  });

  test('takes closed shards with it when their last record is too old, and sequence numbers and shard ids go on', async () => {
    const streamName = await createStream(kinesis);
    const before = await put(kinesis, streamName, 'a');
    const ShardIterator = await iteratorAt(kinesis, streamName, id(0));
    await split(streamName, id(0), '1000');
    world.pass(24 * HOUR_MS);
    expect((await shardsOf(kinesis, streamName)).map((shard) => shard.id)).toEqual([0, 1, 2].map(id));
    world.pass(1);
    await expect(iteratorAt(kinesis, streamName, id(0))).rejects.toThrow(named('ResourceNotFoundException'));
    expect(await shardsOf(kinesis, streamName)).toMatchObject([
      { id: id(1), parents: [id(0)] },
      { id: id(2), parents: [id(0)] },
    ]);
    await expect(kinesis.getRecords({ ShardIterator })).rejects.toThrow(named('ExpiredIteratorException'));
    await split(streamName, id(2), '2000');
    const after = await put(kinesis, streamName, 'b');
    expect((await shardsOf(kinesis, streamName)).map((shard) => shard.id)).toEqual([1, 2, 3, 4].map(id));
    expect(BigInt(after.sequenceNumber)).toBeGreaterThan(BigInt(before.sequenceNumber));
  });
});

describe('MillisBehindLatest', () => {
  test('says how long the next record has been waiting', async () => {
    const streamName = await createStream(kinesis);
    await put(kinesis, streamName, 'a');
    world.pass(1_000);
    await put(kinesis, streamName, 'b');
    world.pass(500);
    const ShardIterator = await iteratorAt(kinesis, streamName, id(0));
    const first = await kinesis.getRecords({ ShardIterator, Limit: 1 });
    expect(first.MillisBehindLatest).toBe(500);
    const second = await kinesis.getRecords({ ShardIterator: first.NextShardIterator });
    expect(second.MillisBehindLatest).toBe(0);
  });
});

describe('an iterator, token or sequence number that a client keeps', () => {
  test('an iterator expires after five minutes', async () => {
    const ShardIterator = await iteratorAt(kinesis, await createStream(kinesis), id(0));
    world.pass(300_000);
    await kinesis.getRecords({ ShardIterator });
    world.pass(1);
    await expect(kinesis.getRecords({ ShardIterator })).rejects.toThrow(named('ExpiredIteratorException'));
  });

  test('a list token expires after five minutes', async () => {
    const StreamName = await createStream(kinesis, 2);
    const { NextToken } = await kinesis.listShards({ StreamName, MaxResults: 1 });
    world.pass(300_000);
    expect((await kinesis.listShards({ NextToken })).Shards).toHaveLength(1);
    world.pass(1);
    await expect(kinesis.listShards({ NextToken })).rejects.toThrow(named('ExpiredNextTokenException'));
  });

  test('an iterator of a deleted stream reads nothing of a new one with its name', async () => {
    const StreamName = await createStream(kinesis);
    const ShardIterator = await iteratorAt(kinesis, StreamName, id(0));
    await kinesis.deleteStream({ StreamName });
    world.pass(1);
    await kinesis.createStream({ StreamName, ShardCount: 1 });
    await put(kinesis, StreamName, 'new');
    await expect(kinesis.getRecords({ ShardIterator })).rejects.toThrow(named('ResourceNotFoundException'));
  });

  test('a sequence number of a deleted stream is not valid in a new one with its name', async () => {
    const StreamName = await createStream(kinesis);
    const before = await put(kinesis, StreamName, 'old');
    await kinesis.deleteStream({ StreamName });
    await kinesis.createStream({ StreamName, ShardCount: 1 });
    const after = await put(kinesis, StreamName, 'new');
    expect(BigInt(after.sequenceNumber)).toBeGreaterThan(BigInt(before.sequenceNumber));
  });
});

describe('ListShards by time', () => {
  test('lists the shards that were open at a time or since then', async () => {
    const StreamName = await createStream(kinesis);
    const createdAtMs = world.now();
    world.pass(10_000);
    await split(StreamName, id(0), '1000');
    world.pass(10_000);
    await split(StreamName, id(2), '2000');
    world.pass(10_000);
    const list = async (Type: 'AT_TIMESTAMP' | 'FROM_TIMESTAMP' | 'AT_TRIM_HORIZON', afterMs: number) => {
      const ShardFilter = { Type, Timestamp: new Date(createdAtMs + afterMs) };
      const filter = Type === 'AT_TRIM_HORIZON' ? { Type } : ShardFilter;
      const { Shards } = await kinesis.listShards({ StreamName, ShardFilter: filter });
      return Shards?.map(({ ShardId }) => Number(ShardId?.slice(-2)));
    };
    expect(await list('AT_TIMESTAMP', 5_000)).toEqual([0]);
    expect(await list('AT_TIMESTAMP', 15_000)).toEqual([1, 2]);
    expect(await list('AT_TIMESTAMP', 25_000)).toEqual([1, 3, 4]);
    expect(await list('FROM_TIMESTAMP', 15_000)).toEqual([1, 2, 3, 4]);
    expect(await list('FROM_TIMESTAMP', 25_000)).toEqual([1, 3, 4]);
    expect(await list('AT_TRIM_HORIZON', 0)).toEqual([0]);
    world.pass(24 * HOUR_MS - 15_000);
    expect(await list('AT_TRIM_HORIZON', 0)).toEqual([1, 2]);
  });

  test('distinguishes a stream from another of its name by the time of creation', async () => {
    const StreamName = await createStream(kinesis);
    const StreamCreationTimestamp = new Date(world.now());
    expect((await kinesis.listShards({ StreamName, StreamCreationTimestamp })).Shards).toHaveLength(1);
    await expect(
      kinesis.listShards({ StreamName, StreamCreationTimestamp: new Date(world.now() - 1_000) }),
    ).rejects.toThrow(named('ResourceNotFoundException'));
  });
});
