// A shard has the limits of AWS: 1,000 records and 1 MiB a second in, 5 GetRecords and 2 MiB a second out.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ServerInTime, startServerInTime } from './server-in-time.ts';
import { createStream, iteratorAt, MAX_HASH_KEY, named, put } from './test-stream.ts';

const MIB = 1024 * 1024;
const FIRST_SHARD = 'shardId-000000000000';
const THROTTLED = named('ProvisionedThroughputExceededException');

let world: ServerInTime;
beforeEach(async () => {
  world = await startServerInTime();
});
afterEach(() => world.close());

const records = (count: number, bytes = 1, hashKey = 0n) =>
  Array.from({ length: count }, () => ({
    PartitionKey: 'k',
    Data: Buffer.alloc(bytes),
    ExplicitHashKey: String(hashKey),
  }));
const putMany = (StreamName: string, ...groups: ReturnType<typeof records>[]) =>
  world.kinesis.putRecords({ StreamName, Records: groups.flat() });

async function putThousand(StreamName: string) {
  for (const half of [records(500), records(500)])
    expect((await putMany(StreamName, half)).FailedRecordCount).toBe(0);
}

describe('a shard takes', () => {
  test('1,000 records in a second, and refuses the next', async () => {
    const streamName = await createStream(world.kinesis);
    await putThousand(streamName);
    await expect(put(world.kinesis, streamName, 'x')).rejects.toThrow(THROTTLED);
    world.pass(1);
    await put(world.kinesis, streamName, 'x');
    await expect(put(world.kinesis, streamName, 'x')).rejects.toThrow(THROTTLED);
    world.pass(1_000);
    await putThousand(streamName);
  });

  test('the records of a PutRecords for which it has room, and says which records it refuses', async () => {
    const streamName = await createStream(world.kinesis);
    await putThousand(streamName);
    world.pass(2);
    const result = await putMany(streamName, records(5));
    expect(result.FailedRecordCount).toBe(3);
    expect(result.Records?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      undefined,
      ...Array.from({ length: 3 }, () => 'ProvisionedThroughputExceededException'),
    ]);
    expect(result.Records?.[1]).toMatchObject({ ShardId: FIRST_SHARD, SequenceNumber: expect.any(String) });
    expect(result.Records?.[2]).toEqual({
      ErrorCode: 'ProvisionedThroughputExceededException',
      ErrorMessage: expect.stringMatching(`^Rate exceeded for shard ${FIRST_SHARD} in stream ${streamName}`),
    });
  });

  test('1 MiB in a second, keys included, however few the records are', async () => {
    const streamName = await createStream(world.kinesis);
    const half = MIB / 2 - 1;
    expect((await putMany(streamName, records(2, half))).FailedRecordCount).toBe(0);
    await expect(put(world.kinesis, streamName, '')).rejects.toThrow(THROTTLED);
    world.pass(500);
    const result = await putMany(streamName, records(2, half));
    expect(result.Records?.map(({ ErrorCode }) => ErrorCode)).toEqual([
      undefined,
      'ProvisionedThroughputExceededException',
    ]);
  });

  test('its full load, whatever its neighbour takes', async () => {
    const streamName = await createStream(world.kinesis, 2);
    await putThousand(streamName);
    const result = await putMany(streamName, records(1), records(1, 1, MAX_HASH_KEY), records(1));
    expect(result.Records?.map(({ ErrorCode }) => ErrorCode !== undefined)).toEqual([true, false, true]);
  });

  test('nothing of a record that it refuses', async () => {
    const streamName = await createStream(world.kinesis);
    await putThousand(streamName);
    await expect(put(world.kinesis, streamName, 'refused')).rejects.toThrow(THROTTLED);
    const { sequenceNumber } = await (world.pass(1_000), put(world.kinesis, streamName, 'taken'));
    const ShardIterator = await iteratorAt(world.kinesis, streamName, FIRST_SHARD);
    const { Records } = await world.kinesis.getRecords({ ShardIterator });
    expect(Records).toHaveLength(1_001);
    expect(Records?.at(-1)?.SequenceNumber).toBe(sequenceNumber);
  });

  test('twice as much when it is split, because the children have limits of their own', async () => {
    const streamName = await createStream(world.kinesis);
    await putThousand(streamName);
    await world.kinesis.splitShard({
      StreamName: streamName,
      ShardToSplit: FIRST_SHARD,
      NewStartingHashKey: String(2n ** 127n),
    });
    const result = await putMany(streamName, records(250), records(250, 1, MAX_HASH_KEY));
    expect(result.FailedRecordCount).toBe(0);
  });
});

describe('a shard gives', () => {
  test('5 GetRecords in a second, and refuses the sixth', async () => {
    const ShardIterator = await iteratorAt(world.kinesis, await createStream(world.kinesis), FIRST_SHARD);
    for (let call = 0; call < 5; call++) await world.kinesis.getRecords({ ShardIterator });
    await expect(world.kinesis.getRecords({ ShardIterator })).rejects.toThrow(THROTTLED);
    world.pass(200);
    await world.kinesis.getRecords({ ShardIterator });
    await expect(world.kinesis.getRecords({ ShardIterator })).rejects.toThrow(THROTTLED);
  });

  test('up to 10 MiB at once, and then nothing until 2 MiB a second have made up for it', async () => {
    const streamName = await createStream(world.kinesis);
    for (let count = 0; count < 11; count++) {
      await putMany(streamName, records(1, MIB - 1));
      world.pass(1_000);
    }
    const ShardIterator = await iteratorAt(world.kinesis, streamName, FIRST_SHARD);
    const first = await world.kinesis.getRecords({ ShardIterator });
    expect(first.Records).toHaveLength(10);
    const next = { ShardIterator: first.NextShardIterator };
    for (const ms of [0, 1_000, 2_000, 900]) {
      world.pass(ms);
      await expect(world.kinesis.getRecords(next)).rejects.toThrow(THROTTLED);
    }
    world.pass(200);
    expect((await world.kinesis.getRecords(next)).Records).toHaveLength(1);
  });
});

describe('a stream', () => {
  test('takes 10 UpdateShardCount in 24 hours', async () => {
    const StreamName = await createStream(world.kinesis);
    const scale = (TargetShardCount: number) =>
      world.kinesis.updateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
    for (let update = 0; update < 10; update++) await scale(update % 2 === 0 ? 2 : 1);
    await expect(scale(2)).rejects.toThrow(named('LimitExceededException'));
    world.pass(86_400_000);
    expect(await scale(2)).toMatchObject({ CurrentShardCount: 1, TargetShardCount: 2 });
  });
});

test('a cloud at 1/100 has limits of 1/100', async () => {
  const small = await startServerInTime({
    limits: {
      writeRecordsPerSecond: 10,
      writeBytesPerSecond: 10_000,
      getRecordsCallsPerSecond: 5,
      readBytesPerSecond: 20_000,
    },
  });
  try {
    const StreamName = await createStream(small.kinesis);
    const result = await small.kinesis.putRecords({ StreamName, Records: records(12) });
    expect(result.FailedRecordCount).toBe(2);
  } finally {
    await small.close();
  }
});
