import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  createStream,
  MAX_HASH_KEY,
  named,
  openShardsOf,
  put,
  readAt,
  REFUSED,
  shardsOf,
  textsOf,
} from '../test-stream.ts';
import type { ContractContext } from './context.ts';

const FIRST_SHARD = 'shardId-000000000000';
const MIB = 1024 * 1024;
const Data = Buffer.from('x');

export function testPuts({ kinesis, testOursAlone }: ContractContext) {
  const putMany = (StreamName: string, count: number) =>
    kinesis().putRecords({
      StreamName,
      Records: Array.from({ length: count }, () => ({ PartitionKey: 'k', Data })),
    });

  describe('puts', () => {
    test('a record is read as it was put', async () => {
      const StreamName = await createStream(kinesis());
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
      const result = await kinesis().putRecord({ StreamName, PartitionKey: 'schlüssel-🗝', Data: bytes });
      expect(result.ShardId).toBe(FIRST_SHARD);
      const { Records } = await readAt(kinesis(), StreamName, FIRST_SHARD);
      expect(Records).toHaveLength(1);
      const [record] = Records ?? [];
      expect(record).toMatchObject({ PartitionKey: 'schlüssel-🗝', SequenceNumber: result.SequenceNumber });
      expect(Buffer.from(record?.Data ?? []).equals(bytes)).toBe(true);
      const arrivedAtMs = record?.ApproximateArrivalTimestamp?.getTime() ?? 0;
      expect(Math.abs(Date.now() - arrivedAtMs)).toBeLessThan(60_000);
    });

    test('a record of no bytes, and one of almost 1 MiB, are kept', async () => {
      const StreamName = await createStream(kinesis());
      for (const size of [0, MIB - 1])
        await kinesis().putRecord({ StreamName, PartitionKey: 'k', Data: Buffer.alloc(size, 7) });
      const { Records } = await readAt(kinesis(), StreamName, FIRST_SHARD);
      expect(Records?.map((record) => record.Data?.length)).toEqual([0, MIB - 1]);
    });

    test('the MD5 of the partition key decides the shard', async () => {
      const StreamName = await createStream(kinesis(), 5);
      const shards = await openShardsOf(kinesis(), StreamName);
      for (const PartitionKey of ['ann', 'bob', 'cid', 'dee', 'ü', 'x'.repeat(256)]) {
        const hashKey = BigInt(`0x${createHash('md5').update(PartitionKey).digest('hex')}`);
        const { ShardId } = await kinesis().putRecord({ StreamName, PartitionKey, Data });
        expect(ShardId).toBe(shards.find(({ start, end }) => start <= hashKey && hashKey <= end)?.id);
      }
    });

    test('an explicit hash key decides the shard instead, up to the borders of a range', async () => {
      const StreamName = await createStream(kinesis(), 3);
      for (const { id, start, end } of await shardsOf(kinesis(), StreamName)) {
        expect(await put(kinesis(), StreamName, 'x', start)).toMatchObject({ shardId: id });
        expect(await put(kinesis(), StreamName, 'x', end)).toMatchObject({ shardId: id });
      }
    });

    test('sequence numbers of a shard rise with every put', async () => {
      const StreamName = await createStream(kinesis());
      const sequenceNumbers: bigint[] = [];
      for (let count = 0; count < 20; count++)
        sequenceNumbers.push(BigInt((await put(kinesis(), StreamName, 'x')).sequenceNumber));
      expect(sequenceNumbers).toEqual(sequenceNumbers.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(new Set(sequenceNumbers).size).toBe(20);
    });

    test('PutRecords answers for each record, in the order of the request', async () => {
      const StreamName = await createStream(kinesis(), 2);
      const [low, high] = await openShardsOf(kinesis(), StreamName);
      const Records = ['a', 'b', 'c', 'd'].map((text, index) => ({
        Data: Buffer.from(text),
        PartitionKey: 'k',
        ExplicitHashKey: String((index % 2 === 0 ? low : high)?.start),
      }));
      const result = await kinesis().putRecords({ StreamName, Records });
      expect(result.FailedRecordCount).toBe(0);
      expect(result.Records?.map(({ ShardId }) => ShardId)).toEqual([low?.id, high?.id, low?.id, high?.id]);
      const read = await readAt(kinesis(), StreamName, high?.id ?? '');
      expect(textsOf(read.Records)?.sort()).toEqual(['b', 'd']);
      expect(read.Records?.map(({ SequenceNumber }) => SequenceNumber)).toEqual(
        [result.Records?.[1], result.Records?.[3]].map((record) => record?.SequenceNumber),
      );
    });

    test('one request may hold 500 records', async () => {
      const StreamName = await createStream(kinesis());
      expect((await putMany(StreamName, 500)).FailedRecordCount).toBe(0);
      expect((await readAt(kinesis(), StreamName, FIRST_SHARD)).Records).toHaveLength(500);
    });

    for (const count of [0, 501])
      testOursAlone(`${count} records in one request are refused (the mock takes them)`, async () => {
        const StreamName = await createStream(kinesis());
        await expect(putMany(StreamName, count)).rejects.toThrow(REFUSED);
        expect((await readAt(kinesis(), StreamName, FIRST_SHARD)).Records).toEqual([]);
      });

    testOursAlone('a request of more than 10 MiB is refused (the mock takes it)', async () => {
      const StreamName = await createStream(kinesis(), 2);
      const Records = Array.from({ length: 11 }, () => ({ PartitionKey: 'k', Data: Buffer.alloc(MIB - 1) }));
      await expect(kinesis().putRecords({ StreamName, Records })).rejects.toThrow(
        named('InvalidArgumentException'),
      );
    });

    const dataTooLarge = { PartitionKey: 'k', Data: Buffer.alloc(MIB + 1) };
    const hashKeyTooLarge = { PartitionKey: 'k', Data, ExplicitHashKey: String(MAX_HASH_KEY + 1n) };

    test.each([
      ['data of more than 1 MiB', dataTooLarge],
      ['a hash key of more than 128 bits', hashKeyTooLarge],
    ])('%s is an invalid argument', async (_, record) => {
      const StreamName = await createStream(kinesis());
      await expect(kinesis().putRecord({ StreamName, ...record })).rejects.toThrow(
        named('InvalidArgumentException'),
      );
      expect((await readAt(kinesis(), StreamName, FIRST_SHARD)).Records).toEqual([]);
    });

    test('a hash key of more than 128 bits is refused with all of its request', async () => {
      await expect(putBesideGood(hashKeyTooLarge)).rejects.toThrow(named('InvalidArgumentException'));
    });

    testOursAlone(
      'data of more than 1 MiB is refused with its request (the mock takes it there)',
      async () => {
        await expect(putBesideGood(dataTooLarge)).rejects.toThrow(named('InvalidArgumentException'));
      },
    );

    async function putBesideGood(record: typeof dataTooLarge) {
      const StreamName = await createStream(kinesis());
      return kinesis().putRecords({ StreamName, Records: [{ PartitionKey: 'k', Data }, record] });
    }

    test.each([
      ['an empty partition key', { PartitionKey: '', Data }],
      ['a partition key of 257 characters', { PartitionKey: 'x'.repeat(257), Data }],
      ['a hash key with a leading zero', { PartitionKey: 'k', Data, ExplicitHashKey: '01' }],
    ])('%s is refused', async (_, record) => {
      const StreamName = await createStream(kinesis());
      await expect(kinesis().putRecord({ StreamName, ...record })).rejects.toThrow(REFUSED);
      expect((await readAt(kinesis(), StreamName, FIRST_SHARD)).Records).toEqual([]);
    });

    testOursAlone('a hash key that is no number is refused (the mock breaks)', async () => {
      const StreamName = await createStream(kinesis());
      await expect(
        kinesis().putRecord({ StreamName, PartitionKey: 'k', Data, ExplicitHashKey: 'ten' }),
      ).rejects.toThrow(REFUSED);
    });

    testOursAlone('partition key and data have 1 MiB together (the mock counts the data alone)', async () => {
      const StreamName = await createStream(kinesis());
      await expect(
        kinesis().putRecord({ StreamName, PartitionKey: 'k', Data: Buffer.alloc(MIB) }),
      ).rejects.toThrow(named('InvalidArgumentException'));
    });
  });
}
