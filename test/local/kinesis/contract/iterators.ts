import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import {
  createStream,
  iteratorAt,
  named,
  openShardsOf,
  put,
  readAt,
  REFUSED,
  textsOf,
} from '../test-stream.ts';
import type { ContractContext } from './context.ts';

const FIRST_SHARD = 'shardId-000000000000';

export function testIterators({ kinesis, testOursAlone }: ContractContext) {
  describe('iterators', () => {
    test('TRIM_HORIZON begins with the oldest record', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      await put(kinesis(), streamName, 'b');
      expect(textsOf((await readAt(kinesis(), streamName, FIRST_SHARD)).Records)).toEqual(['a', 'b']);
    });

    test('LATEST begins with the next record that is put', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'before');
      const ShardIterator = await iteratorAt(kinesis(), streamName, FIRST_SHARD, {
        ShardIteratorType: 'LATEST',
      });
      await put(kinesis(), streamName, 'after');
      expect(textsOf((await kinesis().getRecords({ ShardIterator })).Records)).toEqual(['after']);
    });

    test('AT_SEQUENCE_NUMBER begins with the record, AFTER_SEQUENCE_NUMBER with the next', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      const { sequenceNumber } = await put(kinesis(), streamName, 'b');
      await put(kinesis(), streamName, 'c');
      const read = async (ShardIteratorType: 'AT_SEQUENCE_NUMBER' | 'AFTER_SEQUENCE_NUMBER') => {
        const position = { ShardIteratorType, StartingSequenceNumber: sequenceNumber };
        return textsOf((await readAt(kinesis(), streamName, FIRST_SHARD, position)).Records);
      };
      expect(await read('AT_SEQUENCE_NUMBER')).toEqual(['b', 'c']);
      expect(await read('AFTER_SEQUENCE_NUMBER')).toEqual(['c']);
    });

    test('AFTER_SEQUENCE_NUMBER of the newest record begins with the next record that is put', async () => {
      const streamName = await createStream(kinesis());
      const { sequenceNumber } = await put(kinesis(), streamName, 'a');
      const ShardIterator = await iteratorAt(kinesis(), streamName, FIRST_SHARD, {
        ShardIteratorType: 'AFTER_SEQUENCE_NUMBER',
        StartingSequenceNumber: sequenceNumber,
      });
      await put(kinesis(), streamName, 'b');
      expect(textsOf((await kinesis().getRecords({ ShardIterator })).Records)).toEqual(['b']);
    });

    test('AT_SEQUENCE_NUMBER with the starting sequence number of the shard reads all of it', async () => {
      const streamName = await createStream(kinesis());
      const [shard] = await openShardsOf(kinesis(), streamName);
      await put(kinesis(), streamName, 'a');
      const position = {
        ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const,
        StartingSequenceNumber: String(shard?.firstSequenceNumber),
      };
      const { Records } = await readAt(kinesis(), streamName, FIRST_SHARD, position);
      expect(textsOf(Records)).toEqual(['a']);
    });

    test('AT_TIMESTAMP begins with the first record that arrived at that time or later', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      await untilNextMillisecond();
      await put(kinesis(), streamName, 'b');
      const { Records } = await readAt(kinesis(), streamName, FIRST_SHARD);
      const position = {
        ShardIteratorType: 'AT_TIMESTAMP' as const,
        Timestamp: Records?.[1]?.ApproximateArrivalTimestamp,
      };
      const read = await readAt(kinesis(), streamName, FIRST_SHARD, position);
      expect(textsOf(read.Records)).toEqual(['b']);
    });

    test('a timestamp before the stream was created begins with the oldest record', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      const position = {
        ShardIteratorType: 'AT_TIMESTAMP' as const,
        Timestamp: new Date(Date.now() - 3_600_000),
      };
      expect(textsOf((await readAt(kinesis(), streamName, FIRST_SHARD, position)).Records)).toEqual(['a']);
    });

    test('an unknown shard is not found', async () => {
      const streamName = await createStream(kinesis());
      await expect(iteratorAt(kinesis(), streamName, 'shardId-000000000009')).rejects.toThrow(
        named('ResourceNotFoundException'),
      );
    });

    testOursAlone("another shard's sequence number is an invalid argument (the mock takes it)", async () => {
      const streamName = await createStream(kinesis(), 2);
      const [, high] = await openShardsOf(kinesis(), streamName);
      const { sequenceNumber } = await put(kinesis(), streamName, 'a', 0n);
      const position = {
        ShardIteratorType: 'AT_SEQUENCE_NUMBER' as const,
        StartingSequenceNumber: sequenceNumber,
      };
      await expect(iteratorAt(kinesis(), streamName, high?.id ?? '', position)).rejects.toThrow(
        named('InvalidArgumentException'),
      );
    });

    testOursAlone(
      'a sequence number that is still to come is an invalid argument (the mock takes it)',
      async () => {
        const streamName = await createStream(kinesis());
        const { sequenceNumber } = await put(kinesis(), streamName, 'a');
        const position = {
          ShardIteratorType: 'AFTER_SEQUENCE_NUMBER' as const,
          StartingSequenceNumber: String(BigInt(sequenceNumber) + (1n << 80n)),
        };
        await expect(iteratorAt(kinesis(), streamName, FIRST_SHARD, position)).rejects.toThrow(
          named('InvalidArgumentException'),
        );
      },
    );

    testOursAlone('a timestamp that is still to come is refused (the mock takes it)', async () => {
      const streamName = await createStream(kinesis());
      const position = {
        ShardIteratorType: 'AT_TIMESTAMP' as const,
        Timestamp: new Date(Date.now() + 60_000),
      };
      await expect(iteratorAt(kinesis(), streamName, FIRST_SHARD, position)).rejects.toThrow(REFUSED);
    });

    test.each(['AT_SEQUENCE_NUMBER', 'AT_TIMESTAMP'] as const)(
      '%s without its value is refused',
      async (type) => {
        const streamName = await createStream(kinesis());
        await expect(
          iteratorAt(kinesis(), streamName, FIRST_SHARD, { ShardIteratorType: type }),
        ).rejects.toThrow(REFUSED);
      },
    );
  });
}

async function untilNextMillisecond() {
  const now = Date.now();
  while (Date.now() === now) await setTimeout(1);
}
