import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { splitListOf, splitLists } from '../../../adapters/dynamodb/counter-updates.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeSplitKeys } from '../../../adapters/dynamodb/split-keys.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { mergeBuckets } from '../../../core/counters/merge-buckets.ts';
import type { SplitCounters, SplitKeys } from '../../../core/counters/ports.ts';
import { COUNTERS_TABLE, SPLIT_POSTS_INDEX, servers, type TestDynamoDB } from './servers.ts';

describe.each(servers)('split posts on %s', (_, start) => {
  let dynamodb: TestDynamoDB;
  let counters: SplitCounters;
  let splitKeys: SplitKeys;

  beforeAll(async () => {
    dynamodb = await start();
    const { client } = dynamodb;
    const limit = makeLimit(4);
    counters = makeSplitCounters({
      client,
      table: COUNTERS_TABLE,
      limit,
      now: () => 0,
      tombstoneSeconds: 60,
    });
    splitKeys = makeSplitKeys({ client, table: COUNTERS_TABLE, index: SPLIT_POSTS_INDEX });
  });
  afterAll(() => dynamodb.close());

  async function listed(): Promise<string[]> {
    const keys: string[] = [];
    for await (const key of splitKeys.list()) keys.push(key);
    return keys;
  }

  test('are on the list from their split until their last bucket is merged, unless they are to stay split', async () => {
    expect(await listed()).toEqual([]);
    await counters.split('hot', 2);
    await counters.split('always-split', 2, true);
    await counters.moveLane({ key: 'hot', lane: 'a', bucket: '1.0', generation: 1 });
    expect(await listed()).toEqual(['hot']);
    await counters.unsplit('hot', 1);
    expect(await listed()).toEqual(['hot']);
    await mergeBuckets(counters, 'hot');
    expect(await listed()).toEqual([]);
  });

  test('are listed under several keys of the index, so that many splits at once do not meet on one', async () => {
    const posts = Array.from({ length: 100 }, (_, index) => `post-${index}`);
    for (const postId of posts) await counters.split(postId, 2);
    expect((await listed()).toSorted()).toEqual(posts.toSorted());
    const lists = Map.groupBy(posts, splitListOf);
    expect(lists.size).toBe(splitLists.length);
    expect(Math.max(...[...lists.values()].map((list) => list.length))).toBeLessThan(30);
    for (const postId of posts) await mergeBuckets(counters, postId);
  });

  test('keep the observation of the merger until their next split', async () => {
    const observation = { commits: 7, atMs: 1_000, coolSinceMs: undefined };
    await counters.observe('cold', observation);
    expect(await counters.read('cold', 'root')).toBeUndefined();
    await counters.split('warm', 2);
    await counters.observe('warm', observation);
    expect((await counters.read('warm', 'root'))?.observation).toEqual(observation);
    await counters.observe('warm', { ...observation, coolSinceMs: 500 });
    expect((await counters.read('warm', 'root'))?.observation?.coolSinceMs).toBe(500);
    await mergeBuckets(counters, 'warm');
    await counters.split('warm', 2);
    expect((await counters.read('warm', 'root'))?.observation).toBeUndefined();
  });
});
