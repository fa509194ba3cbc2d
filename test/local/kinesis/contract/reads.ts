import type { GetRecordsCommandOutput } from '@aws-sdk/client-kinesis';
import { describe, expect, test } from 'vitest';
import { createStream, iteratorAt, put, readAt, REFUSED, textsOf } from '../test-stream.ts';
import type { ContractContext } from './context.ts';

const FIRST_SHARD = 'shardId-000000000000';

export function testReads({ kinesis, testOursAlone }: ContractContext) {
  async function streamOf(...texts: string[]) {
    const streamName = await createStream(kinesis());
    for (const text of texts) await put(kinesis(), streamName, text);
    return streamName;
  }

  describe('reads', () => {
    test('begin where the read before ended, without a gap and without a repetition', async () => {
      const streamName = await streamOf('a', 'b', 'c', 'd', 'e');
      let ShardIterator: string | undefined = await iteratorAt(kinesis(), streamName, FIRST_SHARD);
      const pages: unknown[] = [];
      for (let page = 0; page < 4; page++) {
        const read: GetRecordsCommandOutput = await kinesis().getRecords({ ShardIterator, Limit: 2 });
        pages.push(textsOf(read.Records));
        ShardIterator = read.NextShardIterator;
      }
      expect(pages).toEqual([['a', 'b'], ['c', 'd'], ['e'], []]);
      await put(kinesis(), streamName, 'f');
      expect(textsOf((await kinesis().getRecords({ ShardIterator })).Records)).toEqual(['f']);
    });

    test('with the same iterator return the same records', async () => {
      const streamName = await streamOf('a', 'b');
      const ShardIterator = await iteratorAt(kinesis(), streamName, FIRST_SHARD);
      const first = await kinesis().getRecords({ ShardIterator });
      const second = await kinesis().getRecords({ ShardIterator });
      expect(first.Records).toHaveLength(2);
      expect(second.Records).toEqual(first.Records);
    });

    test('return records in the order of the sequence numbers that the puts were answered with', async () => {
      const streamName = await createStream(kinesis());
      const puts = await Promise.all(
        Array.from({ length: 30 }, (_, index) => put(kinesis(), streamName, `${index}`)),
      );
      const { Records } = await readAt(kinesis(), streamName, FIRST_SHARD);
      const expected = puts
        .map(({ sequenceNumber }) => BigInt(sequenceNumber))
        .sort((a, b) => (a < b ? -1 : 1));
      expect(Records?.map(({ SequenceNumber }) => BigInt(SequenceNumber ?? 0))).toEqual(expected);
    });

    test('at the end of an open shard are empty and up to date, and can go on', async () => {
      const streamName = await createStream(kinesis());
      const read = await readAt(kinesis(), streamName, FIRST_SHARD);
      expect(read).toMatchObject({
        Records: [],
        MillisBehindLatest: 0,
        NextShardIterator: expect.any(String),
      });
      expect(read.ChildShards ?? []).toEqual([]);
    });

    test.each([0, 10_001])('of %i records at most are refused', async (Limit) => {
      const ShardIterator = await iteratorAt(kinesis(), await streamOf('a'), FIRST_SHARD);
      await expect(kinesis().getRecords({ ShardIterator, Limit })).rejects.toThrow(REFUSED);
    });

    for (const ShardIterator of ['', 'nonsense', Buffer.from('["a",1]').toString('base64')])
      testOursAlone(`with "${ShardIterator}" for an iterator are refused (the mock breaks)`, async () => {
        await expect(kinesis().getRecords({ ShardIterator })).rejects.toThrow(REFUSED);
      });
  });
}
