// Both clients on our local Kinesis, which is held to AWS's own answers by contract tests.

import * as fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { AWS_SHARD_LIMITS } from '../../../local/kinesis/shard-limits.ts';
import { startKinesisServer } from '../../../local/kinesis/server.ts';
import { createStream, makeKinesis } from '../../local/kinesis/test-stream.ts';
import { implementations } from './puts-clients.ts';

describe.each(implementations)('on a real stream, %s', (_, connect) => {
  async function start(limits = AWS_SHARD_LIMITS) {
    const server = await startKinesisServer({ limits, now: () => 0 });
    onTestFinished(() => server.close());
    const kinesis = makeKinesis(server.url);
    onTestFinished(() => kinesis.destroy());
    const { puts, close } = connect(server.url);
    onTestFinished(close);
    const StreamName = await createStream(kinesis);
    const readAll = async () => {
      const at = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON' } as const;
      const { ShardIterator } = await kinesis.getShardIterator(at);
      const { Records = [] } = await kinesis.getRecords({ ShardIterator });
      return Records;
    };
    return { puts, StreamName, readAll };
  }

  test('puts a record as it is, and tells where it is', async () => {
    const { puts, StreamName, readAll } = await start();
    const record = { StreamName, PartitionKey: 'é😀"\\\u2028', Data: Buffer.from([0, 255, 10, 34]) };
    const { ShardId, SequenceNumber } = await puts.putRecord(record);
    expect(ShardId).toBe('shardId-000000000000');
    expect(await readAll()).toMatchObject([
      { PartitionKey: record.PartitionKey, Data: new Uint8Array(record.Data), SequenceNumber },
    ]);
  });

  test('puts any partition key and any data', async () => {
    const { puts, StreamName, readAll } = await start({ ...AWS_SHARD_LIMITS, writeRecordsPerSecond: 1e9 });
    const anyKey = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 });
    const anyRecord = fc.record({
      PartitionKey: anyKey,
      Data: fc.uint8Array({ minLength: 1 }).map((bytes) => Buffer.from(bytes)),
    });
    const records = fc.sample(anyRecord, { numRuns: 100, seed: 1 });
    const { Records = [] } = await puts.putRecords({ StreamName, Records: records });
    expect(Records.every(({ SequenceNumber }) => SequenceNumber)).toBe(true);
    const found = await readAll();
    expect(found.map(({ PartitionKey, Data }) => ({ PartitionKey, Data: Buffer.from(Data ?? []) }))).toEqual(
      records,
    );
  });

  test('is throttled by name, and learns which of many records were', async () => {
    const { puts, StreamName } = await start({ ...AWS_SHARD_LIMITS, writeRecordsPerSecond: 2 });
    const record = { PartitionKey: 'ann', Data: Buffer.from('data') };
    const { Records = [] } = await puts.putRecords({ StreamName, Records: [record, record, record] });
    expect(Records.map(({ SequenceNumber }) => SequenceNumber !== undefined)).toEqual([true, true, false]);
    await expect(puts.putRecord({ StreamName, ...record })).rejects.toMatchObject({
      name: 'ProvisionedThroughputExceededException',
      $fault: 'client',
    });
  });

  test('is told when there is no such stream', async () => {
    const { puts } = await start();
    const record = { StreamName: 'another', PartitionKey: 'ann', Data: Buffer.from('data') };
    await expect(puts.putRecord(record)).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});
