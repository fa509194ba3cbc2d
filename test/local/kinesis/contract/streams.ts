import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { ResourceNotFoundException } from '@aws-sdk/client-kinesis';
import { describe, expect, test } from 'vitest';
import { createStream, MAX_HASH_KEY, named, openShardsOf, REFUSED } from '../test-stream.ts';
import type { ContractContext } from './context.ts';

export function testStreams({ kinesis, testOursAlone }: ContractContext) {
  describe('streams', () => {
    test.each([1, 2, 3, 7])(
      '%i shards have ranges that cover all hash keys and do not overlap',
      async (count) => {
        const shards = await openShardsOf(kinesis(), await createStream(kinesis(), count));
        expect(shards).toHaveLength(count);
        expect(shards[0]?.start).toBe(0n);
        expect(shards.at(-1)?.end).toBe(MAX_HASH_KEY);
        expect(shards.slice(1).map(({ start }) => start)).toEqual(
          shards.slice(0, -1).map(({ end }) => end + 1n),
        );
      },
    );

    testOursAlone('shards begin where they do on AWS (the mock is off by one)', async () => {
      const shards = await openShardsOf(kinesis(), await createStream(kinesis(), 4));
      expect(shards.map(({ start }) => start)).toEqual([0n, 2n ** 126n, 2n ** 127n, 3n * 2n ** 126n]);
    });

    test('DescribeStreamSummary describes the stream that CreateStream made', async () => {
      const StreamName = await createStream(kinesis(), 2);
      const { StreamDescriptionSummary } = await kinesis().describeStreamSummary({ StreamName });
      expect(StreamDescriptionSummary).toMatchObject({
        StreamName,
        StreamARN: `arn:aws:kinesis:us-east-1:000000000000:stream/${StreamName}`,
        StreamStatus: 'ACTIVE',
        StreamModeDetails: { StreamMode: 'PROVISIONED' },
        RetentionPeriodHours: 24,
        OpenShardCount: 2,
        ConsumerCount: 0,
        EncryptionType: 'NONE',
      });
      const createdAtMs = StreamDescriptionSummary?.StreamCreationTimestamp?.getTime() ?? 0;
      expect(Math.abs(Date.now() - createdAtMs)).toBeLessThan(60_000);
    });

    test('DescribeStream pages through the shards', async () => {
      const StreamName = await createStream(kinesis(), 3);
      const first = await kinesis().describeStream({ StreamName, Limit: 2 });
      const ExclusiveStartShardId = first.StreamDescription?.Shards?.at(-1)?.ShardId;
      const second = await kinesis().describeStream({ StreamName, ExclusiveStartShardId });
      expect([first, second].map(({ StreamDescription }) => StreamDescription)).toMatchObject([
        { StreamName, HasMoreShards: true },
        { StreamName, HasMoreShards: false },
      ]);
      const shards = [first, second].flatMap(({ StreamDescription }) => StreamDescription?.Shards ?? []);
      expect(shards).toEqual((await kinesis().listShards({ StreamName })).Shards);
    });

    test('ListStreams names the streams in order, page by page', async () => {
      const prefix = `list-${randomUUID()}-`;
      for (const letter of ['c', 'a', 'b'])
        await kinesis().createStream({ StreamName: prefix + letter, ShardCount: 1 });
      const first = await kinesis().listStreams({ ExclusiveStartStreamName: prefix, Limit: 2 });
      expect(first).toMatchObject({ StreamNames: [`${prefix}a`, `${prefix}b`], HasMoreStreams: true });
      const second = await kinesis().listStreams({ ExclusiveStartStreamName: `${prefix}b`, Limit: 1 });
      expect(second.StreamNames).toEqual([`${prefix}c`]);
    });

    test('a stream is found by its ARN', async () => {
      const StreamName = await createStream(kinesis());
      const StreamARN = `arn:aws:kinesis:us-east-1:000000000000:stream/${StreamName}`;
      const { StreamDescriptionSummary } = await kinesis().describeStreamSummary({ StreamARN });
      expect(StreamDescriptionSummary?.StreamName).toBe(StreamName);
    });

    test('a name can be taken only once', async () => {
      const StreamName = await createStream(kinesis());
      await expect(kinesis().createStream({ StreamName, ShardCount: 1 })).rejects.toThrow(
        named('ResourceInUseException'),
      );
    });

    test('a deleted stream is not found, and its name is free for an empty one', async () => {
      const StreamName = await createStream(kinesis());
      await kinesis().deleteStream({ StreamName });
      await untilGone(StreamName);
      await kinesis().createStream({ StreamName, ShardCount: 3 });
      expect(await openShardsOf(kinesis(), StreamName)).toHaveLength(3);
    });

    test.each([
      ['DeleteStream', (StreamName: string) => kinesis().deleteStream({ StreamName })],
      ['DescribeStream', (StreamName: string) => kinesis().describeStream({ StreamName })],
      ['DescribeStreamSummary', (StreamName: string) => kinesis().describeStreamSummary({ StreamName })],
      ['ListShards', (StreamName: string) => kinesis().listShards({ StreamName })],
      [
        'PutRecord',
        (StreamName: string) =>
          kinesis().putRecord({ StreamName, PartitionKey: 'k', Data: Buffer.from('x') }),
      ],
      [
        'PutRecords',
        (StreamName: string) =>
          kinesis().putRecords({ StreamName, Records: [{ PartitionKey: 'k', Data: Buffer.from('x') }] }),
      ],
      [
        'SplitShard',
        (StreamName: string) =>
          kinesis().splitShard({
            StreamName,
            ShardToSplit: 'shardId-000000000000',
            NewStartingHashKey: '10',
          }),
      ],
      [
        'GetShardIterator',
        (StreamName: string) =>
          kinesis().getShardIterator({
            StreamName,
            ShardId: 'shardId-000000000000',
            ShardIteratorType: 'LATEST',
          }),
      ],
    ])('%s does not find a stream that does not exist', async (_, call) => {
      await expect(call(`no-${randomUUID()}`)).rejects.toThrow(named('ResourceNotFoundException'));
    });

    test.each(['', 'with space', 'ü', 'x'.repeat(129)])(
      'a stream cannot be called "%s"',
      async (StreamName) => {
        await expect(kinesis().createStream({ StreamName, ShardCount: 1 })).rejects.toThrow(REFUSED);
      },
    );
  });

  async function untilGone(StreamName: string) {
    while (
      await kinesis()
        .describeStreamSummary({ StreamName })
        .then(() => true, isFound)
    )
      await setTimeout(1);
  }
}

function isFound(error: unknown): boolean {
  if (error instanceof ResourceNotFoundException) return false;
  throw error;
}
