// The total of a split post: roll-up finds it and puts it on the root, and readers show it instead of reading the buckets.

import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { makeCountReader } from '../../../adapters/dynamodb/count-reader.ts';
import { keyOf } from '../../../adapters/dynamodb/counter-item.ts';
import { makeSplitCounters } from '../../../adapters/dynamodb/counters.ts';
import { makeTotals, readTotal } from '../../../adapters/dynamodb/totals.ts';
import { makeWholeCounters } from '../../../adapters/dynamodb/whole-counters.ts';
import { makeLimit } from '../../../adapters/limit.ts';
import { ROOT_BUCKET } from '../../../core/counters/counter-item.ts';
import { mergeBuckets } from '../../../core/counters/merge-buckets.ts';
import type { SplitCounters } from '../../../core/counters/ports.ts';
import type { Totals, WholeCounters } from '../../../core/live/roll-up-ports.ts';
import { OLDEST_TOTAL_MS } from '../../../core/live/total.ts';
import type { CountReader } from '../../../core/likes/ports.ts';
import { COUNTERS_TABLE, LIKES_TABLE, servers, type TestDynamoDB } from './servers.ts';

describe.each(servers)('on %s', (_, start) => {
  let server: TestDynamoDB;
  let counters: SplitCounters;
  let whole: WholeCounters;
  let totals: Totals;
  let reader: CountReader;
  let nowMs = 0;
  let postId = '';
  let posts = 0;

  beforeAll(async () => {
    server = await start();
    const { client } = server;
    const now = () => nowMs;
    const table = COUNTERS_TABLE;
    counters = makeSplitCounters({ client, table, limit: makeLimit(8), now, tombstoneSeconds: 60 });
    whole = makeWholeCounters({ client, table, now });
    totals = makeTotals({ client, table });
    reader = makeCountReader({ client, likesTable: LIKES_TABLE, countersTable: table, now });
  });
  afterAll(() => server.close());
  beforeEach(() => {
    postId = `post-${posts++}`;
    nowMs = 1_000;
  });

  async function commit(bucket: string, lane: string, delta: number) {
    const mark = String(++nowMs).padStart(6, '0');
    const expected = { below: mark };
    const { done, item } = await counters.commit({ key: postId, bucket, lane, delta, mark, expected });
    expect(done || item?.marks.get(lane) === mark).toBe(true);
  }
  /** A post with 5 likes on the root and 3 in a bucket. */
  async function splitPost() {
    await commit(ROOT_BUCKET, 'a', 5);
    await counters.split(postId, 2);
    await counters.moveLane({ key: postId, lane: 'a', bucket: '1.0', generation: 1 });
    await commit('1.0', 'a', 3);
  }
  async function findOne() {
    const [found] = await whole.read([postId]);
    if (!found) throw new Error('there is no such counter');
    return found;
  }
  async function findSplit() {
    const found = await findOne();
    if (found.generation === undefined) throw new Error('it is not split');
    return { ...found, generation: found.generation };
  }
  async function heldTotal() {
    const key = keyOf(postId, ROOT_BUCKET);
    const { Item } = await server.client.send(
      new GetItemCommand({ TableName: COUNTERS_TABLE, Key: key, ConsistentRead: true }),
    );
    return Item && readTotal(Item);
  }
  const shown = async () => (await reader.readCounts([postId])).get(postId);

  test('a counter that does not exist is left out', async () => {
    expect(await whole.read(['nobody'])).toEqual([]);
    expect(await whole.read([])).toEqual([]);
  });

  test('a counter in one item is found as it is, with no generation', async () => {
    await commit(ROOT_BUCKET, 'a', 5);
    expect(await findOne()).toEqual({
      key: postId,
      count: 5,
      commits: 1,
      asOfMs: 1_001,
      generation: undefined,
    });
  });

  test('a split counter is the sum of its items, before, while and after it is merged', async () => {
    await splitPost();
    expect(await findOne()).toEqual({ key: postId, count: 8, commits: 2, asOfMs: 1_002, generation: 1 });
    await counters.unsplit(postId, 1);
    await counters.closeBucket(postId, '1.0');
    expect(await findOne()).toMatchObject({ count: 8, commits: 2, generation: 1 });
    await mergeBuckets(counters, postId);
    expect(await findOne()).toMatchObject({ count: 8, commits: 2, generation: undefined });
  });

  test('the posts of a batch are found together, although they do not fit one request', async () => {
    const keys = Array.from({ length: 101 }, (_, index) => `many-${postId}-${index}`);
    for (const key of keys)
      await counters.commit({
        key,
        bucket: ROOT_BUCKET,
        lane: 'a',
        delta: 1,
        mark: '1',
        expected: { below: '1' },
      });
    expect((await whole.read(keys)).map(({ key }) => key).sort()).toEqual(keys.toSorted());
  });

  test('readers show the total until it is old, and then the sum', async () => {
    await splitPost();
    const total = await findSplit();
    await totals.write(total);
    await commit('1.0', 'a', 1);
    expect(await shown()).toEqual({ count: 8, asOf: new Date(total.asOfMs).toISOString() });
    nowMs = total.asOfMs + OLDEST_TOTAL_MS + 1;
    expect(await shown()).toEqual({ count: 9, asOf: new Date(1_003).toISOString() });
  });

  test('a late or doubled total changes nothing', async () => {
    await splitPost();
    const early = await findSplit();
    await commit('1.0', 'a', 1);
    const late = await findSplit();
    for (const total of [late, early, late, early]) await totals.write(total);
    expect(await heldTotal()).toEqual({ count: 9, commits: 3, asOfMs: late.asOfMs });
  });

  test('a total that was found before a merge is not written after it', async () => {
    await splitPost();
    const total = await findSplit();
    await mergeBuckets(counters, postId);
    await totals.write(total);
    expect(await heldTotal()).toBeUndefined();
    expect((await shown())?.count).toBe(8);
  });

  test('a merge takes the total away, so that a merged root is as small as before', async () => {
    await splitPost();
    await totals.write(await findSplit());
    await mergeBuckets(counters, postId);
    expect(await heldTotal()).toBeUndefined();
  });

  test('a post that is split again shows no total of the earlier split, also when that is written late', async () => {
    await splitPost();
    const total = await findSplit();
    await totals.write(total);
    await counters.unsplit(postId, 1);
    await counters.closeBucket(postId, '1.0');
    await counters.takeOver({
      key: postId,
      bucket: '1.0',
      count: 3,
      commits: 1,
      lanes: new Map([['a', '001002']]),
    });
    await commit(ROOT_BUCKET, 'a', 1);
    expect((await shown())?.count).toBe(9);
    await counters.split(postId, 2);
    expect((await shown())?.count).toBe(9);
    await totals.write(total);
    expect((await shown())?.count).toBe(9);
  });

  test('a total makes no counter', async () => {
    await totals.write({ key: postId, count: 1, commits: 1, asOfMs: 1, generation: 1 });
    expect(await heldTotal()).toBeUndefined();
  });
});
