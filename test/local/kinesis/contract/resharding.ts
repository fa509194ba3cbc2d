import { describe, expect, test } from 'vitest';
import {
  createStream,
  iteratorAt,
  MAX_HASH_KEY,
  named,
  openShardsOf,
  put,
  readAt,
  shardsOf,
  textsOf,
  untilActive,
} from '../test-stream.ts';
import type { ContractContext } from './context.ts';

const id = (shardNumber: number) => `shardId-${String(shardNumber).padStart(12, '0')}`;
const MIDDLE = 2n ** 127n;

export function testResharding({ kinesis, testOursAlone }: ContractContext) {
  async function split(StreamName: string, ShardToSplit: string, NewStartingHashKey = MIDDLE) {
    await kinesis().splitShard({ StreamName, ShardToSplit, NewStartingHashKey: String(NewStartingHashKey) });
    await untilActive(kinesis(), StreamName);
  }

  async function merge(StreamName: string, ShardToMerge: string, AdjacentShardToMerge: string) {
    await kinesis().mergeShards({ StreamName, ShardToMerge, AdjacentShardToMerge });
    await untilActive(kinesis(), StreamName);
  }

  async function scale(StreamName: string, TargetShardCount: number) {
    await kinesis().updateShardCount({ StreamName, TargetShardCount, ScalingType: 'UNIFORM_SCALING' });
    await untilActive(kinesis(), StreamName);
  }

  describe('resharding', () => {
    test('a split closes the parent, and the children divide its range at the given key', async () => {
      const streamName = await createStream(kinesis());
      await split(streamName, id(0), 1_000n);
      expect(await shardsOf(kinesis(), streamName)).toMatchObject([
        { id: id(0), isOpen: false, parents: [] },
        { id: id(1), isOpen: true, parents: [id(0)], start: 0n, end: 999n },
        { id: id(2), isOpen: true, parents: [id(0)], start: 1_000n, end: MAX_HASH_KEY },
      ]);
    });

    test('a merge closes both parents, and the child names them and has their ranges', async () => {
      const streamName = await createStream(kinesis(), 2);
      await merge(streamName, id(0), id(1));
      expect(await shardsOf(kinesis(), streamName)).toMatchObject([
        { id: id(0), isOpen: false },
        { id: id(1), isOpen: false },
        { id: id(2), isOpen: true, parents: [id(0), id(1)], start: 0n, end: MAX_HASH_KEY },
      ]);
    });

    test('new records go to the children, and the records of the parent stay in it', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'to the parent', 0n);
      await split(streamName, id(0));
      const low = await put(kinesis(), streamName, 'low', 0n);
      const high = await put(kinesis(), streamName, 'high', MAX_HASH_KEY);
      expect([low.shardId, high.shardId]).toEqual([id(1), id(2)]);
      expect(textsOf((await readAt(kinesis(), streamName, id(0))).Records)).toEqual(['to the parent']);
      expect(textsOf((await readAt(kinesis(), streamName, id(1))).Records)).toEqual(['low']);
    });

    test('a closed shard that is read to its end returns its children and no iterator', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      await split(streamName, id(0));
      let read = await readAt(kinesis(), streamName, id(0));
      if (read.NextShardIterator)
        read = await kinesis().getRecords({ ShardIterator: read.NextShardIterator });
      expect(read.NextShardIterator).toBeUndefined();
      expect(read.ChildShards).toMatchObject([
        {
          ShardId: id(1),
          ParentShards: [id(0)],
          HashKeyRange: { StartingHashKey: '0', EndingHashKey: String(MIDDLE - 1n) },
        },
        { ShardId: id(2), ParentShards: [id(0)] },
      ]);
    });

    test('a closed shard that is read in part returns an iterator for the rest', async () => {
      const streamName = await createStream(kinesis());
      await put(kinesis(), streamName, 'a');
      await put(kinesis(), streamName, 'b');
      await split(streamName, id(0));
      const ShardIterator = await iteratorAt(kinesis(), streamName, id(0));
      const first = await kinesis().getRecords({ ShardIterator, Limit: 1 });
      expect(textsOf(first.Records)).toEqual(['a']);
      const rest = await kinesis().getRecords({ ShardIterator: first.NextShardIterator });
      expect(textsOf(rest.Records)).toEqual(['b']);
    });

    test('a hash key gets greater sequence numbers after every reshard', async () => {
      const streamName = await createStream(kinesis());
      const sequenceNumbers: bigint[] = [];
      const note = async () => {
        for (let count = 0; count < 3; count++)
          sequenceNumbers.push(BigInt((await put(kinesis(), streamName, 'x', 5n)).sequenceNumber));
      };
      await note();
      await split(streamName, id(0));
      await note();
      await split(streamName, id(1), 1_000n);
      await note();
      await merge(streamName, id(3), id(4));
      await note();
      expect(sequenceNumbers).toEqual(sequenceNumbers.toSorted((a, b) => (a < b ? -1 : 1)));
      expect(new Set(sequenceNumbers).size).toBe(12);
    });

    test.each([
      [2, 4],
      [4, 2],
      [4, 3],
      [3, 5],
    ])('UpdateShardCount turns %i shards into %i, which cover all hash keys', async (from, to) => {
      const StreamName = await createStream(kinesis(), from);
      await scale(StreamName, to);
      const open = await openShardsOf(kinesis(), StreamName);
      expect(open).toHaveLength(to);
      expect([open[0]?.start, open.at(-1)?.end]).toEqual([0n, MAX_HASH_KEY]);
      expect(open.slice(1).map(({ start }) => start)).toEqual(open.slice(0, -1).map(({ end }) => end + 1n));
    });

    test.each([
      [2, 5],
      [4, 1],
    ])('UpdateShardCount does not turn %i shards into %i', async (from, to) => {
      await expect(scale(await createStream(kinesis(), from), to)).rejects.toThrow(
        // AWS answers with the first error, and the mock with the second.
        expect.objectContaining({
          name: expect.stringMatching(/^(LimitExceeded|InvalidArgument)Exception$/),
        }),
      );
    });

    for (const key of [0n, 1n, MAX_HASH_KEY])
      testOursAlone(`a shard is not split at ${key} (the mock makes a child without a range)`, async () => {
        await expect(split(await createStream(kinesis()), id(0), key)).rejects.toThrow(
          named('InvalidArgumentException'),
        );
      });

    testOursAlone('a closed shard is an invalid argument (the mock says that it is in use)', async () => {
      const streamName = await createStream(kinesis());
      await split(streamName, id(0));
      await expect(split(streamName, id(0), 5n)).rejects.toThrow(named('InvalidArgumentException'));
      await expect(merge(streamName, id(0), id(1))).rejects.toThrow(named('InvalidArgumentException'));
    });

    test('shards with a gap between them are not merged', async () => {
      await expect(merge(await createStream(kinesis(), 3), id(0), id(2))).rejects.toThrow(
        named('InvalidArgumentException'),
      );
    });

    test('a shard that does not exist is not found', async () => {
      const notFound = named('ResourceNotFoundException');
      await expect(split(await createStream(kinesis()), id(7))).rejects.toThrow(notFound);
      await expect(merge(await createStream(kinesis()), id(0), id(7))).rejects.toThrow(notFound);
    });
  });
}
