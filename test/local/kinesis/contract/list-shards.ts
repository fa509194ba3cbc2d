import type { ShardFilter } from '@aws-sdk/client-kinesis';
import { describe, expect, test } from 'vitest';
import { createStream, named, REFUSED, untilActive } from '../test-stream.ts';
import type { ContractContext } from './context.ts';

const id = (shardNumber: number) => `shardId-${String(shardNumber).padStart(12, '0')}`;

export function testListShards({ kinesis }: ContractContext) {
  /** Shard 0 was split into 2 and 3; shard 1 is as it was. */
  async function createSplitStream(): Promise<string> {
    const StreamName = await createStream(kinesis(), 2);
    await kinesis().splitShard({ StreamName, ShardToSplit: id(0), NewStartingHashKey: '1000' });
    await untilActive(kinesis(), StreamName);
    return StreamName;
  }

  async function list(StreamName: string, ShardFilter: ShardFilter) {
    const { Shards } = await kinesis().listShards({ StreamName, ShardFilter });
    return Shards?.map(({ ShardId }) => ShardId);
  }

  describe('ListShards', () => {
    test('lists every shard once, page by page', async () => {
      const StreamName = await createStream(kinesis(), 7);
      const pages: (string | undefined)[][] = [];
      let NextToken: string | undefined;
      do {
        const page = await kinesis().listShards({
          MaxResults: 3,
          ...(NextToken ? { NextToken } : { StreamName }),
        });
        pages.push(page.Shards?.map(({ ShardId }) => ShardId) ?? []);
        NextToken = page.NextToken;
      } while (NextToken);
      expect(pages).toEqual([[id(0), id(1), id(2)], [id(3), id(4), id(5)], [id(6)]]);
    });

    test('begins after the shard that the request names', async () => {
      const StreamName = await createStream(kinesis(), 3);
      const { Shards } = await kinesis().listShards({ StreamName, ExclusiveStartShardId: id(0) });
      expect(Shards?.map(({ ShardId }) => ShardId)).toEqual([id(1), id(2)]);
    });

    test('lists closed shards too, without a filter or from the trim horizon', async () => {
      const streamName = await createSplitStream();
      const { Shards } = await kinesis().listShards({ StreamName: streamName });
      expect(Shards?.map(({ ShardId }) => ShardId)).toEqual([0, 1, 2, 3].map(id));
      expect(await list(streamName, { Type: 'FROM_TRIM_HORIZON' })).toEqual([0, 1, 2, 3].map(id));
    });

    test('lists the open shards for AT_LATEST', async () => {
      expect(await list(await createSplitStream(), { Type: 'AT_LATEST' })).toEqual([1, 2, 3].map(id));
    });

    test('lists the shards after the named one for AFTER_SHARD_ID', async () => {
      const filter = { Type: 'AFTER_SHARD_ID', ShardId: id(1) } as const;
      expect(await list(await createSplitStream(), filter)).toEqual([2, 3].map(id));
    });

    test('refuses a token together with a stream name', async () => {
      const StreamName = await createStream(kinesis(), 2);
      const { NextToken } = await kinesis().listShards({ StreamName, MaxResults: 1 });
      await expect(kinesis().listShards({ StreamName, NextToken })).rejects.toThrow(
        named('InvalidArgumentException'),
      );
    });

    test('refuses AFTER_SHARD_ID without the shard', async () => {
      await expect(list(await createStream(kinesis()), { Type: 'AFTER_SHARD_ID' })).rejects.toThrow(REFUSED);
    });

    test('refuses a malformed token', async () => {
      await expect(kinesis().listShards({ NextToken: 'nonsense' })).rejects.toThrow(REFUSED);
    });
  });
}
